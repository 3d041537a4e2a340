using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Playback;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Review;

namespace FusionScorer.Web.Media;

/// <summary>Says how clips are played, and under which addresses.</summary>
internal sealed class ClipMedia(ClipPlayback playback) : IClipMedia
{
    /// <summary>Where the API lies.</summary>
    public const string Api = "/api/v1";

    /// <inheritdoc/>
    public async Task<MediaView> DescribeAsync(Clip clip, IReadOnlyList<Reading> readings, CancellationToken cancellation)
    {
        var playable = await playback.OfAsync(clip, readings, cancellation).ConfigureAwait(false);
        var url = playable.Kind == PlaybackKind.Direct ? $"{Api}/media/{Uri.EscapeDataString(clip.ClipId)}" : null;
        return new MediaView(NameOf(playable.Kind), playable.Reason, url, playable.Mime, playable.HasVideo, playable.HasAudio);
    }

    /// <inheritdoc/>
    public string? Thumbnail(Clip clip, long ms) => playback.ThumbnailName(clip, ms) is { } name ? $"{Api}/thumbnails/{name}" : null;

    /// <summary>The copies of a clip as the app reads them.</summary>
    public static ProxyAnswer AnswerOf(Clip clip, ProxyState state) => new(
        state.Stage switch { ProxyStage.Making => "making", ProxyStage.Ready => "ready", _ => "failed" },
        state.Reason,
        [.. state.Parts.Select(part => new ProxyPartView(
            $"{Api}/media/{Uri.EscapeDataString(clip.ClipId)}/proxy/{part.Name}", part.OffsetMs, part.DurationMs, part.Complete))],
        Math.Round(state.Progress, 3));

    private static string NameOf(PlaybackKind kind) => kind switch
    {
        PlaybackKind.Direct => "direct",
        PlaybackKind.Proxy => "proxy",
        _ => "none",
    };
}
