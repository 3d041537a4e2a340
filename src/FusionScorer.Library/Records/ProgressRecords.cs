namespace FusionScorer.Library.Records;

/// <summary>How sure the model was at one number of decisions.</summary>
/// <param name="PolicyHash">Under which policy.</param>
/// <param name="Decided">How many clips had a decision that stands.</param>
/// <param name="Clips">How many clips the audit speaks for.</param>
/// <param name="ExpectedAccuracy">Mean over these clips of the probability of the level shown, 0 to 1.</param>
/// <param name="At">When.</param>
public sealed record ProgressPoint(string PolicyHash, int Decided, int Clips, double ExpectedAccuracy, DateTimeOffset At);

/// <summary>A clip that was drawn for the audit.</summary>
/// <param name="ClipNo">The clip.</param>
/// <param name="Raffled">How many places of its batch were raffled.</param>
/// <param name="InclusionProbability">With what probability it was drawn into that batch.</param>
public sealed record AuditPick(long ClipNo, int Raffled, double InclusionProbability);
