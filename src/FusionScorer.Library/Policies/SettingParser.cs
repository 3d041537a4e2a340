using FusionScorer.Core;
using FusionScorer.Library.Importing;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FusionScorer.Library.Policies;

/// <summary>Reads the YAML of a settings file: one document of maps, lists and text; no anchors, aliases or tags, no deep nesting.</summary>
internal sealed class SettingParser
{
    /// <summary>Larger files are refused.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxDepth = 16;

    private readonly string _file;
    private readonly Parser _parser;

    private SettingParser(string file, string text)
    {
        _file = file;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>Reads a document.</summary>
    /// <param name="file">How to name the file in errors.</param>
    /// <param name="text">YAML.</param>
    /// <returns>An empty map for an empty document.</returns>
    /// <exception cref="BadInputException">The text is no YAML, or uses what settings do not need.</exception>
    public static MapSetting Parse(string file, string text)
    {
        RefuseTabs(file, text);
        var parser = new SettingParser(file, text);
        try
        {
            return parser.Document();
        }
        catch (YamlException exception)
        {
            throw new BadInputException(file, exception.Start.Line, $"is not YAML here: {OneLine.Of(exception.Message)}");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OverflowException or IndexOutOfRangeException)
        {
            // The library lets a few of its own slips on damaged text escape as other exceptions.
            throw new BadInputException(file, parser.Line, "is not YAML here; check indentation, quotes and brackets");
        }
    }

    // YAML forbids tabs as indentation, and a parser reports them far from where they are.
    private static void RefuseTabs(string file, string text)
    {
        var line = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            line++;
            var indentation = content[..(content.Length - content.TrimStart(" \t").Length)];
            if (indentation.Contains('\t') && indentation.Length < content.Length && content[indentation.Length] != '#')
                throw new BadInputException(file, line, "is indented by a tab; indent by blanks");
        }
    }

    private int Line => (int)(_parser.Current?.Start.Line ?? 1);

    private MapSetting Document()
    {
        Expect<StreamStart>();
        if (_parser.Current is StreamEnd)
            return new MapSetting(1, []);
        Expect<DocumentStart>();
        var root = Value(0);
        Expect<DocumentEnd>();
        if (_parser.Current is not StreamEnd)
            throw At("a second document starts here; keep one in the file");
        return root switch
        {
            MapSetting map => map,
            TextSetting { IsNothing: true } nothing => new MapSetting(nothing.Line, []),
            _ => throw new BadInputException(_file, root.Line, $"holds {root.Kind} where keys with values belong, such as 'policy:'"),
        };
    }

    private void Expect<T>()
        where T : ParsingEvent
    {
        if (_parser.Current is null)
            _parser.MoveNext();
        if (_parser.Current is not T)
            throw At("is not YAML here; check indentation, quotes and brackets");
        _parser.MoveNext();
    }

    private Setting Value(int depth)
    {
        if (depth > MaxDepth)
            throw At($"values nest deeper than {MaxDepth} levels; settings never do");
        var line = Line;
        switch (_parser.Current)
        {
            case NodeEvent node when !node.Anchor.IsEmpty:
                throw At("anchors (&name) are not allowed in settings; write the value out");
            case AnchorAlias:
                throw At("aliases (*name) are not allowed in settings; write the value out");
            case NodeEvent node when !node.Tag.IsEmpty && !node.Tag.IsNonSpecific:
                throw At("tags (!name) are not allowed in settings; write plain values");
            case Scalar scalar:
                _parser.MoveNext();
                return new TextSetting(line, scalar.Value, scalar.Style != ScalarStyle.Plain);
            case SequenceStart:
                return List(line, depth);
            case MappingStart:
                return Map(line, depth);
            default:
                throw At("is not YAML here; check indentation, quotes and brackets");
        }
    }

    private ListSetting List(int line, int depth)
    {
        _parser.MoveNext();
        var items = new List<Setting>();
        while (_parser.Current is not SequenceEnd)
            items.Add(Value(depth + 1));
        _parser.MoveNext();
        return new ListSetting(line, items);
    }

    private MapSetting Map(int line, int depth)
    {
        _parser.MoveNext();
        var entries = new List<(string Key, int Line, Setting Value)>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (_parser.Current is not MappingEnd)
        {
            if (Value(depth + 1) is not TextSetting key)
                throw At("a key is not text; write 'key: value'");
            if (!seen.TryAdd(key.Value, key.Line))
                throw new BadInputException(_file, key.Line, OneLine.Of($"key '{key.Value}' appears twice (first on line {seen[key.Value]}); keep one"));
            entries.Add((key.Value, key.Line, Value(depth + 1)));
        }

        _parser.MoveNext();
        return new MapSetting(line, entries);
    }

    private BadInputException At(string message) => new(_file, Line, message);
}
