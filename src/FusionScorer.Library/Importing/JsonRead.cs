using System.Text.Json;

namespace FusionScorer.Library.Importing;

/// <summary>Properties of JSON objects that others wrote: absent and null are the same, another type than asked for is a fault.</summary>
internal static class JsonRead
{
    /// <summary>A property; null when it is absent or null.</summary>
    public static JsonElement? Get(this JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    /// <summary>A text.</summary>
    public static string? Text(this JsonElement item, string name) => item.Get(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? Decoded(value, name)
        : throw new FormatException($"'{name}' is not a text");

    /// <summary>A text, or a number as it is written: programs differ in what they take for an id.</summary>
    public static string? Name(this JsonElement item, string name) => item.Get(name) is not { } value ? null : NameOf(value, name);

    /// <summary>The same of a value.</summary>
    public static string NameOf(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.String => Decoded(value, name),
        JsonValueKind.Number => value.GetRawText(),
        _ => throw new FormatException($"'{name}' is neither a text nor a number"),
    };

    /// <summary>A finite number.</summary>
    public static double? Number(this JsonElement item, string name) => item.Get(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number
        : throw new FormatException($"'{name}' is not a number");

    /// <summary>A whole number.</summary>
    public static long? Whole(this JsonElement item, string name) => item.Get(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : throw new FormatException($"'{name}' is not a whole number");

    /// <summary>True or false; false when absent.</summary>
    public static bool Flag(this JsonElement item, string name) => item.Get(name) is { } value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new FormatException($"'{name}' is neither true nor false"),
    };

    /// <summary>A list; empty when absent.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement item, string name) => item.Get(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
        : throw new FormatException($"'{name}' is not a list");

    // An escape may stand for half a character, which no text holds.
    private static string Decoded(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new FormatException($"'{name}' holds half a character (a lone surrogate)", fault);
        }
    }
}
