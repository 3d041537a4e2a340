namespace FusionScorer.Core.Querying;

/// <summary>A person's answer on an audit pick, beside what the model says without it.</summary>
/// <param name="Right">Whether the level shown is the person's, for the model as it is now, but without this answer.</param>
/// <param name="Confidence">The probability that this model gives the level that it shows, 0 to 1.</param>
/// <param name="InclusionProbability">
/// The chance with which the clip came into the audit, above 0 and at most 1. Only ratios count. Where batches differ in size, give the chance for
/// one place (a pick's chance ÷ the size of its batch): else clips of large batches would count less for no reason.
/// </param>
public readonly record struct AuditAnswer(bool Right, double Confidence, double InclusionProbability);

/// <summary>A number known of an audited clip, beside what the model expected: a cost, or 0 and 1 for no and yes.</summary>
/// <param name="Value">The number, 0 to the top that the estimate is told.</param>
/// <param name="Predicted">What a model without this clip's answer expected, in the same unit.</param>
/// <param name="InclusionProbability">As in <see cref="AuditAnswer"/>.</param>
public readonly record struct AuditMeasure(double Value, double Predicted, double InclusionProbability);

/// <summary>All clips that the audit speaks for.</summary>
/// <param name="Clips">How many there are, N; the audited ones are among them.</param>
/// <param name="MeanPredicted">Mean of the model's prediction over them, in the unit of <see cref="AuditMeasure.Predicted"/>.</param>
public readonly record struct AuditPopulation(int Clips, double MeanPredicted);

/// <summary>An estimate for the whole library from audit answers.</summary>
/// <param name="Value">The mean; null without any answer.</param>
/// <param name="Low">Lower end of the 90 % interval, at most <paramref name="Value"/>.</param>
/// <param name="High">Upper end, at least <paramref name="Value"/>.</param>
/// <param name="Answers">How many audit answers it rests on.</param>
public sealed record AuditEstimate(double? Value, double Low, double High, int Answers)
{
    /// <summary>The 95th percentile of the normal distribution, for two-sided 90 %.</summary>
    internal const double Z = 1.6448536269514722;

    /// <summary>The standard error that an interval of this width stands for.</summary>
    public double StandardError => (High - Low) / (2 * Z);
}
