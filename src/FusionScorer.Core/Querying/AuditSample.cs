namespace FusionScorer.Core.Querying;

/// <summary>A person's answer on an audit pick, beside what the model had said without it.</summary>
/// <param name="Right">Whether the level shown was the person's.</param>
/// <param name="Confidence">The model's probability of the level that it showed, 0 to 1.</param>
/// <param name="InclusionProbability">The chance with which the clip came into the audit, above 0 and at most 1.</param>
public readonly record struct AuditAnswer(bool Right, double Confidence, double InclusionProbability);

/// <summary>An estimate of the share of right levels in the whole library.</summary>
/// <param name="Accuracy">0 to 1; null without any answer.</param>
/// <param name="Low">Lower end of the 90 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Answers">How many audit answers it rests on.</param>
public sealed record AccuracyEstimate(double? Accuracy, double Low, double High, int Answers);

/// <summary>Estimates accuracy from audit answers alone: they were drawn at random, so the estimate is not tilted by what strategies ask about.</summary>
public static class AuditSample
{
    /// <summary>With fewer answers the interval is Wilson's, whatever is known of the other clips.</summary>
    public const int LeastForDifference = 30;

    /// <summary>The 95th percentile of the normal distribution, for two-sided 90 %.</summary>
    private const double Z = 1.6448536269514722;

    /// <summary>Estimates accuracy.</summary>
    /// <remarks>
    /// Each answer counts 1 / its inclusion probability, and weights are divided by their sum (Hájek 1971). Without <paramref name="meanConfidence"/>
    /// the interval is Wilson's (1927) for the effective number (Σ w)² / Σ w². With it, and enough answers, the difference estimator: mean
    /// confidence over all clips plus the weighted mean of (right − confidence); it is unbiased however wrong the confidences are, and narrower the
    /// better they are. Its interval is normal.
    /// </remarks>
    /// <param name="answers">Audit answers.</param>
    /// <param name="meanConfidence">Mean over all clips of the probability of the level shown; null = not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">An inclusion probability that is not above 0 and at most 1.</exception>
    public static AccuracyEstimate Estimate(IReadOnlyList<AuditAnswer> answers, double? meanConfidence = null)
    {
        if (answers.Count == 0)
            return new AccuracyEstimate(null, 0, 1, 0);
        double sum = 0, squares = 0, right = 0, residual = 0;
        foreach (var answer in answers)
        {
            var weight = Weight(answer);
            sum += weight;
            squares += weight * weight;
            right += answer.Right ? weight : 0;
            residual += weight * Residual(answer);
        }

        if (meanConfidence is not { } mean || answers.Count < LeastForDifference)
            return Wilson(right / sum, sum * sum / squares, answers.Count);
        residual /= sum;
        var variance = 0.0;
        foreach (var answer in answers)
        {
            var deviation = Weight(answer) / sum * (Residual(answer) - residual);
            variance += deviation * deviation;
        }

        var half = Z * Math.Sqrt(variance * answers.Count / (answers.Count - 1));
        var accuracy = Math.Clamp(mean + residual, 0, 1);
        return new AccuracyEstimate(accuracy, Math.Max(0, accuracy - half), Math.Min(1, accuracy + half), answers.Count);
    }

    private static double Residual(AuditAnswer answer) => (answer.Right ? 1 : 0) - answer.Confidence;

    private static double Weight(AuditAnswer answer) => answer.InclusionProbability is > 0 and <= 1
        ? 1 / answer.InclusionProbability
        : throw new ArgumentOutOfRangeException(nameof(answer), answer.InclusionProbability, "an inclusion probability is above 0 and at most 1");

    private static AccuracyEstimate Wilson(double share, double n, int answers)
    {
        var centre = (share + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n)));
        return new AccuracyEstimate(share, Math.Max(0, centre - half), Math.Min(1, centre + half), answers);
    }
}
