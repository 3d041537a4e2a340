using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Exporting;

/// <summary>A clip to be annotated in Label Studio.</summary>
/// <param name="ClipId">The clip.</param>
/// <param name="Reference"><c>root:path</c>; null for clips without media.</param>
/// <param name="Title">What to show people.</param>
/// <param name="Video">Where the annotator's browser finds the video; empty for clips without media.</param>
/// <param name="Level">The model's level; null before the first fusion.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
/// <param name="PolicyHash">The policy that gave it.</param>
/// <param name="Reason">Why the clip was chosen; null when it was not.</param>
/// <param name="Evidence">Evidence; that without a place in time makes no region.</param>
public sealed record LabelStudioTask(
    string ClipId, string? Reference, string Title, string Video, string? Level, double Probability, string PolicyHash, string? Reason, IReadOnlyList<Evidence> Evidence);

/// <summary>Clips in Label Studio's import format: data, and what the model says as a prediction with a choice and regions on the timeline.</summary>
public static class LabelStudioTasks
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes a list of tasks, one a line.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="tasks">Written one by one.</param>
    /// <param name="frameRate">Frames a second: times on the timeline are numbers of frames, from 1, both ends included.</param>
    /// <returns>The number of tasks, and every label that a region has, for <see cref="LabelStudioConfig"/>.</returns>
    public static (int Tasks, IReadOnlySet<string> Labels) Write(TextWriter to, IEnumerable<LabelStudioTask> tasks, double frameRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frameRate);
        var labels = new HashSet<string>(StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Options);
        var count = 0;
        to.Write('[');
        foreach (var task in tasks)
        {
            to.Write(count++ == 0 ? "\n" : ",\n");
            json.Reset();
            Task(json, task, frameRate, labels);
            json.Flush();
            to.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
            buffer.ResetWrittenCount();
        }

        to.Write(count == 0 ? "]\n" : "\n]\n");
        return (count, labels);
    }

    /// <summary>The frames, from 1, that a span of time touches.</summary>
    /// <param name="startMs">Start, included.</param>
    /// <param name="endMs">End, excluded; a moment when it is not after the start.</param>
    /// <param name="frameRate">Frames a second.</param>
    public static (long First, long Last) Frames(long startMs, long endMs, double frameRate)
    {
        var first = (long)Math.Floor(Math.Max(0, startMs) * frameRate / 1000) + 1;
        var last = (long)Math.Ceiling(endMs * frameRate / 1000);
        return (first, Math.Max(first, last));
    }

    private static void Task(Utf8JsonWriter json, LabelStudioTask task, double frameRate, HashSet<string> labels)
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteString("video", task.Video);
        json.WriteString("clip_id", task.ClipId);
        json.WriteString("title", task.Title);
        json.WriteString("reference", task.Reference);
        if (task.Reason is not null)
            json.WriteString("reason", task.Reason);
        json.WriteEndObject();
        json.WriteStartArray("predictions");
        if (task.Level is not null)
            Prediction(json, task, frameRate, labels);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Prediction(Utf8JsonWriter json, LabelStudioTask task, double frameRate, HashSet<string> labels)
    {
        json.WriteStartObject();
        json.WriteString("model_version", task.PolicyHash);
        json.WriteNumber("score", Math.Round(task.Probability, 6));
        json.WriteStartArray("result");
        Result(json, RegionId(task.ClipId, "level"), LabelStudioConfig.LevelControl, "choices");
        json.WriteStartObject("value");
        Names(json, "choices", task.Level!);
        json.WriteEndObject();
        json.WriteEndObject();
        for (var i = 0; i < task.Evidence.Count; i++)
        {
            if (task.Evidence[i].StartMs is { } start)
                Region(json, task, i, start, frameRate, labels);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Region(Utf8JsonWriter json, LabelStudioTask task, int index, long startMs, double frameRate, HashSet<string> labels)
    {
        var evidence = task.Evidence[index];
        var label = LabelStudioConfig.Label(evidence.Signal, evidence.Kind);
        labels.Add(label);
        var (first, last) = Frames(startMs, evidence.EndMs ?? startMs, frameRate);
        Result(json, RegionId(task.ClipId, index.ToString(CultureInfo.InvariantCulture)), LabelStudioConfig.EvidenceControl, "timelinelabels");
        if (double.IsFinite(evidence.Score))
            json.WriteNumber("score", evidence.Score);
        json.WriteStartObject("value");
        json.WriteStartArray("ranges");
        json.WriteStartObject();
        json.WriteNumber("start", first);
        json.WriteNumber("end", last);
        json.WriteEndObject();
        json.WriteEndArray();
        Names(json, "timelinelabels", label);
        json.WriteEndObject();
        json.WriteStartObject("meta");
        Names(json, "text", evidence.Text);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, string id, string from, string type)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("from_name", from);
        json.WriteString("to_name", LabelStudioConfig.VideoObject);
        json.WriteString("type", type);
    }

    private static void Names(Utf8JsonWriter json, string property, string only)
    {
        json.WriteStartArray(property);
        json.WriteStringValue(only);
        json.WriteEndArray();
    }

    // The same export twice gives the same file.
    private static string RegionId(string clip, string what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{clip}\n{what}")))[..10];
}
