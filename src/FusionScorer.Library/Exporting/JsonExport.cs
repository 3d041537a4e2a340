using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Exporting;

/// <summary>Exports as JSON: one object with <c>schema</c>, <c>levels</c> and a list, one entry a line; or just the entries.</summary>
public static class JsonExport
{
    /// <summary>The version of each shape.</summary>
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes clips.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="taxonomy">The levels of the probabilities.</param>
    /// <param name="rows">Written one by one.</param>
    /// <param name="lines">One object a line and nothing around them.</param>
    public static void WriteClips(TextWriter to, Taxonomy taxonomy, IEnumerable<ExportRow> rows, bool lines = false) => Write(to, lines, taxonomy.Levels, "clips", rows, (json, row) =>
    {
        json.WriteString("clipId", row.ClipId);
        json.WriteString("reference", row.Reference);
        json.WriteString("title", row.Title);
        json.WriteString("level", row.Level);
        json.WriteString("source", row.Source);
        json.WriteString("status", row.Status);
        Number(json, "conflict", row.Conflict);
        json.WriteStartArray("posterior");
        foreach (var p in row.Posterior)
            json.WriteNumberValue(p);
        json.WriteEndArray();
        json.WriteString("policy", row.PolicyHash);
    });

    /// <summary>Writes decisions.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="taxonomy">The levels now; each decision names those of its own time.</param>
    /// <param name="rows">Written one by one.</param>
    /// <param name="lines">One object a line and nothing around them.</param>
    public static void WriteDecisions(TextWriter to, Taxonomy taxonomy, IEnumerable<ExportDecision> rows, bool lines = false) =>
        Write(to, lines, taxonomy.Levels, "decisions", rows, WriteDecision);

    /// <summary>Writes evidence.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="taxonomy">The levels now.</param>
    /// <param name="rows">Written one by one.</param>
    /// <param name="lines">One object a line and nothing around them.</param>
    public static void WriteEvidence(TextWriter to, Taxonomy taxonomy, IEnumerable<ExportEvidence> rows, bool lines = false) =>
        Write(to, lines, taxonomy.Levels, "evidence", rows, (json, row) =>
        {
            json.WriteString("clipId", row.ClipId);
            json.WriteString("reference", row.Reference);
            json.WriteString("signal", row.Evidence.Signal);
            json.WriteString("kind", row.Evidence.Kind);
            Number(json, "score", row.Evidence.Score);
            json.WriteString("text", row.Evidence.Text);
            Number(json, "startMs", row.Evidence.StartMs);
            Number(json, "endMs", row.Evidence.EndMs);
        });

    private static void WriteDecision(Utf8JsonWriter json, ExportDecision row)
    {
        var decision = row.Decision;
        json.WriteString("id", decision.Id);
        json.WriteString("clipId", row.ClipId);
        json.WriteString("reference", row.Reference);
        json.WriteString("kind", row.KindName);
        json.WriteString("level", decision.Kind == DecisionKind.Level ? decision.Levels : null);
        json.WriteString("reviewer", decision.Reviewer);
        json.WriteString("role", decision.Role);
        json.WriteString("at", decision.At.UtcDateTime);
        json.WriteString("chosenBy", decision.ChosenBy);
        Number(json, "batch", decision.BatchId);
        Number(json, "inclusionProbability", decision.InclusionProbability);
        json.WriteBoolean("audit", decision.Audit);
        Number(json, "seconds", decision.Seconds);
        Number(json, "evidenceOpened", decision.EvidenceOpened);
        json.WriteStartArray("posterior");
        foreach (var p in decision.Posterior)
            json.WriteNumberValue(p);
        json.WriteEndArray();
        json.WriteString("undoes", decision.Undoes);
        json.WriteStartArray("levels");
        foreach (var level in decision.Taxonomy.Split('|'))
            json.WriteStringValue(level);
        json.WriteEndArray();
        json.WriteString("policy", decision.PolicyHash);
        json.WriteString("note", decision.Note);
    }

    private static void Write<T>(TextWriter to, bool lines, IEnumerable<string> levels, string name, IEnumerable<T> rows, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Options);
        if (!lines)
        {
            to.Write($"{{\"schema\":\"fusion.export.{name}/{Version}\",\"levels\":");
            json.WriteStartArray();
            foreach (var level in levels)
                json.WriteStringValue(level);
            json.WriteEndArray();
            Flush();
            to.Write($",\"{name}\":[");
        }

        var first = true;
        foreach (var row in rows)
        {
            to.Write(lines ? "" : first ? "\n" : ",\n");
            first = false;
            json.Reset();
            json.WriteStartObject();
            write(json, row);
            json.WriteEndObject();
            Flush();
            to.Write(lines ? "\n" : "");
        }

        to.Write(lines ? "" : "\n]}\n");

        void Flush()
        {
            json.Flush();
            to.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
            buffer.ResetWrittenCount();
        }
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
