using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>How much a clip's signals contradict each other.</summary>
/// <param name="Value">0 to 1.</param>
/// <param name="Milder">Of the pair that contributes most, the signal that says milder; null without conflict.</param>
/// <param name="Stricter">The other signal of the pair.</param>
public readonly record struct ConflictResult(double Value, string? Milder, string? Stricter);

/// <summary>The conflict of a clip: how far apart its voting signals are, beyond what their own vagueness explains.</summary>
/// <remarks>
/// <para>conflict = Σ r_s r_t max(0, d(s, t) − √(v_s² + v_t²)) / Σ r_s r_t over pairs of voting signals; 0 with fewer than two. A signal
/// votes when a rule of it fired. Each signal is taken by itself, on a uniform prior (<see cref="VotePosterior.SignalPosterior"/>).</para>
/// <para>d: the area between their cumulative distributions ÷ (K − 1). v: a signal's mean distance from its own median ÷ (K − 1), in quadrature
/// as the spreads of independent errors add. <c>>=PG-13</c> beside <c>R</c> is then no conflict, as the one is as far from R as it
/// is vague. r = 1 − H / ln K: how reliable the model has learned that signal's statement to be; a noisy signal stays near uniform and weighs little.</para>
/// <para>The scale is ordinal: only its two ends against each other, both certain, come to 1; certain R against certain G of five levels is 0.75.</para>
/// </remarks>
public static class Conflict
{
    /// <summary>The conflict of one clip, with the pair that dominates it; for many, <see cref="Compute"/> is far cheaper.</summary>
    /// <param name="fit">A fitted label model.</param>
    /// <param name="votes">m outcomes.</param>
    public static ConflictResult Of(LabelModelFit fit, ReadOnlySpan<byte> votes)
    {
        var signals = SignalStates.Of(fit, DistinctRows.Of(votes, 1, votes.Length));
        return Weigh(signals, 0);
    }

    /// <summary>The conflict of every row, worked out once for each distinct row.</summary>
    /// <param name="fit">A fitted label model.</param>
    /// <param name="matrix">n rows with the functions of the fit.</param>
    /// <returns>n numbers, 0 to 1.</returns>
    /// <exception cref="ArgumentException">The matrix has other levels or functions than the fit.</exception>
    public static float[] Compute(LabelModelFit fit, LabelMatrix matrix)
    {
        fit.Check(matrix);
        var rows = DistinctRows.Of(matrix);
        var distinct = ConflictPairs.Of(SignalStates.Of(fit, rows), rows.Count);
        var conflict = new float[rows.IndexOf.Length];
        for (var row = 0; row < conflict.Length; row++)
            conflict[row] = distinct[rows.IndexOf[row]];
        return conflict;
    }

    /// <summary>What two voting signals in given states add: r_s r_t, and that times their distance beyond vagueness.</summary>
    internal static (double Weight, double Part) Part(SignalStates s, int own, SignalStates t, int other)
    {
        var weight = s.Reliability(own) * t.Reliability(other);
        double v = s.Vagueness(own), u = t.Vagueness(other);
        var distance = OrdinalDistance.Between(s.Cumulative(own), t.Cumulative(other));
        return (weight, weight * Math.Max(0, distance - Math.Sqrt((v * v) + (u * u))));
    }

    private static ConflictResult Weigh(SignalStates[] signals, int row)
    {
        double sum = 0, total = 0, most = 0;
        (int S, int T) pair = (-1, -1);
        for (var s = 0; s < signals.Length; s++)
        {
            var own = signals[s].StateOf[row];
            if (!signals[s].Votes(own))
                continue;
            for (var t = s + 1; t < signals.Length; t++)
            {
                var other = signals[t].StateOf[row];
                if (!signals[t].Votes(other))
                    continue;
                var (weight, part) = Part(signals[s], own, signals[t], other);
                total += weight;
                sum += part;
                if (part > most)
                    (pair, most) = ((s, t), part);
            }
        }

        return pair.S < 0 ? default : Name(signals, pair, row, Math.Clamp(sum / total, 0, 1));
    }

    /// <summary>The milder signal of a pair has more of its mass below: the larger sum of cumulative probabilities.</summary>
    private static ConflictResult Name(SignalStates[] signals, (int S, int T) pair, int row, double value)
    {
        SignalStates s = signals[pair.S], t = signals[pair.T];
        var lead = 0.0;
        for (var y = 0; y < s.Cumulative(s.StateOf[row]).Length; y++)
            lead += s.Cumulative(s.StateOf[row])[y] - t.Cumulative(t.StateOf[row])[y];
        return lead >= 0 ? new ConflictResult(value, s.Name, t.Name) : new ConflictResult(value, t.Name, s.Name);
    }
}
