namespace FusionScorer.Core.Classification;

/// <summary>What decisions weigh in calibration: the inverse of their chance of being selected.</summary>
/// <remarks>
/// <para>Strategies look at features and predictions, never at levels, and mostly at how sure a prediction is. So the library is cut into five strata of
/// equal size by the confidence of predictions, and each stratum's decisions share the stratum's weight: N_s ÷ n_s estimates the inverse chance
/// (post-stratification, Holt and Smith 1979). Strata without decisions have no say.</para>
/// <para>Inside a stratum audit picks come first: they count inverse to their known inclusion probability, on average 1; any other decision counts ½,
/// since what drew the strategy to it, of all clips as sure, is not known.</para>
/// </remarks>
public static class DecisionWeights
{
    private const int Strata = 5;
    private const double OtherShare = 0.5;

    /// <summary>Computes weights.</summary>
    /// <param name="confidence">N top probabilities, each from a model without that decision, 0 to 1.</param>
    /// <param name="auditInclusion">N inclusion probabilities, above 0: of audit picks; NaN or 0 = no audit pick. Only ratios count.</param>
    /// <param name="library">Top probabilities of the whole library, or of clips drawn evenly from it; at least one.</param>
    /// <returns>N weights of 0 or more; with decisions in all strata their mean is 1.</returns>
    /// <exception cref="ArgumentException">Sizes differ, or the library is empty.</exception>
    public static double[] Of(ReadOnlySpan<double> confidence, ReadOnlySpan<double> auditInclusion, ReadOnlySpan<double> library)
    {
        if (confidence.Length != auditInclusion.Length || library.IsEmpty)
            throw new ArgumentException($"{confidence.Length} confidences, {auditInclusion.Length} inclusion probabilities and {library.Length} library clips do not go together", nameof(confidence));
        var edges = Edges(library);
        var shares = new double[Strata];
        foreach (var value in library)
            shares[StratumOf(edges, value)] += 1.0 / library.Length;
        double inverse = 0;
        var audits = 0;
        foreach (var chance in auditInclusion)
        {
            inverse += chance > 0 ? 1 / chance : 0;
            audits += chance > 0 ? 1 : 0;
        }

        var weights = new double[confidence.Length];
        var sums = new double[Strata];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = auditInclusion[i] > 0 ? audits / (inverse * auditInclusion[i]) : OtherShare;
            sums[StratumOf(edges, confidence[i])] += weights[i];
        }

        for (var i = 0; i < weights.Length; i++)
        {
            var stratum = StratumOf(edges, confidence[i]);
            weights[i] *= shares[stratum] * weights.Length / sums[stratum];
        }

        return weights;
    }

    /// <summary>Quantiles; strata whose edges coincide are left empty.</summary>
    private static double[] Edges(ReadOnlySpan<double> library)
    {
        var sorted = library.ToArray();
        Array.Sort(sorted);
        return [.. Enumerable.Range(1, Strata - 1).Select(s => sorted[(int)((long)s * sorted.Length / Strata)])];
    }

    private static int StratumOf(double[] edges, double confidence)
    {
        var stratum = 0;
        while (stratum < edges.Length && confidence >= edges[stratum])
            stratum++;
        return stratum;
    }
}
