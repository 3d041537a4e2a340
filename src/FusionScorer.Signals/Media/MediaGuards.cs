using System.Collections.Immutable;
using FusionScorer.Core.Clips;

namespace FusionScorer.Signals.Media;

/// <summary>What keeps ffmpeg to the one file that it was given.</summary>
/// <remarks>
/// A playlist with a film's name makes an unguarded ffmpeg open whatever it lists, and the protocol whitelist alone does not stop that:
/// playlists are kept out by the format whitelist. These options stand before <c>-i</c> and hold for the input only.
/// </remarks>
internal static class MediaGuards
{
    private static readonly ImmutableArray<string> Common =
    [
        "-format_whitelist", "mov,matroska,avi,mpegts,flv,ogg,mp3,wav,aac,flac,mpeg,asf",
        "-max_pixels", "40000000",
        "-threads", "1",
    ];

    /// <summary>Options for an input of ffmpeg or ffprobe that is a file.</summary>
    public static readonly ImmutableArray<string> Input = ["-protocol_whitelist", "file", .. Common];

    // Half a minute without a byte: the server is gone, or plays for time.
    private static readonly ImmutableArray<string> Remote = ["-protocol_whitelist", "http,https,tcp,tls", "-rw_timeout", "30000000", .. Common];

    /// <summary>Options for an input of ffmpeg or ffprobe: only where a library is on a web server may it use the network, and then nothing else.</summary>
    public static ImmutableArray<string> InputOf(string path) => RemotePath.Is(path) ? Remote : Input;

    /// <summary>A path that no file name can turn into another protocol or an option.</summary>
    public static string Url(string path) => RemotePath.Is(path) ? RemotePath.Escape(path) : "file:" + Path.GetFullPath(path);
}
