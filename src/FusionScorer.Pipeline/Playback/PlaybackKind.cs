using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Playback;

/// <summary>How a browser can play a clip.</summary>
public enum PlaybackKind
{
    /// <summary>The file as it is.</summary>
    Direct,

    /// <summary>A copy of it.</summary>
    Proxy,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>How a clip is played.</summary>
/// <param name="Kind">How.</param>
/// <param name="Reason">Why not at all; null otherwise.</param>
/// <param name="Mime">Of the file itself, when it is played directly.</param>
/// <param name="Path">The file; null when there is none to play.</param>
/// <param name="Probe">What is known of it; null when there is nothing to play.</param>
public sealed record Playable(PlaybackKind Kind, string? Reason, string? Mime, string? Path, MediaProbe? Probe)
{
    /// <summary>Not to be played.</summary>
    public static Playable No(string reason) => new(PlaybackKind.None, reason, Mime: null, Path: null, Probe: null);

    /// <summary>Whether it has moving pictures.</summary>
    public bool HasVideo => Has("video");

    /// <summary>Whether it has sound.</summary>
    public bool HasAudio => Has("audio");

    private bool Has(string kind) => Probe?.Streams.Any(stream => stream.Kind == kind) ?? false;
}
