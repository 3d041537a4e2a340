using System.Text.Json;
using FusionScorer.Library.Records;

namespace FusionScorer.Cli.Output;

/// <summary>A policy row as JSON properties.</summary>
internal static class PolicyJson
{
    public static void WriteRow(Utf8JsonWriter json, PolicyRow row, string active)
    {
        json.WriteString("hash", row.Hash);
        json.WriteString("parent", row.Parent);
        json.WriteString("author", row.Author);
        json.WriteString("note", row.Note);
        json.WriteString("created_at", row.CreatedAt.ToUniversalTime());
        json.WriteBoolean("active", row.Hash == active);
    }
}
