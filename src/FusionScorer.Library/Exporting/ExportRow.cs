using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Exporting;

/// <summary>A clip as exported.</summary>
/// <param name="ClipId">The clip.</param>
/// <param name="Reference"><c>root:path</c>; null for clips without media.</param>
/// <param name="Title">Its title; null when unknown.</param>
/// <param name="Level">The level that stands; null when there is none yet.</param>
/// <param name="Source">Where the level comes from: <c>decision</c>, <c>known</c> or <c>model</c>; null when there is none.</param>
/// <param name="Status">unreviewed, auto, decided, disputed or reopened.</param>
/// <param name="Conflict">0 to 1; null before the first fusion.</param>
/// <param name="Posterior">K probabilities; empty before the first fusion.</param>
/// <param name="PolicyHash">The policy under which the level was found.</param>
public sealed record ExportRow(
    string ClipId, string? Reference, string? Title, string? Level, string? Source, string Status, double? Conflict,
    IReadOnlyList<double> Posterior, string PolicyHash);

/// <summary>A decision as exported.</summary>
/// <param name="ClipId">The clip.</param>
/// <param name="Reference"><c>root:path</c>; null for clips without media.</param>
/// <param name="Decision">The decision.</param>
public sealed record ExportDecision(string ClipId, string? Reference, Decision Decision)
{
    /// <summary>The answer in the words of <c>label --import</c>; empty for an undo.</summary>
    public string Answer => Decision.Kind switch
    {
        DecisionKind.Level => Decision.Levels,
        DecisionKind.Undo => "",
        _ => KindName,
    };

    /// <summary>The kind in lower case.</summary>
    public string KindName => Decision.Kind.ToString().ToLowerInvariant();
}

/// <summary>A piece of evidence as exported.</summary>
/// <param name="ClipId">The clip.</param>
/// <param name="Reference"><c>root:path</c>; null for clips without media.</param>
/// <param name="Evidence">The evidence.</param>
public sealed record ExportEvidence(string ClipId, string? Reference, Evidence Evidence);
