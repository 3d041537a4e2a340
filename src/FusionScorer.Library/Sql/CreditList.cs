using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Sql;

/// <summary>Lists of people as JSON arrays: a name, or <c>[name, IMDb number, TMDB number]</c> where an id is stated; NULL when empty.</summary>
internal static class CreditList
{
    public static string? ToJson(ReadOnlySpan<Credit> credits)
    {
        if (credits.IsEmpty)
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var credit in credits)
            {
                if (credit.HasId)
                    json.WriteStartArray();
                json.WriteStringValue(Encoding.UTF8.GetBytes(credit.Name)); // unpaired surrogates, which JSON refuses, become U+FFFD here
                if (!credit.HasId)
                    continue;
                json.WriteNumberValue(credit.Imdb);
                json.WriteNumberValue(credit.Tmdb);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static ImmutableArray<Credit> FromJson(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return [];
        var credits = ImmutableArray.CreateBuilder<Credit>();
        var json = new Utf8JsonReader(utf8);
        var numbers = 0;
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.String)
            {
                credits.Add(new Credit(json.GetString()!));
                numbers = 0;
            }
            else if (json.TokenType == JsonTokenType.Number && credits.Count > 0)
            {
                credits[^1] = numbers++ == 0 ? credits[^1] with { Imdb = json.GetInt32() } : credits[^1] with { Tmdb = json.GetInt32() };
            }
        }

        return credits.DrainToImmutable();
    }
}
