using System.Collections.Immutable;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Records;

/// <summary>A clip of the catalogue.</summary>
/// <param name="No">The store's own number, dense and never reused.</param>
/// <param name="ClipId">The public id, given once.</param>
/// <param name="Root">Name of the library root; null for clips without media.</param>
/// <param name="Path">Path under the root, with forward slashes.</param>
/// <param name="Fingerprint">Fingerprint of the media file.</param>
/// <param name="Metadata">What sidecars and tables say.</param>
public sealed record Clip(long No, string ClipId, string? Root, string? Path, string? Fingerprint, ClipMetadata Metadata)
{
    /// <summary>How to name the clip to people: title, else path, else id.</summary>
    public string Name => Metadata.Title ?? Path ?? ClipId;
}

/// <summary>Kinds of files that a scan knows.</summary>
public enum FileKind
{
    /// <summary>The clip itself.</summary>
    Media,

    /// <summary>Captions beside it.</summary>
    Captions,

    /// <summary>NFO metadata beside it.</summary>
    Nfo,
}

/// <summary>A file under a library root.</summary>
/// <param name="Root">Name of the root.</param>
/// <param name="Path">Path under the root, with forward slashes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedMs">Time of the last change, Unix milliseconds.</param>
/// <param name="Hash">Fingerprint (media) or hash of the content.</param>
/// <param name="ClipNo">The clip that it belongs to.</param>
/// <param name="Present">False once a scan no longer found it.</param>
public sealed record LibraryFile(string Root, string Path, FileKind Kind, long Size, long ModifiedMs, string Hash, long ClipNo, bool Present);

/// <summary>What a scan or an import found of one clip.</summary>
/// <param name="ClipId">The clip, new or known.</param>
/// <param name="Root">Library root, or null for tabular clips.</param>
/// <param name="Path">Path under the root.</param>
/// <param name="Fingerprint">Fingerprint of the media file.</param>
/// <param name="Metadata">All metadata; replaces what was known.</param>
/// <param name="Files">All its files, replacing those known (<see cref="LibraryFile.ClipNo"/> is ignored).</param>
/// <param name="Present">False when its media file is gone: the clip and all its decisions stay, but it takes no part.</param>
public sealed record ClipChange(
    string ClipId, string? Root, string? Path, string? Fingerprint, ClipMetadata Metadata, ImmutableArray<LibraryFile> Files, bool Present = true);

/// <summary>A person's part in a clip.</summary>
/// <param name="ClipNo">The clip.</param>
/// <param name="Person">The person's number.</param>
/// <param name="Role"><c>director</c> or <c>actor</c>.</param>
public readonly record struct PersonLink(long ClipNo, int Person, string Role);

/// <summary>A viewer watched a clip.</summary>
/// <param name="ClipNo">The clip.</param>
/// <param name="Viewer">The keyed hash of the viewer's id.</param>
/// <param name="Rating">The viewer's own rating, NaN when none.</param>
public readonly record struct ViewerLink(long ClipNo, long Viewer, float Rating);

/// <summary>What a signal says of a clip, as stored.</summary>
/// <param name="ClipNo">The clip.</param>
/// <param name="Signal">The signal.</param>
/// <param name="Status">Read, or why not.</param>
/// <param name="Reason">One line for people; null when read.</param>
/// <param name="ObservationKey">Key of the observation that it was derived from; null for tabular data.</param>
/// <param name="ReadingKey">Key of observation and reading version; equal keys need no new reading.</param>
/// <param name="Features">Raw features by full name.</param>
public sealed record Reading(
    long ClipNo, string Signal, ReadingStatus Status, string? Reason, string? ObservationKey, string? ReadingKey,
    IReadOnlyDictionary<string, float> Features);

/// <summary>Kinds of decisions.</summary>
public enum DecisionKind
{
    /// <summary>A level or level set.</summary>
    Level,

    /// <summary>The reviewer cannot tell.</summary>
    Unsure,

    /// <summary>Not for this reviewer.</summary>
    Skip,

    /// <summary>Something is wrong with the clip itself.</summary>
    Flag,

    /// <summary>Takes back an earlier decision.</summary>
    Undo,
}

/// <summary>A person's answer on a clip. Append-only.</summary>
/// <param name="Id">Made by the client; adding it twice adds it once.</param>
/// <param name="ClipNo">The clip.</param>
/// <param name="Reviewer">Who answered.</param>
/// <param name="Role"><c>reviewer</c>, <c>lead</c> or <c>adjudicator</c>.</param>
/// <param name="Kind">What kind of answer.</param>
/// <param name="Levels">The level set as text in the policy's taxonomy; empty unless <see cref="DecisionKind.Level"/>.</param>
/// <param name="Undoes">The id of the decision taken back; null unless <see cref="DecisionKind.Undo"/>.</param>
/// <param name="PolicyHash">The active policy.</param>
/// <param name="Taxonomy">Its level names, joined by <c>|</c>.</param>
/// <param name="ChosenBy">The strategy that chose the clip, or <c>direct</c>, or what an import says.</param>
/// <param name="BatchId">The batch that it was chosen in; null when direct.</param>
/// <param name="InclusionProbability">With what probability it was chosen; null when that was no draw.</param>
/// <param name="Audit">Whether it was an audit pick.</param>
/// <param name="Posterior">The posterior shown, K probabilities; empty when none existed.</param>
/// <param name="Seconds">How long the answer took; null when unknown.</param>
/// <param name="EvidenceOpened">How many pieces of evidence were opened; null when unknown.</param>
/// <param name="At">When.</param>
public sealed record Decision(
    string Id, long ClipNo, string Reviewer, string Role, DecisionKind Kind, string Levels, string? Undoes, string PolicyHash, string Taxonomy,
    string ChosenBy, long? BatchId, double? InclusionProbability, bool Audit, ImmutableArray<float> Posterior, double? Seconds, int? EvidenceOpened,
    DateTimeOffset At);

/// <summary>A level known from outside the project.</summary>
/// <param name="ClipNo">The clip.</param>
/// <param name="Level">The level's name.</param>
/// <param name="Source">Where it came from.</param>
public sealed record KnownLevel(long ClipNo, string Level, string Source);

/// <summary>A policy as stored: immutable.</summary>
/// <param name="Hash">Hash of <paramref name="Text"/>, lower-case hexadecimal.</param>
/// <param name="Parent">Hash of the policy that was active before; null for the first.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Note">Why.</param>
/// <param name="Text">Canonical text.</param>
/// <param name="CreatedAt">When.</param>
public sealed record PolicyRow(string Hash, string? Parent, string Author, string Note, string Text, DateTimeOffset CreatedAt);

/// <summary>A fusion run.</summary>
/// <param name="Id">Grows with each run.</param>
/// <param name="PolicyHash">Under which policy.</param>
/// <param name="Decisions">How many decisions had been added when it ran.</param>
/// <param name="Fit">The fitted model as JSON, enough to account for any clip.</param>
/// <param name="At">When.</param>
public sealed record FusionRow(long Id, string PolicyHash, int Decisions, string Fit, DateTimeOffset At);

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
public sealed record Batch(long Id, string Strategy, int Size, long RunId, DateTimeOffset At, ImmutableArray<Pick> Picks);

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
