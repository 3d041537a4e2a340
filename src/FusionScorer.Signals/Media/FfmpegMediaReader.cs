using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FusionScorer.Core.Clips;

namespace FusionScorer.Signals.Media;

/// <summary>Reads media by starting ffprobe and ffmpeg.</summary>
public sealed class FfmpegMediaReader(FfmpegTools tools) : IMediaReader
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromMinutes(1);

    // A text track lies scattered over the whole file, which may be large and far away.
    private static readonly TimeSpan TextTrackLimit = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public async Task<MediaAnswer<MediaProbe>> ProbeAsync(string path, CancellationToken cancellation)
    {
        if (Unreadable(path) is { } reason)
            return new(null, reason);
        ImmutableArray<string> arguments =
            ["-hide_banner", "-v", "error", .. MediaGuards.InputOf(path), "-print_format", "json", "-show_entries", ProbeParser.Entries, MediaGuards.Url(path)];
        var result = await RunAsync(new ProcessCommand(tools.Ffprobe, arguments) { TimeLimit = ProbeLimit }, cancellation);
        if (!result.Succeeded)
            return new(null, MediaReason.Of(result, path, ProbeLimit));
        var probe = ProbeParser.Parse(result.Output);
        return probe is null ? new(null, "ffprobe's answer could not be read")
            : probe.Streams.IsEmpty ? new(null, "the file holds no streams")
            : new(probe, null);
    }

    /// <inheritdoc/>
    public async Task<MediaAnswer<string>> ReadTextTrackAsync(string path, int streamIndex, CancellationToken cancellation)
    {
        if (Unreadable(path) is { } reason)
            return new(null, reason);

        // Without -copyts ffmpeg shifts an MPEG-TS by the first selected stream instead of the container's start.
        ImmutableArray<string> arguments =
        [
            "-hide_banner", "-nostdin", "-v", "error", .. MediaGuards.InputOf(path), "-copyts", "-i", MediaGuards.Url(path),
            "-map", "0:" + streamIndex.ToString(CultureInfo.InvariantCulture), "-c:s", "webvtt", "-f", "webvtt", "pipe:1",
        ];
        var command = new ProcessCommand(tools.Ffmpeg, arguments) { TimeLimit = TextTrackLimit, MaxOutputBytes = 8 << 20 };
        var result = await RunAsync(command, cancellation);

        // A file that is cut off ends with an error, yet all cues up to there are good.
        return result.Succeeded || (result.End == ProcessEnd.Exited && result.Output.Length > "WEBVTT\n\n".Length)
            ? new(Encoding.UTF8.GetString(result.Output), null)
            : new(null, MediaReason.Of(result, path, TextTrackLimit));
    }

    private Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellation) =>
        ProcessRunner.RunAsync(ResourceLimits.Apply(command, tools.Prlimit), cancellation);

    private static string? Unreadable(string path)
    {
        if (RemotePath.Is(path))
            return null; // its server says so
        var file = new FileInfo(path);
        return !file.Exists ? "the file is gone"
            : file.Length == 0 ? "the file is empty"
            : null;
    }
}
