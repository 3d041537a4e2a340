using FusionScorer.Core.Clips;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Numerics;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Classification;

/// <summary>Columns that are measured on some clips and expected on the others: language rates and nudity, where missing a ridge regression on what else is known.</summary>
/// <remarks>
/// No level enters. The expectation is linear in its sources, so each source signal's part of it is told apart and the account stays exact.
/// The strength of the ridge is the one with the least exact leave-one-out error (Allen 1974, PRESS).
/// </remarks>
internal sealed class ExpectedColumns
{
    /// <summary>The group that the columns share.</summary>
    public const string Group = "observed or expected";

    private const int LeastMeasured = 20;
    private const int MostMeasured = 20_000;
    private const double NeighbourStrength = 3;
    private static readonly double[] Ridges = [3, 10, 30, 100, 300];

    private readonly FeatureTable _features;
    private readonly List<DesignColumn> _sources;
    private readonly List<LinkRelation> _people;

    private ExpectedColumns(FeatureTable features, IEnumerable<DesignColumn> sources, IEnumerable<LinkRelation> relations)
    {
        _features = features;
        _sources = [.. sources.Where(column => column.Group is not (SignalNames.Captions or SignalNames.Speech))];
        _people = [.. relations.Where(relation => relation.Signal == SignalNames.People)];
    }

    /// <summary>Adds a column for each quantity that at least some clips have.</summary>
    public static void Add(DesignColumns columns, FeatureTable features, IEnumerable<LinkRelation> relations)
    {
        var expected = new ExpectedColumns(features, [.. columns.Items], relations);
        foreach (var grade in (ReadOnlySpan<string>)["mild", "moderate", "strong", "sexual"])
            expected.AddOne(columns, $"{grade} language", [SignalNames.Captions, SignalNames.Speech], (row, signal) => features.Get(row, $"{signal}.words") is float.NaN ? float.NaN : SignalColumns.LogRate(features, row, signal, grade), expected._sources);
        expected.AddOne(columns, "nudity", [SignalNames.Nudity], (row, signal) => features.Get(row, $"{signal}.max_score"), [.. expected._sources.Where(column => column.Group != SignalNames.Nudity)]);
    }

    private void AddOne(DesignColumns columns, string name, string[] readers, Func<int, string, float> read, IReadOnlyList<DesignColumn> sources)
    {
        var n = _features.Rows;
        var own = readers.Select(_ => new float[n]).ToArray();
        var target = new float[n];
        var measured = new float[n];
        Span<float> values = stackalloc float[readers.Length];
        for (var row = 0; row < n; row++)
        {
            var count = 0;
            for (var r = 0; r < readers.Length; r++)
            {
                values[r] = read(row, readers[r]);
                count += float.IsNaN(values[r]) ? 0 : 1;
            }

            for (var r = 0; r < readers.Length; r++)
            {
                own[r][row] = float.IsNaN(values[r]) ? 0 : values[r] / count;
                target[row] += own[r][row];
            }

            measured[row] = count > 0 ? 1 : 0;
        }

        var (mean, deviation) = Moments(target, measured);
        if (measured.Sum() < LeastMeasured || !(deviation > 1e-6))
            return;
        for (var row = 0; row < n; row++)
        {
            var readings = own.Count(part => part[row] != 0 || measured[row] > 0);
            for (var r = 0; r < own.Length; r++)
                own[r][row] = measured[row] > 0 ? (float)((own[r][row] - (mean / readings)) / deviation) : 0;
            target[row] = measured[row] > 0 ? (float)((target[row] - mean) / deviation) : 0;
        }

        var all = sources.Select(source => (source.Parts[0].Signal, source.Parts[0].Values))
            .Concat(_people.Select(relation => (relation.Signal, Values: SharedMean.Compute(relation.Graph, target, measured, relation.HubExponent, NeighbourStrength)))).ToArray();
        var weights = Ridge([.. all.Select(source => source.Values)], target, measured);
        var parts = new List<ColumnPart>();
        for (var r = 0; r < readers.Length; r++)
            parts.Add(new ColumnPart(readers[r], own[r]));
        foreach (var signal in all.Select(source => source.Signal).Distinct(StringComparer.Ordinal))
        {
            var part = new float[n];
            for (var k = 0; k < all.Length; k++)
            {
                for (var row = 0; row < n && all[k].Signal == signal; row++)
                    part[row] += measured[row] > 0 ? 0 : (float)weights[k + 1] * all[k].Values[row];
            }

            // The intercept goes with the first source.
            for (var row = 0; row < n && signal == all[0].Signal; row++)
                part[row] += measured[row] > 0 ? 0 : (float)weights[0];
            parts.Add(new ColumnPart(signal, part));
        }

        columns.Add(Group, name, parts);
    }

    private static (double Mean, double Deviation) Moments(float[] target, float[] measured)
    {
        double sum = 0, squares = 0, count = 0;
        for (var row = 0; row < target.Length; row++)
        {
            count += measured[row];
            sum += measured[row] * target[row];
            squares += measured[row] * target[row] * target[row];
        }

        var mean = sum / Math.Max(1, count);
        return (mean, Math.Sqrt(Math.Max(0, (squares / Math.Max(1, count)) - (mean * mean))));
    }

    /// <summary>Weights of a constant and the sources.</summary>
    private static double[] Ridge(float[][] sources, float[] target, float[] measured)
    {
        var known = Enumerable.Range(0, target.Length).Where(row => measured[row] > 0).ToArray();
        var step = (known.Length + MostMeasured - 1) / MostMeasured;
        var rows = known.Where((_, i) => i % step == 0).ToArray();
        var d = sources.Length + 1;
        var stride = (d + WeightedGram.Padding - 1) / WeightedGram.Padding * WeightedGram.Padding;
        var x = new double[rows.Length * stride];
        var moment = new double[d];
        for (var i = 0; i < rows.Length; i++)
        {
            x[i * stride] = 1;
            for (var k = 1; k < d; k++)
                x[(i * stride) + k] = sources[k - 1][rows[i]];
            SymmetricSystem.AddScaled(moment, x.AsSpan(i * stride, d), target[rows[i]]);
        }

        var ones = new double[rows.Length];
        ones.AsSpan().Fill(1);
        var gram = new double[stride * stride];
        WeightedGram.Compute(x, ones, stride, new double[x.Length], gram);
        double[]? best = null;
        var least = double.PositiveInfinity;
        var system = new SymmetricSystem(d);
        var inverse = new double[d * d];
        foreach (var ridge in Ridges)
        {
            for (var a = 0; a < d; a++)
            {
                gram.AsSpan(a * stride, d).CopyTo(system.Matrix.Slice(a * d, d));
                system.Matrix[(a * d) + a] += a == 0 ? 1e-9 : ridge;
            }

            if (!system.Factor())
                continue;
            system.Invert(inverse);
            var weights = moment.ToArray();
            system.Solve(weights);
            var error = 0.0;
            for (var i = 0; i < rows.Length; i++)
            {
                var row = x.AsSpan(i * stride, d);
                var leverage = 0.0;
                for (var a = 0; a < d; a++)
                    leverage += row[a] * SymmetricSystem.Dot(inverse.AsSpan(a * d, d), row);
                var residual = (target[rows[i]] - SymmetricSystem.Dot(weights, row)) / Math.Max(1e-6, 1 - leverage);
                error += residual * residual;
            }

            if (error < least)
                (best, least) = (weights, error);
        }

        return best ?? new double[d];
    }
}
