using System.Globalization;
using System.Text.Json;

namespace FusionScorer.Signals.Media;

/// <summary>Reads ffprobe's JSON. Every value in it comes from a hostile file.</summary>
internal static class ProbeParser
{
    private const int MaxStreams = 256;
    private const int MaxText = 200;
    private const double MaxSeconds = 10 * 366 * 86400.0;

    /// <summary>What ffprobe is asked for.</summary>
    public const string Entries =
        "format=format_name,duration,start_time:stream=index,codec_type,codec_name,width,height,duration" +
        ":stream_disposition=forced,hearing_impaired,attached_pic:stream_tags=language,title,rotate:stream_side_data=rotation";

    /// <summary>Reads an answer; null when it describes no file.</summary>
    public static MediaProbe? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (!root.TryGetProperty("format", out var format) || !root.TryGetProperty("streams", out var list) || list.ValueKind != JsonValueKind.Array)
                return null;
            var streams = list.EnumerateArray().Take(MaxStreams).ToList();
            var seconds = Seconds(format, "duration") ?? streams.Max(stream => Seconds(stream, "duration"));
            return new MediaProbe(
                Text(format, "format_name") ?? "unknown",
                seconds >= 0 ? Milliseconds(seconds.Value) : null,
                Milliseconds(Seconds(format, "start_time") ?? 0),
                [.. streams.Select(Stream)]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static MediaStream Stream(JsonElement stream)
    {
        var tags = Child(stream, "tags");
        var disposition = Child(stream, "disposition");
        var language = Text(tags, "language");
        return new MediaStream(
            Number(stream, "index"),
            Number(disposition, "attached_pic") == 1 ? "attached_pic" : Text(stream, "codec_type") ?? "unknown",
            Text(stream, "codec_name") ?? "unknown",
            language is null or "und" ? null : language,
            Text(tags, "title"),
            Number(disposition, "forced") == 1,
            Number(disposition, "hearing_impaired") == 1,
            Number(stream, "width"),
            Number(stream, "height"),
            Rotation(stream, tags));
    }

    // The display matrix counts anticlockwise, the older tag clockwise.
    private static int Rotation(JsonElement stream, JsonElement tags)
    {
        var degrees = double.TryParse(Text(tags, "rotate"), NumberStyles.Float, CultureInfo.InvariantCulture, out var tag) ? tag : 0;
        var sides = Child(stream, "side_data_list");
        if (sides.ValueKind == JsonValueKind.Array)
        {
            foreach (var side in sides.EnumerateArray())
            {
                if (Child(side, "rotation") is { ValueKind: JsonValueKind.Number } rotation && rotation.TryGetDouble(out var anticlockwise))
                    degrees = -anticlockwise;
            }
        }

        if (!(Math.Abs(degrees) <= 3600))
            return 0;
        var quarters = (int)Math.Round(degrees / 90) % 4;
        return (quarters + 4) % 4 * 90;
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    private static string? Text(JsonElement parent, string name)
    {
        if (Child(parent, name) is not { ValueKind: JsonValueKind.String } value)
            return null;
        var text = value.GetString()!.Trim();
        return text.Length == 0 ? null : text.Length > MaxText ? text[..MaxText] : text;
    }

    private static int Number(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= 0 ? number : 0;

    private static double? Seconds(JsonElement parent, string name) =>
        double.TryParse(Text(parent, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) <= MaxSeconds
            ? seconds
            : null;

    private static long Milliseconds(double seconds) => (long)Math.Round(seconds * 1000);
}
