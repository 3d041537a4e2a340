using System.Collections.Immutable;
using FusionScorer.Signals.Media;

namespace FusionScorer.Signals.Captions;

/// <summary>Reads text tracks inside a media file.</summary>
internal static class EmbeddedTracks
{
    private static readonly ImmutableHashSet<string> TextCodecs =
        ImmutableHashSet.Create(StringComparer.Ordinal, "subrip", "srt", "text", "mov_text", "webvtt", "ass", "ssa");

    private static readonly char[] TitleSeparators = [' ', '(', ')', '[', ']', '/', '-', '.', ',', '_'];

    /// <summary>Streams that hold text.</summary>
    public static IEnumerable<MediaStream> Text(MediaProbe? probe) => Subtitles(probe).Where(stream => TextCodecs.Contains(stream.Codec));

    /// <summary>Streams that hold pictures of text, or text that ffmpeg cannot give.</summary>
    public static IEnumerable<MediaStream> Other(MediaProbe? probe) => Subtitles(probe).Where(stream => !TextCodecs.Contains(stream.Codec));

    /// <summary>The name of a stream as a source of captions.</summary>
    public static string SourceOf(MediaStream stream) => $"stream {stream.Index}";

    /// <summary>The track of a stream, which may hold no cue, or one line that says why there is none.</summary>
    public static async Task<MediaAnswer<CaptionTrack>> ReadAsync(
        IMediaReader media, string path, MediaProbe probe, MediaStream stream, CancellationToken cancellation)
    {
        var source = SourceOf(stream);
        var answer = await media.ReadTextTrackAsync(path, stream.Index, cancellation);
        if (answer.Value is null)
            return new(null, $"{source}: {answer.Reason}");
        var list = WebVttReader.Read(answer.Value);
        var cues = list.Cues
            .Select(cue => cue with { StartMs = Math.Max(0, cue.StartMs - probe.StartMs), EndMs = cue.EndMs - probe.StartMs })
            .Where(cue => cue.EndMs >= cue.StartMs)
            .ToImmutableArray();
        return new(new CaptionTrack(source, LanguageOf(stream), KindOf(stream), list.Skipped, cues), null);
    }

    private static IEnumerable<MediaStream> Subtitles(MediaProbe? probe) =>
        probe is null ? [] : probe.Streams.Where(stream => stream.Kind == "subtitle");

    // A language that has no short code is kept as written: it must not pass for the default one.
    private static string? LanguageOf(MediaStream stream) =>
        stream.Language is null ? null : Languages.Code(stream.Language) ?? stream.Language.ToLowerInvariant();

    private static CaptionKind KindOf(MediaStream stream)
    {
        var title = (stream.Title ?? "").Split(TitleSeparators, StringSplitOptions.RemoveEmptyEntries);
        return CaptionFileName.KindOf(
            stream.Forced || title.Any(CaptionFileName.IsForced),
            stream.HearingImpaired || title.Any(CaptionFileName.IsHearingImpaired));
    }
}
