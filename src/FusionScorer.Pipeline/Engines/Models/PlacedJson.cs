using System.Text;
using System.Text.Json;
using FusionScorer.Core;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>A JSON value that knows its line, so that a fault in a hand-edited file can be named by its place.</summary>
internal sealed class PlacedJson
{
    private readonly string _file;
    private readonly int _line;
    private readonly string _place;
    private readonly string? _scalar;
    private readonly List<PlacedJson> _items = [];
    private readonly List<KeyValuePair<string, PlacedJson>> _members = [];

    private PlacedJson(string file, int line, string place, JsonTokenType kind, string? scalar)
    {
        _file = file;
        _line = line;
        _place = place;
        _scalar = scalar;
        Kind = kind;
    }

    /// <summary>What it is; <see cref="JsonTokenType.StartObject"/> and <see cref="JsonTokenType.StartArray"/> stand for whole objects and arrays.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="BadInputException">It is not JSON, or a key stands twice in an object.</exception>
    public static PlacedJson Parse(ReadOnlySpan<byte> utf8, string file)
    {
        var lines = new LineCounter(utf8);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 16 });
        try
        {
            reader.Read();
            var root = Value(ref reader, ref lines, file, "the document");
            reader.Read();
            return root;
        }
        catch (JsonException fault)
        {
            throw new BadInputException(file, (fault.LineNumber ?? 0) + 1, $"not valid JSON: {FirstLine(fault.Message)}");
        }
    }

    /// <summary>A fault at this value's place.</summary>
    public BadInputException Fault(string message) => new(_file, _line, message);

    /// <summary>Checks that this is an object with no other keys than these.</summary>
    public void OnlyKeys(params ReadOnlySpan<string> known)
    {
        if (Kind != JsonTokenType.StartObject)
            throw Fault($"{_place} must be an object {{ … }}");
        foreach (var (key, value) in _members)
        {
            if (!known.Contains(key))
                throw value.Fault($"unknown key '{key}' in {_place}; known: {string.Join(", ", known!)}");
        }
    }

    /// <summary>A member; null when it is absent or <c>null</c>.</summary>
    public PlacedJson? Member(string key)
    {
        var value = _members.Find(member => member.Key == key).Value;
        return value is null or { Kind: JsonTokenType.Null } ? null : value;
    }

    /// <summary>A member that must be there.</summary>
    public PlacedJson Required(string key) => Member(key) ?? throw Fault($"{_place} lacks '{key}'");

    /// <summary>The items of an array.</summary>
    public IReadOnlyList<PlacedJson> Items() => Kind == JsonTokenType.StartArray ? _items : throw Fault($"{_place} must be a list [ … ]");

    /// <summary>A text.</summary>
    public string Text() => Kind == JsonTokenType.String && _scalar!.Length > 0 ? _scalar : throw Fault($"{_place} must be a text in quotes, not empty");

    /// <summary>A whole number from a range.</summary>
    public long Integer(long least, long most) =>
        Kind == JsonTokenType.Number && long.TryParse(_scalar, out var number) && number >= least && number <= most
            ? number
            : throw Fault($"{_place} must be a whole number from {least} to {most}");

    /// <summary>True or false.</summary>
    public bool Truth() => Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Fault($"{_place} must be true or false"),
    };

    private static PlacedJson Value(ref Utf8JsonReader reader, ref LineCounter lines, string file, string place)
    {
        var scalar = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
        var value = new PlacedJson(file, lines.At(reader.TokenStartIndex), place, reader.TokenType, scalar);
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                value._items.Add(Value(ref reader, ref lines, file, $"an item of {place}"));
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var key = reader.GetString()!;
                var line = lines.At(reader.TokenStartIndex);
                if (value._members.Exists(member => member.Key == key))
                    throw new BadInputException(file, line, $"key '{key}' stands twice in {place}");
                reader.Read();
                value._members.Add(new(key, Value(ref reader, ref lines, file, $"'{key}'")));
            }
        }

        return value;
    }

    private static string FirstLine(string message) => message.Split(" LineNumber:", 2)[0].ReplaceLineEndings(" ");

    /// <summary>Lines of rising byte offsets.</summary>
    private ref struct LineCounter(ReadOnlySpan<byte> utf8)
    {
        private readonly ReadOnlySpan<byte> _utf8 = utf8;
        private int _offset;
        private int _line = 1;

        public int At(long offset)
        {
            _line += _utf8[_offset..(int)offset].Count((byte)'\n');
            _offset = (int)offset;
            return _line;
        }
    }
}
