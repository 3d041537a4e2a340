using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Agreement;

/// <summary>What counts as how far apart two values are.</summary>
public enum AgreementMetric
{
    /// <summary>Equal or not.</summary>
    Nominal,

    /// <summary>By the values that lie between, as often as they were given.</summary>
    Ordinal,

    /// <summary>By the difference of the values.</summary>
    Interval,
}

/// <summary>How well raters agree.</summary>
/// <param name="Value">Alpha: 1 = perfectly, 0 = as by chance, below 0 = less than by chance.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Units">Units with at least two values.</param>
/// <param name="Values">Their values.</param>
public readonly record struct AgreementEstimate(double Value, double Low, double High, int Units, int Values);

/// <summary>Krippendorff's alpha for any number of raters, any of whom may have passed over any unit.</summary>
/// <remarks>
/// Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section D: α = 1 − D_o / D_e. A unit of m values adds 1 / (m − 1) to the coincidence of each
/// ordered pair of them; units of fewer values add nothing. Ordinal: δ²(c, k) = (n_c / 2 + n_(c+1) + … + n_(k−1) + n_k / 2)², with n the number of pairable values.
/// </remarks>
public sealed class KrippendorffAlpha
{
    private readonly int _values;
    private readonly AgreementMetric _metric;

    // Units that hold the same values count alike: there are few kinds of them, however many units there are.
    private readonly List<int[]> _kinds = [];
    private readonly int[] _kindOf;

    private KrippendorffAlpha(IEnumerable<IReadOnlyList<int>> units, int values, AgreementMetric metric)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values, 1);
        _values = values;
        _metric = metric;
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        var kindOf = new List<int>();
        foreach (var unit in units)
        {
            if (unit.Count < 2)
                continue;
            var counts = new int[values];
            foreach (var value in unit)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(units));
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, values, nameof(units));
                counts[value]++;
            }

            var key = string.Join(',', counts);
            if (!kinds.TryGetValue(key, out var kind))
            {
                kinds.Add(key, kind = _kinds.Count);
                _kinds.Add(counts);
            }

            kindOf.Add(kind);
        }

        _kindOf = [.. kindOf];
    }

    /// <summary>Alpha with a percentile interval from drawing units with replacement.</summary>
    /// <param name="units">For each unit the values it was given, 0 … <paramref name="values"/> − 1; those that are missing are left out.</param>
    /// <param name="values">How many values there are.</param>
    /// <param name="metric">How far apart two values are.</param>
    /// <param name="random">Draws units.</param>
    /// <param name="confidence">Share of the interval, above 0 and below 1.</param>
    /// <param name="draws">How often units are drawn anew.</param>
    /// <returns>Null when nothing can be told: no unit has two values, or all values are the same.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public static AgreementEstimate? Estimate(
        IEnumerable<IReadOnlyList<int>> units, int values, AgreementMetric metric, CounterRandom random, double confidence = 0.95, int draws = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var alpha = new KrippendorffAlpha(units, values, metric);
        var times = new int[alpha._kinds.Count];
        foreach (var kind in alpha._kindOf)
            times[kind]++;
        if (alpha.Of(times) is not { } value)
            return null;
        var answers = alpha._kindOf.Sum(kind => alpha._kinds[kind].Sum());
        var drawn = alpha.Draw(random, draws);
        var tail = (1 - confidence) / 2;

        // A draw of the same value alone tells nothing and is none.
        return drawn.Length == 0
            ? new AgreementEstimate(value, -1, 1, alpha._kindOf.Length, answers)
            : new AgreementEstimate(value, Quantile(drawn, tail), Quantile(drawn, 1 - tail), alpha._kindOf.Length, answers);
    }

    private static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var low = (int)at;
        return low + 1 < sorted.Length ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }

    private double[] Draw(CounterRandom random, int draws)
    {
        var found = new List<double>(draws);
        var times = new int[_kinds.Count];
        for (var draw = 0; draw < draws; draw++)
        {
            Array.Clear(times);
            for (var unit = 0; unit < _kindOf.Length; unit++)
                times[_kindOf[random.NextInt(_kindOf.Length)]]++;
            if (Of(times) is { } value)
                found.Add(value);
        }

        found.Sort();
        return [.. found];
    }

    private double? Of(ReadOnlySpan<int> times)
    {
        // All sums of the formula from counts alone: o_ck of a unit is n_c n_k / (m − 1), less n_c / (m − 1) on the diagonal, where the difference is 0.
        var n = new double[_values];
        for (var kind = 0; kind < times.Length; kind++)
        {
            for (var value = 0; value < _values; value++)
                n[value] += (double)times[kind] * _kinds[kind][value];
        }

        double observed = 0, expected = 0, all = n.Sum();
        for (var c = 0; c < _values; c++)
        {
            for (var k = c + 1; k < _values; k++)
            {
                var distance = Distance(n, c, k);
                expected += n[c] * n[k] * distance;
                for (var kind = 0; kind < times.Length; kind++)
                {
                    var counts = _kinds[kind];
                    if (times[kind] > 0 && counts[c] > 0 && counts[k] > 0)
                        observed += times[kind] * (double)counts[c] * counts[k] / (counts.Sum() - 1) * distance;
                }
            }
        }

        return expected > 0 ? 1 - ((all - 1) * observed / expected) : null;
    }

    private double Distance(double[] n, int c, int k)
    {
        if (_metric == AgreementMetric.Nominal)
            return 1;
        if (_metric == AgreementMetric.Interval)
            return (double)(k - c) * (k - c);
        var between = (n[c] + n[k]) / 2;
        for (var value = c + 1; value < k; value++)
            between += n[value];
        return between * between;
    }
}
