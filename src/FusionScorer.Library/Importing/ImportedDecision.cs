using System.Collections.Immutable;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Importing;

/// <summary>One decision of an import.</summary>
/// <param name="Line">The line that it starts on, from 1.</param>
/// <param name="Clip">A reference to the clip, as written.</param>
/// <param name="Kind">What kind of answer.</param>
/// <param name="Levels">The level set in the project's taxonomy, or in that of <paramref name="Origin"/>; empty unless <see cref="DecisionKind.Level"/>.</param>
/// <param name="Reviewer">Who answered; null when the file does not say.</param>
/// <param name="At">When; null when the file does not say.</param>
/// <param name="ChosenBy">Why the clip was chosen; null when the file does not say.</param>
/// <param name="Origin">What our own exports say beside that; null for other files.</param>
public sealed record ImportedDecision(
    long Line, string Clip, DecisionKind Kind, LevelSet Levels, string? Reviewer, DateTimeOffset? At, string? ChosenBy, DecisionOrigin? Origin = null)
{
    /// <summary>The decision's own id; null when the file gives none.</summary>
    public string? Id { get; init; }

    /// <summary>What tells this answer from all others of its program, such as the id of an annotation; null when there is none.</summary>
    public string? Key { get; init; }

    /// <summary>How the file names the place of the row, beside its line: <c>task 12</c>; null when the line says it all.</summary>
    public string? Place { get; init; }

    /// <summary>How long the answer took; null when unknown.</summary>
    public double? Seconds { get; init; }

    /// <summary>What the reviewer wrote beside it; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>The rest of a decision that one of our own exports holds. Nothing of it is judged by the project that takes it in: it tells what was then.</summary>
/// <param name="Taxonomy">The levels then.</param>
/// <param name="LevelText">The level set as written then; empty unless <see cref="DecisionKind.Level"/>.</param>
/// <param name="Role"><c>reviewer</c>, <c>lead</c> or <c>adjudicator</c>.</param>
/// <param name="Undoes">The id of the decision taken back; null unless <see cref="DecisionKind.Undo"/>.</param>
/// <param name="PolicyHash">The policy then.</param>
/// <param name="BatchId">The batch then; null when there was none.</param>
/// <param name="InclusionProbability">With what probability the clip was chosen; null when that was no draw.</param>
/// <param name="Audit">Whether it was an audit pick.</param>
/// <param name="Posterior">The posterior shown.</param>
/// <param name="EvidenceOpened">How many pieces of evidence were opened; null when unknown.</param>
public sealed record DecisionOrigin(
    Taxonomy Taxonomy, string LevelText, string Role, string? Undoes, string PolicyHash, long? BatchId, double? InclusionProbability, bool Audit,
    ImmutableArray<float> Posterior, int? EvidenceOpened);
