using System.Collections.Immutable;

namespace FusionScorer.Signals.Media;

/// <summary>What keeps ffmpeg to the one file that it was given.</summary>
/// <remarks>
/// A playlist with a film's name makes an unguarded ffmpeg open whatever it lists, and the protocol whitelist alone does not stop that:
/// playlists are kept out by the format whitelist. These options stand before <c>-i</c> and hold for the input only.
/// </remarks>
internal static class MediaGuards
{
    /// <summary>Options for any input of ffmpeg or ffprobe.</summary>
    public static readonly ImmutableArray<string> Input =
    [
        "-protocol_whitelist", "file",
        "-format_whitelist", "mov,matroska,avi,mpegts,flv,ogg,mp3,wav,aac,flac,mpeg,asf",
        "-max_pixels", "40000000",
        "-threads", "1",
    ];

    /// <summary>A path that no file name can turn into another protocol or an option.</summary>
    public static string Url(string path) => "file:" + Path.GetFullPath(path);
}
