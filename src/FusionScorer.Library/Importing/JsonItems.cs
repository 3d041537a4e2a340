using System.Text.Json;
using FusionScorer.Core;

namespace FusionScorer.Library.Importing;

/// <summary>
/// Reads the objects of a JSON file one by one: those of a list, one object a line (JSON lines), or those of a list inside one of our own exports
/// (an object whose first property is <c>schema</c>). Memory follows the largest object.
/// </summary>
public sealed class JsonItems : IDisposable
{
    private const int FirstBuffer = 64 << 10;
    private const int MaxItem = 64 << 20;

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = 64 };
    private static readonly JsonDocumentOptions ItemOptions = new() { MaxDepth = 64 };

    private readonly StreamWindow _window;
    private readonly string _file;
    private JsonReaderState _state = new(Options);
    private bool _begun;
    private int _depth;
    private long _line = 1;
    private JsonDocument? _document;

    private JsonItems(Stream stream, string file)
    {
        _file = file;
        _window = new StreamWindow(stream, file, FirstBuffer, MaxItem, $"an object is larger than {MaxItem >> 20} MB");
    }

    /// <summary>The line, from 1, on which the current object starts.</summary>
    public long Line { get; private set; }

    /// <summary>The <c>schema</c> of the export that the list lies in; null when it lies in none.</summary>
    public string? Schema { get; private set; }

    /// <summary>The current object; gone with the next <see cref="Read"/>.</summary>
    public JsonElement Item => _document!.RootElement;

    /// <summary>Whether a file holds JSON rather than a table, by its first character that is not blank.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">The file is absent or unreadable.</exception>
    public static bool IsJson(string path)
    {
        using var stream = StrictUtf8.OpenRead(path);

        // A pipe is read once: what it brings is a table unless its name says otherwise.
        if (!stream.CanSeek)
            return Path.GetExtension(path) is ".json" or ".jsonl";
        Span<byte> head = stackalloc byte[4096];
        var text = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (text.StartsWith(StrictUtf8.Mark))
            text = text[StrictUtf8.Mark.Length..];
        text = text.TrimStart(" \t\r\n"u8);
        return !text.IsEmpty && text[0] is (byte)'[' or (byte)'{';
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="BadInputException">The file is absent or unreadable.</exception>
    public static JsonItems Open(string path) => new(StrictUtf8.OpenRead(path), path);

    /// <summary>Takes over a stream.</summary>
    /// <param name="stream">Disposed together with the reader.</param>
    /// <param name="file">How to name it in errors.</param>
    public static JsonItems Open(Stream stream, string file) => new(stream, file);

    /// <summary>Goes to the next object.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="BadInputException">The file is no JSON, or an element is no object.</exception>
    public bool Read()
    {
        _document?.Dispose();
        _document = null;
        while (true)
        {
            switch (Step())
            {
                case Found.Item:
                    return true;
                case Found.End:
                    return false;
                case Found.Needs when _window.Ended:
                    throw new BadInputException(_file, _line, "the JSON ends too early; look whether the file was cut off");
                case Found.Needs:
                    _window.Fill(_line);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>A fault on the current object.</summary>
    public BadInputException At(string message) => new(_file, Line, OneLine.Of(message));

    /// <inheritdoc/>
    public void Dispose()
    {
        _document?.Dispose();
        _window.Dispose();
    }

    private enum Found
    {
        Item,
        Nothing,
        Needs,
        End,
    }

    private Found Step()
    {
        ReadOnlySpan<byte> text = _window.Rest;
        var reader = new Utf8JsonReader(text, _window.Ended, _state);
        try
        {
            if (!reader.Read())
            {
                if (_window.Ended && _depth == 0)
                    return Found.End;
                return Found.Needs;
            }

            return _depth == 0 ? AtRoot(ref reader, text) : reader.TokenType switch
            {
                JsonTokenType.EndArray or JsonTokenType.EndObject => Leave(ref reader, text),
                JsonTokenType.PropertyName => Property(ref reader, text),
                _ => TakeItem(ref reader, text),
            };
        }
        catch (JsonException fault)
        {
            throw new BadInputException(_file, 1 + (fault.LineNumber ?? 0), $"this is no JSON: {Reason(fault)}");
        }
    }

    private Found AtRoot(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (reader.TokenType == JsonTokenType.StartArray && !_begun)
        {
            _begun = true;
            _depth = 1;
            return Keep(ref reader, text);
        }

        if (reader.TokenType == JsonTokenType.StartObject && !_begun)
        {
            var inside = reader;
            if (!inside.Read())
                return Found.Needs;
            if (inside.TokenType == JsonTokenType.PropertyName && inside.ValueTextEquals("schema"u8))
            {
                if (!inside.Read())
                    return Found.Needs;
                Schema = inside.TokenType == JsonTokenType.String ? inside.GetString() : null;
                _begun = true;
                _depth = 1;
                return Keep(ref inside, text);
            }
        }

        return TakeItem(ref reader, text);
    }

    // Of an export: the list that its schema names is gone into, all else is passed over.
    private Found Property(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var list = Schema is null ? null : Schema.Split('/')[0].Split('.')[^1];
        var wanted = list is not null && _depth == 1 && reader.ValueTextEquals(list);
        if (!reader.Read())
            return Found.Needs;
        if (wanted && reader.TokenType == JsonTokenType.StartArray)
        {
            _depth = 2;
            return Keep(ref reader, text);
        }

        return reader.TrySkip() ? Keep(ref reader, text) : Found.Needs;
    }

    private Found Leave(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        _depth--;
        return Keep(ref reader, text);
    }

    private Found TakeItem(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        _begun = true;
        var from = (int)reader.TokenStartIndex;
        Line = _line + CsvBytes.Breaks(text[..from]);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new BadInputException(_file, Line, "an element is no JSON object; the file must be a list of objects, or one object a line");
        if (!reader.TrySkip())
            return Found.Needs;
        var item = text[from..(int)reader.BytesConsumed];
        var bad = StrictUtf8.FirstInvalid(item);
        if (bad >= 0)
            throw new BadInputException(_file, Line + CsvBytes.Breaks(item[..bad]), StrictUtf8.InvalidMessage(item[bad]));
        _document = JsonDocument.Parse(item.ToArray(), ItemOptions);
        Keep(ref reader, text);
        return Found.Item;
    }

    private Found Keep(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        _state = reader.CurrentState;
        _line += CsvBytes.Breaks(text[..(int)reader.BytesConsumed]);
        _window.Take((int)reader.BytesConsumed);
        return Found.Nothing;
    }

    private static string Reason(JsonException fault)
    {
        // The runtime's own message ends with a place inside the buffer, which says nothing about the file.
        var place = fault.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? fault.Message : fault.Message[..place];
    }
}
