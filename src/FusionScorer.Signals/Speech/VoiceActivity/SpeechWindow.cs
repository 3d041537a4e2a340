using System.Collections.Immutable;

namespace FusionScorer.Signals.Speech.VoiceActivity;

/// <summary>Sound that holds speech, for one call of the transcriber.</summary>
internal sealed class SpeechWindow(float[] samples, TimeMap map)
{
    private const int SamplesInMs = 16;

    /// <summary>The samples, without the long silences in between.</summary>
    public ReadOnlyMemory<float> Samples { get; } = samples;

    /// <summary>A segment of this window with its times in the clip.</summary>
    public TranscriptSegment InClip(TranscriptSegment segment) => segment with
    {
        StartMs = Start(segment.StartMs),
        EndMs = End(segment.StartMs, segment.EndMs),
        Words = segment.Words.Select(word => word with { StartMs = Start(word.StartMs), EndMs = End(word.StartMs, word.EndMs) }).ToImmutableArray(),
    };

    private long Start(long ms) => map.Start(ms * SamplesInMs) / SamplesInMs;

    // An empty stretch where two parts meet starts in the second and must not end in the first.
    private long End(long startMs, long endMs) => Math.Max(Start(startMs), map.End(endMs * SamplesInMs) / SamplesInMs);
}
