using System.Collections.Immutable;

namespace FusionScorer.Library.Records;

/// <summary>A fusion run.</summary>
/// <param name="Id">Grows with each run.</param>
/// <param name="PolicyHash">Under which policy.</param>
/// <param name="Decisions">How many decisions had been added when it ran.</param>
/// <param name="Fit">The fitted model as JSON, enough to account for any clip.</param>
/// <param name="At">When.</param>
/// <param name="Functions">What was learned of each function, as JSON for people to see; null in runs of older programs.</param>
public sealed record FusionRow(long Id, string PolicyHash, int Decisions, string Fit, DateTimeOffset At, string? Functions = null);

/// <summary>The latest result of one clip.</summary>
/// <param name="ClipNo">The clip.</param>
/// <param name="Level">Index of the model's level.</param>
/// <param name="Posterior">K probabilities, fused.</param>
/// <param name="LabelModel">K probabilities of the label model alone.</param>
/// <param name="Votes">One outcome for each labelling function of the policy.</param>
/// <param name="Conflict">0 to 1.</param>
/// <param name="ConflictPair">The two signals that contradict each other most, joined by <c>|</c>, milder first; empty when none.</param>
/// <param name="ExpectedCost">Expected cost of showing <paramref name="Level"/>.</param>
public sealed record FusedClip(
    long ClipNo, int Level, ImmutableArray<float> Posterior, ImmutableArray<float> LabelModel, ImmutableArray<byte> Votes, double Conflict,
    string ConflictPair, double ExpectedCost);

/// <summary>A batch of the review queue.</summary>
/// <param name="Id">0 to let the store give one.</param>
/// <param name="Strategy">Which strategy chose it.</param>
/// <param name="Size">How many were asked for.</param>
/// <param name="RunId">The fusion run that it was chosen from.</param>
/// <param name="At">When.</param>
/// <param name="Picks">In order of rank.</param>
/// <param name="Raffled">How many places were raffled for the audit: those that were not open in the batch before.</param>
public sealed record Batch(long Id, string Strategy, int Size, long RunId, DateTimeOffset At, ImmutableArray<Pick> Picks, int Raffled);

/// <summary>One clip of a batch.</summary>
/// <param name="BatchId">The batch; 0 before it is saved.</param>
/// <param name="Rank">From 1.</param>
/// <param name="ClipNo">The clip.</param>
/// <param name="Strategy">Which strategy chose it (<c>audit</c> for audit picks).</param>
/// <param name="Score">The strategy's utility.</param>
/// <param name="Reason">Why, in words and numbers.</param>
/// <param name="InclusionProbability">With what probability it was drawn; null when that was no draw.</param>
/// <param name="Audit">Whether it is an audit pick.</param>
public sealed record Pick(
    long BatchId, int Rank, long ClipNo, string Strategy, double Score, string Reason, double? InclusionProbability, bool Audit);

/// <summary>A lease that one process holds.</summary>
/// <param name="Name">What is leased: <c>extract</c>.</param>
/// <param name="Holder">Host and process id.</param>
/// <param name="Until">When it ends unless renewed.</param>
public sealed record LeaseRow(string Name, string Holder, DateTimeOffset Until);
