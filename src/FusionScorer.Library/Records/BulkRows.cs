using System.Collections.Immutable;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Records;

/// <summary>A clip without people: what lists of a million clips need.</summary>
/// <param name="No">The store's own number.</param>
/// <param name="ClipId">The public id.</param>
/// <param name="Root">Name of the library root; null for clips without media.</param>
/// <param name="Path">Path under the root.</param>
/// <param name="Title">The title as written.</param>
/// <param name="Year">Year of release.</param>
/// <param name="DurationMinutes">Running time that metadata state, in minutes.</param>
/// <param name="Genres">Genres as written.</param>
/// <param name="Rating">A rating that the source states.</param>
public readonly record struct ClipBrief(
    long No, string ClipId, string? Root, string? Path, string? Title, int? Year, double? DurationMinutes, ImmutableArray<string> Genres, string? Rating);

/// <summary>A stored result while it is read. Its spans end with the visit.</summary>
/// <param name="clipNo">The clip.</param>
/// <param name="level">Index of the model's level.</param>
/// <param name="posterior">K probabilities, fused.</param>
/// <param name="labelModel">K probabilities of the label model alone.</param>
/// <param name="votes">One outcome for each labelling function of the policy.</param>
/// <param name="conflict">0 to 1.</param>
/// <param name="conflictPair">The two signals that contradict each other most; empty when none.</param>
/// <param name="expectedCost">Expected cost of showing the level.</param>
public readonly ref struct FusedRow(
    long clipNo, int level, ReadOnlySpan<float> posterior, ReadOnlySpan<float> labelModel, ReadOnlySpan<byte> votes, double conflict, string conflictPair, double expectedCost)
{
    /// <inheritdoc cref="FusedClip.ClipNo"/>
    public long ClipNo { get; } = clipNo;

    /// <inheritdoc cref="FusedClip.Level"/>
    public int Level { get; } = level;

    /// <inheritdoc cref="FusedClip.Posterior"/>
    public ReadOnlySpan<float> Posterior { get; } = posterior;

    /// <inheritdoc cref="FusedClip.LabelModel"/>
    public ReadOnlySpan<float> LabelModel { get; } = labelModel;

    /// <inheritdoc cref="FusedClip.Votes"/>
    public ReadOnlySpan<byte> Votes { get; } = votes;

    /// <inheritdoc cref="FusedClip.Conflict"/>
    public double Conflict { get; } = conflict;

    /// <inheritdoc cref="FusedClip.ConflictPair"/>
    public string ConflictPair { get; } = conflictPair;

    /// <inheritdoc cref="FusedClip.ExpectedCost"/>
    public double ExpectedCost { get; } = expectedCost;
}

/// <summary>Takes one stored result after the other.</summary>
public delegate void FusedVisitor(FusedRow row);

/// <summary>A reading while it is read. Its spans end with the visit.</summary>
/// <param name="clipNo">The clip.</param>
/// <param name="signal">The signal.</param>
/// <param name="status">Read, or why not.</param>
/// <param name="names">Full names of its features, in ordinal order; readings alike share one array.</param>
/// <param name="values">One number for each name.</param>
public readonly ref struct ReadingRow(long clipNo, string signal, ReadingStatus status, string[] names, ReadOnlySpan<float> values)
{
    /// <inheritdoc cref="Reading.ClipNo"/>
    public long ClipNo { get; } = clipNo;

    /// <inheritdoc cref="Reading.Signal"/>
    public string Signal { get; } = signal;

    /// <inheritdoc cref="Reading.Status"/>
    public ReadingStatus Status { get; } = status;

    /// <summary>Full names of its features, in ordinal order; readings alike share one array.</summary>
    public string[] Names { get; } = names;

    /// <summary>One number for each name.</summary>
    public ReadOnlySpan<float> Values { get; } = values;
}

/// <summary>Takes one reading after the other.</summary>
public delegate void ReadingVisitor(ReadingRow row);
