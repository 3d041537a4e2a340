using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Exporting;

/// <summary>A span of a clip on the player's clock.</summary>
/// <param name="StartMs">Start in milliseconds, 0 or more.</param>
/// <param name="EndMs">End in milliseconds, after the start.</param>
public readonly record struct EvidenceSpan(long StartMs, long EndMs)
{
    /// <summary>How long a moment is shown: evidence that has a start and no end, such as a frame.</summary>
    public const long MomentMs = 1000;

    // Later than any film ends; keeps sums of times from overflowing.
    private const long Latest = 1000L * 3_600_000;

    /// <summary>Where evidence lies; null when it has no place in time.</summary>
    public static EvidenceSpan? Of(Evidence evidence)
    {
        if (evidence.StartMs is not { } from)
            return null;
        var start = Math.Clamp(from, 0, Latest);
        var end = evidence.EndMs is { } to && to > start ? Math.Min(to, Latest + MomentMs) : start + MomentMs;
        return new EvidenceSpan(start, end);
    }

    /// <summary>Spans in order, with those that overlap or touch made one.</summary>
    public static IReadOnlyList<EvidenceSpan> Merge(IEnumerable<EvidenceSpan> spans)
    {
        var merged = new List<EvidenceSpan>();
        foreach (var span in spans.OrderBy(span => span.StartMs))
        {
            if (merged.Count > 0 && span.StartMs <= merged[^1].EndMs)
                merged[^1] = new EvidenceSpan(merged[^1].StartMs, Math.Max(merged[^1].EndMs, span.EndMs));
            else
                merged.Add(span);
        }

        return merged;
    }
}
