namespace FusionScorer.Core.Querying;

/// <summary>Estimates accuracy from audit answers alone: they were drawn at random, so the estimate is not tilted by what strategies ask about.</summary>
/// <remarks>
/// <para>Estimate: the regression estimator (Cassel, Särndal and Wretman 1976), Σ w (y − b (x − X̄)), with y the value found, x the value predicted, X̄ the mean prediction
/// over all clips and w the normalised inverse inclusion probabilities (Hájek 1971). The slope b of an answer is fitted on all others, so
/// that it does not depend on the answer that it corrects: the estimate is unbiased however wrong the predictions are (leave-one-out adjustment, Wu and
/// Gagnon-Bartsch 2018). Slopes are shrunk towards ½ while answers are few, half way between the plain mean and the difference estimator.</para>
/// <para>Interval: that of the score test (Wilson 1927) for the effective number of answers: Kish's (1965) (Σ w)² ÷ Σ w², more where the regression
/// explains variance, and more by (N − 1) ÷ (N − n) where the sample is a large share of a finite library. It never goes below what is certain: the
/// audited clips themselves are known. Of the usual binomial intervals Wilson's covers best on average at 5 to 40 answers (Brown, Cai and DasGupta 2001).</para>
/// </remarks>
public static class AuditSample
{
    /// <summary>The slope before anything is known …</summary>
    private const double PriorSlope = 0.5;

    /// <summary>… and how many answers that belief is worth.</summary>
    private const double PriorAnswers = 20;

    /// <summary>How many answers the belief is worth that the regression explains no variance.</summary>
    private const double PriorVarianceAnswers = 2;

    private const double SteepestSlope = 2;

    /// <summary>Estimates the share of right levels in the whole library.</summary>
    /// <param name="answers">Audit answers; each clip once.</param>
    /// <param name="meanConfidence">Mean over all clips of the probability of the level shown; null = not known.</param>
    /// <param name="clips">How many clips the audit speaks for; null = very many.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number out of its range, or more answers than clips.</exception>
    public static AuditEstimate Estimate(IReadOnlyList<AuditAnswer> answers, double? meanConfidence = null, int? clips = null) => Estimate(
        [.. answers.Select(answer => new AuditMeasure(answer.Right ? 1 : 0, answer.Confidence, answer.InclusionProbability))], meanConfidence, clips, top: 1);

    /// <summary>Estimates the mean over the whole library of any number between 0 and <paramref name="top"/>, such as the cost of the level shown.</summary>
    /// <param name="measures">Audit answers; each clip once.</param>
    /// <param name="population">All clips that the audit speaks for.</param>
    /// <param name="top">The largest value there can be, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number out of its range, or more answers than clips.</exception>
    public static AuditEstimate Estimate(IReadOnlyList<AuditMeasure> measures, AuditPopulation population, double top = 1) =>
        Estimate([.. measures], population.MeanPredicted, population.Clips, top);

    private static AuditEstimate Estimate(AuditMeasure[] measures, double? meanPredicted, int? clips, double top)
    {
        Validate(measures, meanPredicted, clips, top);
        if (measures.Length == 0)
            return new AuditEstimate(null, 0, top, 0);
        var sample = new AuditRegression(measures, top);
        var corrected = sample.Corrected(meanPredicted / top, PriorSlope, PriorAnswers, SteepestSlope);
        double mean = 0, spread = 0;
        for (var i = 0; i < corrected.Length; i++)
            mean += sample.Weights[i] * corrected[i];
        for (var i = 0; i < corrected.Length; i++)
            spread += sample.Weights[i] * (corrected[i] - mean) * (corrected[i] - mean);

        // Spread is compared with what a yes-or-no answer of this mean has; the belief of one more yes and no keeps the ratio finite.
        var n = sample.EffectiveAnswers;
        var smoothed = ((sample.Mean * n) + 1) / (n + 2);
        var belief = PriorVarianceAnswers / n * smoothed * (1 - smoothed);
        var explained = (spread + belief) / ((sample.Mean * (1 - sample.Mean)) + belief);
        var effective = sample.EffectiveAnswers / explained;
        double least = 0, most = 1;
        if (clips is { } all)
        {
            effective *= all > measures.Length ? (all - 1.0) / (all - measures.Length) : double.PositiveInfinity;
            least = sample.Total / all;
            most = 1 - ((measures.Length - sample.Total) / all);
        }

        var (value, low, high) = Wilson(Math.Clamp(mean, least, Math.Max(least, most)), effective);
        return new AuditEstimate(top * value, top * Math.Min(value, Math.Max(low, least)), top * Math.Max(value, Math.Min(high, most)), measures.Length);
    }

    private static (double Share, double Low, double High) Wilson(double share, double n)
    {
        var z = AuditEstimate.Z * AuditEstimate.Z / n;
        var centre = (share + (z / 2)) / (1 + z);
        var half = Math.Sqrt((z * share * (1 - share)) + (z * z / 4)) / (1 + z);
        return (share, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    private static void Validate(AuditMeasure[] measures, double? meanPredicted, int? clips, double top)
    {
        if (!(top > 0 && double.IsFinite(top)))
            throw new ArgumentOutOfRangeException(nameof(top), top, "the largest value is above 0");
        if (meanPredicted is { } mean && !(mean >= 0 && mean <= top))
            throw new ArgumentOutOfRangeException(nameof(meanPredicted), mean, $"a mean prediction lies between 0 and {top}");
        if (clips < measures.Length)
            throw new ArgumentOutOfRangeException(nameof(clips), clips, $"{measures.Length} clips were audited");
        foreach (var measure in measures)
        {
            if (measure.InclusionProbability is not (> 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(measures), measure.InclusionProbability, "an inclusion probability is above 0 and at most 1");
            if (!(measure.Value >= 0 && measure.Value <= top && measure.Predicted >= 0 && measure.Predicted <= top))
                throw new ArgumentOutOfRangeException(nameof(measures), measure, $"values and predictions lie between 0 and {top}");
        }
    }
}
