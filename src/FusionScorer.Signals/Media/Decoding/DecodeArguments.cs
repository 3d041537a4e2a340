using System.Collections.Immutable;
using System.Globalization;

namespace FusionScorer.Signals.Media.Decoding;

/// <summary>Writes ffmpeg's arguments.</summary>
/// <remarks>
/// Times stay the container's (-copyts) and the container's start is taken off in the filters: left to itself ffmpeg shifts an MPEG-TS by the first
/// selected stream. Pictures come as raw rgb24 in Matroska, whose blocks carry each picture's own time in milliseconds.
/// </remarks>
internal static class DecodeArguments
{
    /// <summary>Candidates are this many times closer than the interval, so that a good one always lies near its end.</summary>
    private const int Density = 8;

    /// <summary>Keyframes and sound of the whole clip.</summary>
    /// <param name="plan">What to decode.</param>
    /// <param name="path">The clip.</param>
    /// <param name="audioUrls">Where the sound goes, one for each rate of the plan.</param>
    public static ImmutableArray<string> Main(DecodePlan plan, string path, IReadOnlyList<string> audioUrls)
    {
        List<string> arguments = [.. Start(path), "-skip_frame:v", "nokey", "-i", MediaGuards.Url(path)];
        if (plan.Video is { } video)
            AddFrames(arguments, plan, video);
        for (var i = 0; plan.Audio is { } audio && i < plan.Rates.Length; i++)
        {
            arguments.AddRange([
                "-map", $"0:{audio}", "-vn", "-sn", "-dn", "-af", $"asetpts=PTS-{StartTime(plan)}/TB,aresample=async=1:min_hard_comp=0.1:first_pts=0",
                "-ar", plan.Rates[i].ToString(CultureInfo.InvariantCulture), "-ac", "1", "-c:a", "pcm_s16le", "-f", "s16le", audioUrls[i],
            ]);
        }

        return [.. arguments];
    }

    /// <summary>All pictures after a keyframe.</summary>
    /// <param name="plan">What to decode.</param>
    /// <param name="path">The clip.</param>
    /// <param name="afterMs">The keyframe's time on the player's clock; null for the start of the clip.</param>
    public static ImmutableArray<string> Gap(DecodePlan plan, string path, long? afterMs)
    {
        List<string> arguments = [.. Start(path)];
        if (afterMs is { } ms)
        {
            // A millisecond later than the keyframe, because rounding may have put its time before it, and ffmpeg would go back to the keyframe before that.
            // MPEG streams have no index: ffmpeg lands near the time, and must land before it.
            var seek = IsMpegStream(plan.Probe) ? Math.Max(0, ms - 2000) : ms + 1;
            arguments.AddRange(["-ss", Seconds(seek)]);
        }

        arguments.AddRange(["-i", MediaGuards.Url(path)]);
        AddFrames(arguments, plan, plan.Video!.Value);
        return [.. arguments];
    }

    private static ImmutableArray<string> Start(string path) => ["-hide_banner", "-nostdin", "-v", "error", "-filter_threads", "1", .. MediaGuards.InputOf(path), "-copyts"];

    private static void AddFrames(List<string> arguments, DecodePlan plan, int video)
    {
        var spacing = Seconds(Math.Max(1, plan.IntervalMs / Density));
        for (var i = 0; i < plan.Sizes.Length; i++)
        {
            var (width, height) = plan.Sizes[i];
            arguments.AddRange([
                "-map", $"0:{video}",
                $"-filter:v:{i}",
                $"setpts=PTS-{StartTime(plan)}/TB,select=gte(t\\,0)*(isnan(prev_selected_t)+gte(t-prev_selected_t\\,{spacing})),"
                    + $"scale={width}:{height}:flags=bilinear,format=rgb24",
            ]);
        }

        arguments.AddRange([
            "-an", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-fps_mode", "passthrough", "-enc_time_base", "1:1000",
            "-c:v", "rawvideo", "-f", "matroska", "-allow_raw_vfw", "1", "pipe:1",
        ]);
    }

    private static bool IsMpegStream(MediaProbe probe) => probe.Container.StartsWith("mpeg", StringComparison.Ordinal);

    private static string StartTime(DecodePlan plan) => plan.Probe.StartMs < 0 ? $"({Seconds(plan.Probe.StartMs)})" : Seconds(plan.Probe.StartMs);

    private static string Seconds(long ms) => (ms / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);
}
