using FusionScorer.Core.Clips;

namespace FusionScorer.Signals;

/// <summary>What a signal says of a clip.</summary>
/// <param name="Status">Read, or why not.</param>
/// <param name="Reason">One line for people; null when read.</param>
/// <param name="Evidence">Time-coded facts, in order of time.</param>
/// <param name="Features">Raw features by full name (<c>captions.strong</c>).</param>
public sealed record SignalReading(
    ReadingStatus Status, string? Reason, IReadOnlyList<Evidence> Evidence, IReadOnlyDictionary<string, float> Features)
{
    /// <summary>A reading that contributes nothing.</summary>
    public static SignalReading Nothing(ReadingStatus status, string? reason) => new(status, reason, [], new Dictionary<string, float>());
}
