using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace FusionScorer.Library.Sql;

/// <summary>Lists of strings as JSON arrays; NULL when empty. Hand-rolled, since reflection would cost start-up time.</summary>
internal static class TextList
{
    public static string? ToJson(ReadOnlySpan<string> items)
    {
        if (items.IsEmpty)
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var item in items)
                json.WriteStringValue(Encoding.UTF8.GetBytes(item)); // unpaired surrogates, which JSON refuses, become U+FFFD here
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static ImmutableArray<string> FromJson(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return [];
        var items = ImmutableArray.CreateBuilder<string>();
        var json = new Utf8JsonReader(utf8);
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.String)
                items.Add(json.GetString()!);
        }

        return items.DrainToImmutable();
    }
}
