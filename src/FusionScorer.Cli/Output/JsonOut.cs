using System.Text.Encodings.Web;
using System.Text.Json;

namespace FusionScorer.Cli.Output;

/// <summary>Writes one JSON document, or one object a line, to standard output. Every document names its shape: <c>"schema": "fusion.queue/1"</c>.</summary>
internal static class JsonOut
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a document with its schema.</summary>
    /// <param name="shell">Where to.</param>
    /// <param name="schema">Name and version of the shape; null where an outside contract fixes the keys.</param>
    /// <param name="write">Writes the properties.</param>
    public static void Document(Shell shell, string? schema, Action<Utf8JsonWriter> write) => Write(shell, schema, write, Indented);

    /// <summary>Writes one object on one line.</summary>
    public static void Object(Shell shell, string schema, Action<Utf8JsonWriter> write) => Write(shell, schema, write, Line);

    /// <summary>Writes an array property.</summary>
    public static void Array<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    /// <summary>Writes an array property of objects.</summary>
    public static void Objects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write) => json.Array(name, items, item =>
    {
        json.WriteStartObject();
        write(item);
        json.WriteEndObject();
    });

    /// <summary>Writes a number that may be unknown; infinite and undefined ones become null.</summary>
    public static void Number(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    private static void Write(Shell shell, string? schema, Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            if (schema is not null)
                json.WriteString("schema", schema);
            write(json);
            json.WriteEndObject();
        }

        shell.Out.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
