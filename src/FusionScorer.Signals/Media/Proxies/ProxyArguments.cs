using System.Collections.Immutable;
using System.Globalization;

namespace FusionScorer.Signals.Media.Proxies;

/// <summary>Writes ffmpeg's arguments for a proxy.</summary>
/// <remarks>
/// Times stay the container's (-copyts), and the filters take off its start and the window's: a proxy's 0 is exactly that moment of the clip, also where
/// no picture or sound stands there. Seeking is coarse on purpose: the picture that is still shown at the window's start was decoded before it.
/// </remarks>
internal static class ProxyArguments
{
    // MPEG streams have no index: ffmpeg lands near the time, perhaps behind the keyframe that it needs.
    private const long MpegLeadMs = 12_000;

    // Rates beyond these are nonsense of a broken header, or pictures that stand for seconds.
    private const string Rate = "if(isnan(source_fps)\\,25\\,clip(source_fps\\,10\\,30))";

    // Square pixels of at most 480 lines; the width is bounded too, because a header may claim any pixel shape.
    private const string Factor = "min(1\\,min(480/ih\\,1280/(ih*dar)))";

    private const string Size = $"scale=w=max(2\\,round(ih*dar*{Factor}/2)*2):h=max(2\\,round(ih*{Factor}/2)*2):flags=bilinear,setsar=1,format=yuv420p";

    public static ImmutableArray<string> Of(ProxyRequest request)
    {
        var video = Index(request.Probe, "video");
        var audio = Index(request.Probe, "audio");
        var from = request.FromMs ?? 0;
        List<string> arguments = ["-hide_banner", "-nostdin", "-v", "error", "-n", "-filter_threads", "1", .. MediaGuards.Input, "-copyts"];
        var seek = request.Probe.Container.StartsWith("mpeg", StringComparison.Ordinal) ? from - MpegLeadMs : from;
        if (seek > 0)
            arguments.AddRange(["-noaccurate_seek", "-ss", Seconds(seek)]);
        arguments.AddRange(["-i", MediaGuards.Url(request.Path)]);

        var zero = Seconds(request.Probe.StartMs + from);
        var end = request.LengthMs is { } length ? Seconds(length) : null;
        if (video is { } picture)
        {
            var trim = end is null ? "" : $"trim=end={end},";
            arguments.AddRange([
                "-map", $"0:{Number(picture)}", "-filter:v:0", $"setpts=PTS-({zero})/TB,fps=fps={Rate}:start_time=0,{trim}{Size}",
                "-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-bf", "0", "-force_key_frames", "expr:gte(t,n_forced)", "-fps_mode", "passthrough",
            ]);
        }

        if (audio is { } sound)
        {
            var trim = end is null ? "atrim=start=0" : $"atrim=start=0:end={end}";
            arguments.AddRange([
                "-map", $"0:{Number(sound)}", "-filter:a:0", $"asetpts=PTS-({zero})/TB,{trim},aresample=async=1:min_hard_comp=0.1:first_pts=0",
                "-c:a", "aac", "-b:a", "96k", "-ac", "2", "-ar", "48000",
            ]);
        }

        arguments.AddRange([
            "-dn", "-sn", "-map_metadata", "-1", "-map_chapters", "-1", "-threads", "2", "-max_muxing_queue_size", "4096", "-movflags", "+faststart",
            "-progress", "pipe:1", "-stats_period", "1", "-f", "mp4", MediaGuards.Url(request.Target),
        ]);
        return [.. arguments];
    }

    private static int? Index(MediaProbe probe, string kind) => probe.Streams.FirstOrDefault(stream => stream.Kind == kind)?.Index;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(long ms) => (ms / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);
}
