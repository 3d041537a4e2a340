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

/// <summary>A reading with what it rests on.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="Observation">Its observation's content, when it is new.</param>
/// <param name="Evidence">All evidence of that signal on the clip.</param>
public sealed record ObservedReading(Reading Reading, string? Observation, IReadOnlyList<Evidence> Evidence);
