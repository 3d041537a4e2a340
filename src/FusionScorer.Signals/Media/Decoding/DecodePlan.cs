using System.Collections.Immutable;

namespace FusionScorer.Signals.Media.Decoding;

/// <summary>What to decode of a clip: the streams that it has, in the shapes that its observers want.</summary>
/// <param name="Probe">What the clip holds.</param>
/// <param name="Video">Index of the stream with pictures; null when there is none or none is wanted.</param>
/// <param name="Audio">Index of the stream with sound; null when there is none or none is wanted.</param>
/// <param name="Sizes">The distinct sizes of pictures wanted: a track each.</param>
/// <param name="Rates">The distinct sample rates wanted: a pipe each.</param>
/// <param name="IntervalMs">The shortest interval wanted.</param>
internal sealed record DecodePlan(
    MediaProbe Probe, int? Video, int? Audio, ImmutableArray<(int Width, int Height)> Sizes, ImmutableArray<int> Rates, long IntervalMs)
{
    /// <summary>More than this is refused by ffmpeg as well (<see cref="MediaGuards.Input"/>); said here in plain words.</summary>
    private const long MaxPixels = 40_000_000;

    private static readonly TimeSpan LeastLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestClip = TimeSpan.FromHours(24);

    /// <summary>Whether there is nothing to decode.</summary>
    public bool IsEmpty => Video is null && Audio is null;

    /// <summary>
    /// How long ffmpeg may take: a minute and three times the clip's duration, which is several times what a full film takes on a slow core.
    /// Bounded, because the duration is what a hostile file claims.
    /// </summary>
    public TimeSpan Limit => LeastLimit + (3 * Duration);

    /// <summary>Sound and pictures beyond this are no part of the clip, whatever the file says.</summary>
    public TimeSpan End => Duration + LeastLimit;

    /// <summary>Why the clip is not decoded at all; null when it is.</summary>
    public string? Refusal => Probe.Streams.FirstOrDefault(stream => stream.Index == Video) is { } video && (long)video.Width * video.Height > MaxPixels
        ? $"a picture of {video.Width} × {video.Height} is too large"
        : null;

    private TimeSpan Duration => Probe.DurationMs is { } ms && ms < LongestClip.TotalMilliseconds ? TimeSpan.FromMilliseconds(ms) : LongestClip;

    public static DecodePlan Of(MediaProbe probe, IReadOnlyList<IDecodedObserver> observers)
    {
        var frames = observers.Select(observer => observer.Frames).OfType<FrameRequest>().ToList();
        var audio = observers.Select(observer => observer.Audio).OfType<AudioRequest>().ToList();
        return new DecodePlan(
            probe,
            frames.Count == 0 ? null : First(probe, "video"),
            audio.Count == 0 ? null : First(probe, "audio"),
            [.. frames.Select(request => (request.Width, request.Height)).Distinct()],
            [.. audio.Select(request => request.SampleRate).Distinct()],
            frames.Count == 0 ? 0 : Math.Max(1, (long)frames.Min(request => request.Interval.TotalMilliseconds)));
    }

    private static int? First(MediaProbe probe, string kind) => probe.Streams.FirstOrDefault(stream => stream.Kind == kind)?.Index;
}
