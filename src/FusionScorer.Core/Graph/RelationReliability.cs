using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Graph;

/// <summary>How far to trust what comes over each relation: seeds on what they hear from the other folds, by least squares drawn to 1.</summary>
/// <remarks>
/// An ordinary stacked regression (Wolpert 1992, "Stacked generalization"; Breiman 1996, "Stacked regressions", who keeps weights from falling below 0): a relation that
/// foretells the seeds of other folds as well as expected has 1, one that says nothing 0. Seeds hear nothing of themselves, so nothing is learned from an echo.
/// </remarks>
internal static class RelationReliability
{
    private const double Most = 2;

    /// <summary>How sure the expectation of 1 is, as a standard deviation.</summary>
    private const double Deviation = 0.5;

    /// <summary>Learns the factors.</summary>
    /// <param name="heard">For each of R relations, what N seeds hear over it: N × C numbers.</param>
    /// <param name="seeds">The seeds.</param>
    /// <returns>R numbers from 0 to 2.</returns>
    public static double[] Learn(float[][] heard, LevelSeeds seeds)
    {
        var result = new double[heard.Length];
        Array.Fill(result, 1);
        var (values, weights) = (seeds.Values, seeds.Weights);
        double total = 0, mass = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var weight = weights.Span[i / seeds.Channels];
            total += weight * (double)values.Span[i] * values.Span[i];
            mass += weight;
        }

        if (!(total > 0))
            return result;

        // In units of the seeds' variance. Relations that turn out negative leave one by one.
        var noise = total / mass;
        var gram = new double[heard.Length * heard.Length];
        var moment = new double[heard.Length];
        for (var a = 0; a < heard.Length; a++)
        {
            moment[a] = Dot(heard[a], values.Span, seeds) / noise;
            for (var b = 0; b <= a; b++)
                gram[(a * heard.Length) + b] = gram[(b * heard.Length) + a] = Dot(heard[a], heard[b], seeds) / noise;
        }

        var active = Enumerable.Range(0, heard.Length).ToList();
        while (active.Count > 0)
        {
            var solution = Solve(gram, moment, active, heard.Length);
            var lowest = Array.IndexOf(solution, solution.Min());
            if (solution[lowest] >= 0)
            {
                Array.Clear(result);
                for (var k = 0; k < active.Count; k++)
                    result[active[k]] = Math.Min(Most, solution[k]);
                return result;
            }

            active.RemoveAt(lowest);
        }

        Array.Clear(result);
        return result;
    }

    private static double[] Solve(double[] gram, double[] moment, List<int> active, int size)
    {
        const double Certainty = 1 / (Deviation * Deviation);
        var system = new SymmetricSystem(active.Count);
        var right = new double[active.Count];
        for (var a = 0; a < active.Count; a++)
        {
            right[a] = moment[active[a]] + Certainty;
            for (var b = 0; b <= a; b++)
                system.Matrix[(a * active.Count) + b] = gram[(active[a] * size) + active[b]] + (a == b ? Certainty : 0);
        }

        // The certainty keeps it positive definite.
        _ = system.Factor();
        system.Solve(right);
        return right;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b, LevelSeeds seeds)
    {
        var weights = seeds.Weights.Span;
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += weights[i / seeds.Channels] * (double)a[i] * b[i];
        return sum;
    }
}
