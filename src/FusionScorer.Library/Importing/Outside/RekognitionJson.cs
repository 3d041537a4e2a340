using System.Text.Json;
using FusionScorer.Core;

namespace FusionScorer.Library.Importing.Outside;

/// <summary>Answers of Amazon Rekognition's GetContentModeration, as its command line and SDKs write them: one page, or an array of pages of one job.</summary>
/// <remarks>Labels of segments (SegmentAggregation) have a start and an end; those of single pictures become spans (<see cref="RekognitionSpans"/>). A label's parents are labels as well. Confidence is 0 to 100.</remarks>
public static class RekognitionJson
{
    /// <summary>Larger files are not read.</summary>
    public const int MaxBytes = 256 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clip">The clip that it is about; null to take the name of the video that the answer states.</param>
    /// <param name="bad">Takes a line on each bad label; it is left out.</param>
    /// <returns>Its labels in time; one row of no kind where there is none, since the clip was looked at.</returns>
    /// <exception cref="BadInputException">The file is no such answer, or the job did not succeed.</exception>
    public static IReadOnlyList<OutsideRow> Read(string path, string? clip, Action<string> bad)
    {
        try
        {
            using var stream = StrictUtf8.OpenRead(path);
            if (stream.CanSeek && stream.Length > MaxBytes)
                throw new BadInputException(path, 0, $"is larger than {MaxBytes >> 20} MB; save the pages of the job as files of their own");
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 32 });
            var labels = new List<RekognitionLabel>();
            var looked = new Dictionary<string, Video>(StringComparer.Ordinal);
            var pages = document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray()] : (JsonElement[])[document.RootElement];
            foreach (var page in pages)
                ReadPage(path, page, clip, bad, labels, looked);
            if (pages is [.., var last] && last.TryGetProperty("NextToken", out var more) && more.ValueKind == JsonValueKind.String)
                bad(new BadInputException(path, 0, "is not the last page of its job (it has a NextToken); add the next ones, or labels are missing").Message);
            return [.. looked.SelectMany(video => Rows(path, video.Key, video.Value, [.. labels.Where(label => label.Clip == video.Key)], bad))];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new BadInputException(path, 0, "is no answer of GetContentModeration");
        }
    }

    private static IEnumerable<OutsideRow> Rows(string path, string clip, Video video, IReadOnlyList<RekognitionLabel> labels, Action<string> bad)
    {
        if (!video.HasLabels)
            yield return new OutsideRow(clip, "", 0, "", null, null);
        foreach (var label in RekognitionSpans.Of(labels, video.DurationMs))
        {
            if (OutsideRow.Make(clip, label.Name, label.Score, label.Parent.Length == 0 ? label.Name : $"{label.Parent}: {label.Name}", label.StartMs, label.EndMs, out var row) is { } fault)
                bad(new BadInputException(path, 0, $"a label '{label.Name}' {fault}").Message);
            else
                yield return row!;
        }
    }

    private static void ReadPage(string path, JsonElement page, string? clip, Action<string> bad, List<RekognitionLabel> found, Dictionary<string, Video> looked)
    {
        if (page.ValueKind != JsonValueKind.Object || !page.TryGetProperty("ModerationLabels", out var labels))
            throw new BadInputException(path, 0, "is no answer of GetContentModeration: it has no ModerationLabels");
        if (page.TryGetProperty("JobStatus", out var status) && status.GetString() is { } state && state != "SUCCEEDED")
            throw new BadInputException(path, 0, $"its job is {state}; ask again once it has succeeded");
        var named = clip ?? VideoName(page)
            ?? throw new BadInputException(path, 0, "names no clip: call the file as the clip's file is called, or give a table file,clip by --clips");
        var before = looked.GetValueOrDefault(named);
        var duration = page.TryGetProperty("VideoMetadata", out var video) && video.ValueKind == JsonValueKind.Object ? Milliseconds(video, "DurationMillis") : null;
        looked[named] = new Video(before.DurationMs ?? duration, before.HasLabels || labels.GetArrayLength() > 0);
        foreach (var detected in labels.EnumerateArray())
        {
            if (!detected.TryGetProperty("ModerationLabel", out var label) || !label.TryGetProperty("Name", out var called) || called.GetString() is not { Length: > 0 } name
                || !label.TryGetProperty("Confidence", out var confidence) || !confidence.TryGetDouble(out var percent))
            {
                bad(new BadInputException(path, 0, "a label has no Name or no Confidence").Message);
                continue;
            }

            var start = Milliseconds(detected, "StartTimestampMillis") ?? Milliseconds(detected, "Timestamp");
            var one = new RekognitionLabel(
                named, name, label.TryGetProperty("ParentName", out var above) ? above.GetString() ?? "" : "", percent / 100, start,
                Milliseconds(detected, "EndTimestampMillis") ?? start + Milliseconds(detected, "DurationMillis"));

            // Checked alone, so that a bad label spoils no span.
            if (OutsideRow.Make(named, name, one.Score, "", start, one.EndMs, out _) is { } fault)
                bad(new BadInputException(path, 0, $"a label '{name}' {fault}").Message);
            else
                found.Add(one);
        }
    }

    private static double? Milliseconds(JsonElement label, string name) => label.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string? VideoName(JsonElement page) =>
        page.TryGetProperty("Video", out var video) && video.TryGetProperty("S3Object", out var stored) && stored.TryGetProperty("Name", out var name) ? name.GetString() : null;

    private readonly record struct Video(double? DurationMs, bool HasLabels);
}
