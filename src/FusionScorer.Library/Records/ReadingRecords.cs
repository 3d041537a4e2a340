using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Records;

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

/// <summary>Is shown the features of one reading after the other.</summary>
/// <param name="clip">The clip.</param>
/// <param name="signal">The signal; the same object for all readings of it.</param>
/// <param name="names">Full names in ordinal order; the same object for many readings in a row, so that a visitor need not look names up again.</param>
/// <param name="values">One for each name; valid during the call.</param>
public delegate void FeatureVisitor(long clip, string signal, IReadOnlyList<string> names, ReadOnlySpan<float> values);
