using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Fusion;

/// <summary>The posterior that votes alone give under signal weights: log p(y | i) ∝ (b(y) + Σ_s w_s g_s(i, y)) / T.</summary>
/// <remarks>
/// b is the log balance of a label model, g_s the discounted log-evidence of signal s's functions, w_s the signal weight, T one temperature. A
/// partner's weight below 1 lifts the discount that it causes. What decides levels is <see cref="FusedPosterior"/>.
/// </remarks>
public static class VotePosterior
{
    /// <summary>The posterior of every row, worked out once for each distinct row.</summary>
    /// <param name="fit">A fitted label model.</param>
    /// <param name="matrix">n rows with the functions of the fit.</param>
    /// <param name="weights">Signal weights.</param>
    /// <param name="temperature">T, greater than 0; above 1 makes the posterior less certain.</param>
    /// <returns>n × K probabilities, row by row.</returns>
    /// <exception cref="ArgumentException">The matrix has other levels or functions than the fit.</exception>
    public static double[] Compute(LabelModelFit fit, LabelMatrix matrix, SignalWeights weights, double temperature = 1)
    {
        fit.Check(matrix);
        return EvidenceTable.Of(fit, weights).Posteriors(DistinctRows.Of(matrix), temperature);
    }

    /// <summary>The posterior of one clip; for many, <see cref="Compute"/> is far cheaper.</summary>
    /// <param name="fit">A fitted label model.</param>
    /// <param name="votes">m outcomes.</param>
    /// <param name="weights">Signal weights.</param>
    /// <param name="temperature">T, greater than 0.</param>
    /// <param name="p">K probabilities, overwritten.</param>
    public static void Of(LabelModelFit fit, ReadOnlySpan<byte> votes, SignalWeights weights, double temperature, Span<double> p) =>
        EvidenceTable.Of(fit, weights).Posterior(votes, temperature, p);

    /// <summary>What one signal says by itself: the posterior with all other signals at weight 0 and the balance taken out (uniform prior).</summary>
    /// <param name="fit">A fitted label model.</param>
    /// <param name="votes">m outcomes.</param>
    /// <param name="signal">The signal's name; uniform when no function of it is present.</param>
    /// <param name="p">K probabilities, overwritten.</param>
    public static void SignalPosterior(LabelModelFit fit, ReadOnlySpan<byte> votes, string signal, Span<double> p) =>
        EvidenceTable.Of(fit, signal).Posterior(votes, 1, p);
}
