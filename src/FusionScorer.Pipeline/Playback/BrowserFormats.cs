using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Playback;

/// <summary>What both Chromium and Firefox play.</summary>
internal static class BrowserFormats
{
    private static readonly HashSet<string> Mp4Video = ["h264", "vp9", "av1"];
    private static readonly HashSet<string> Mp4Audio = ["aac", "mp3", "opus"];
    private static readonly HashSet<string> WebmVideo = ["vp8", "vp9", "av1"];
    private static readonly HashSet<string> WebmAudio = ["opus", "vorbis"];

    /// <summary>The media type under which the file itself plays; null when a copy is needed.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="probe">What is in it.</param>
    public static string? MimeOf(string path, MediaProbe probe)
    {
        var video = Codecs(probe, "video");
        var audio = Codecs(probe, "audio");
        var containers = probe.Container.Split(',');
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            _ when video.Length + audio.Length == 0 => null,
            ".mp4" or ".mov" or ".m4v" or ".m4a" when containers.Contains("mp4") && Plays(video, Mp4Video) && Plays(audio, Mp4Audio) =>
                video.Length == 0 ? "audio/mp4" : "video/mp4",

            // ffprobe calls Matroska and WebM by one name; only the codecs tell whether it may be WebM.
            ".webm" when containers.Contains("webm") && Plays(video, WebmVideo) && Plays(audio, WebmAudio) => video.Length == 0 ? "audio/webm" : "video/webm",
            _ when video.Length > 0 => null,
            ".mp3" when containers.Contains("mp3") && Plays(audio, ["mp3"]) => "audio/mpeg",
            ".wav" when containers.Contains("wav") && Plays(audio, ["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_f32le"]) => "audio/wav",
            ".ogg" or ".oga" or ".opus" when containers.Contains("ogg") && Plays(audio, ["opus", "vorbis", "flac"]) => "audio/ogg",
            ".flac" when containers.Contains("flac") && Plays(audio, ["flac"]) => "audio/flac",
            _ => null,
        };
    }

    private static string[] Codecs(MediaProbe probe, string kind) => [.. probe.Streams.Where(stream => stream.Kind == kind).Select(stream => stream.Codec)];

    // A browser may choose any of the streams, so all must play.
    private static bool Plays(string[] codecs, HashSet<string> known) => codecs.All(known.Contains);
}
