using System.Text.Json;
using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

/// <summary>Writes a mark as a short array: a transcript has thousands.</summary>
internal sealed class MarkConverter : JsonConverter<Mark>
{
    public override Mark Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("marks are only written");

    public override void Write(Utf8JsonWriter writer, Mark value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Start);
        writer.WriteNumberValue(value.Length);
        writer.WriteStringValue(value.Kind);
        writer.WriteEndArray();
    }
}
