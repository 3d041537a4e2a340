using FusionScorer.Core.Classification;
using FusionScorer.Core.Numerics;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Querying;

/// <summary>Picks the clips whose answers would settle most levels of the whole library, one after the other, so that a batch does not ask the same thing twice.</summary>
/// <remarks>
/// The margin of clip i between its two likeliest levels is linear in the weights: m_i = φ_i · w. An answer on i shrinks the variance of every other
/// margin: by K_ij² / (1 / r_i + K_ii), K = φ Σ φᵀ, with the information r_i = p₁ p₂ / (p₁ + p₂) of the answer. What is gained is weighed by how likely
/// that margin is to change sign, N(m_j; 0, K_jj) (compare MacKay 1992, "Information-based objective functions for active data selection", and
/// Seo et al. 2000). After a pick K is updated by one rank, as if the answer were there. Target clips and candidates are drawn at random, so the cost
/// does not grow with the library. Clips that are alike (<see cref="DiverseSelection"/>) do not meet in a batch while there are others.
/// </remarks>
internal static class PredictiveGain
{
    private const int Targets = 500;
    private const int LeastCandidates = 800;
    private const ulong TargetStream = 11;

    /// <summary>How many candidates to draw for a batch of <paramref name="count"/>.</summary>
    public static int Candidates(int count) => (int)Math.Max(LeastCandidates, Math.Min(int.MaxValue / 2, 4L * count));

    /// <summary>Picks clips.</summary>
    /// <param name="classifier">What has been learned.</param>
    /// <param name="posterior">n × K probabilities.</param>
    /// <param name="rows">Rows to pick from: hundreds, not all there are.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="seed">Where random draws start.</param>
    /// <returns>Rows in the order of their picking, and the gain of each.</returns>
    public static List<(int Row, double Gain)> Select(
        FusedClassifier classifier, ReadOnlySpan<float> posterior, int[] rows, int count, ulong seed)
    {
        var aims = RandomRows.DrawAll(classifier.Model.Data.Rows, Targets, new CounterRandom(seed, TargetStream));
        var margins = new MarginKernel(classifier);
        var candidates = margins.Of(rows, posterior);
        var targets = margins.Of(aims, posterior);
        var cross = margins.Cross(candidates, targets);
        var own = margins.Diagonal(candidates);
        double[] before = [.. own];
        var density = FlipDensity(targets, margins.Diagonal(targets));
        var picks = new List<(int Row, double Gain)>(count);
        var taken = new bool[rows.Length];
        var alike = new bool[rows.Length];
        var updates = new List<(double[] Direction, double Scale)>();
        while (picks.Count < Math.Min(count, rows.Length))
        {
            var best = -1;
            var most = 0.0;
            for (var i = 0; i < rows.Length; i++)
            {
                // Whatever is too much like a pick comes after all that is not.
                if (taken[i] || (best >= 0 && alike[i] && !alike[best]))
                    continue;
                var gain = Gain(cross.AsSpan(i * aims.Length, aims.Length), density) / (candidates.Noise[i] + own[i]);
                if (best < 0 || gain > most || (alike[best] && !alike[i]))
                    (best, most) = (i, gain);
            }

            taken[best] = true;
            picks.Add((rows[best], most));
            var column = margins.Column(candidates, best);
            for (var i = 0; i < rows.Length; i++)
                alike[i] |= DiverseSelection.IsAlike(column[i], before[i], before[best]);
            foreach (var (direction, scale) in updates)
                SymmetricSystem.AddScaled(column, direction, -direction[best] * scale);
            var factor = 1 / (candidates.Noise[best] + column[best]);
            var pivot = cross.AsSpan(best * aims.Length, aims.Length).ToArray();
            for (var i = 0; i < rows.Length; i++)
            {
                SymmetricSystem.AddScaled(cross.AsSpan(i * aims.Length, aims.Length), pivot, -column[i] * factor);
                own[i] -= column[i] * column[i] * factor;
            }

            updates.Add((column, factor));
        }

        return picks;
    }

    private static double Gain(ReadOnlySpan<double> cross, ReadOnlySpan<double> density)
    {
        var gain = 0.0;
        for (var j = 0; j < cross.Length; j++)
            gain += density[j] * cross[j] * cross[j];
        return gain;
    }

    private static double[] FlipDensity(MarginKernel.Margins targets, double[] variance)
    {
        var density = new double[variance.Length];
        for (var j = 0; j < density.Length; j++)
        {
            var v = Math.Max(variance[j], 1e-9);
            density[j] = Math.Exp(-0.5 * targets.Value[j] * targets.Value[j] / v) / Math.Sqrt(v);
        }

        return density;
    }
}
