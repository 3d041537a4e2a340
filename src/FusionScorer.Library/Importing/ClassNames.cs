using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FusionScorer.Core;
using FusionScorer.Core.Levels;

namespace FusionScorer.Library.Importing;

/// <summary>Class names of a label matrix: <c>classes.json</c>, written <c>{"0":"HAM","1":"SPAM"}</c> or <c>["HAM","SPAM"]</c>.</summary>
public static class ClassNames
{
    /// <summary>The file's name.</summary>
    public const string FileName = "classes.json";

    private const int MaxBytes = 1 << 20;

    /// <summary>Reads the file that lies beside a label matrix.</summary>
    /// <param name="votesPath">The label matrix.</param>
    /// <returns>Names by class index, or null when there is no such file.</returns>
    /// <exception cref="BadInputException">The file does not name classes 0, 1, … by distinct words.</exception>
    public static ImmutableArray<string>? Beside(string votesPath)
    {
        var path = Path.Combine(Path.GetDirectoryName(votesPath) ?? "", FileName);
        return File.Exists(path) ? Parse(path, StrictUtf8.ReadText(path, MaxBytes)) : null;
    }

    /// <summary>Reads names from JSON.</summary>
    /// <param name="file">How to name the file in errors.</param>
    /// <param name="json">Its content.</param>
    /// <exception cref="BadInputException">The text does not name classes 0, 1, … by distinct words.</exception>
    public static ImmutableArray<string> Parse(string file, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Check(file, document.RootElement.ValueKind switch
            {
                JsonValueKind.Array => [.. document.RootElement.EnumerateArray().Select(name => NameOf(file, name))],
                JsonValueKind.Object => FromObject(file, document.RootElement),
                _ => throw new BadInputException(file, 0, "is neither an object nor a list; write {\"0\":\"HAM\",\"1\":\"SPAM\"}"),
            });
        }
        catch (JsonException exception)
        {
            throw new BadInputException(file, (exception.LineNumber ?? 0) + 1, "is not JSON here; write {\"0\":\"HAM\",\"1\":\"SPAM\"}");
        }
        catch (InvalidOperationException)
        {
            throw new BadInputException(file, 0, "holds text with half a character (a lone surrogate); write names as plain text");
        }
    }

    private static ImmutableArray<string> FromObject(string file, JsonElement root)
    {
        var names = new SortedDictionary<int, string>();
        foreach (var entry in root.EnumerateObject())
        {
            if (!int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                throw new BadInputException(file, 0, $"key '{entry.Name}' is not a class index; number classes from 0");
            if (!names.TryAdd(index, NameOf(file, entry.Value)))
                throw new BadInputException(file, 0, $"class {index} appears twice");
        }

        var missing = Enumerable.Range(0, names.Count).FirstOrDefault(index => !names.ContainsKey(index), -1);
        return missing < 0 ? [.. names.Values] : throw new BadInputException(file, 0, $"class {missing} has no name; number classes from 0 without gaps");
    }

    private static string NameOf(string file, JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!.Trim()
        : throw new BadInputException(file, 0, $"'{value.GetRawText()}' is not a class name; names are quoted text");

    private static ImmutableArray<string> Check(string file, ImmutableArray<string> names)
    {
        if (names.Length is < 1 or > Taxonomy.MaxLevels)
            throw new BadInputException(file, 0, $"names {names.Length} classes; 1 to {Taxonomy.MaxLevels} are supported");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name.Length == 0)
                throw new BadInputException(file, 0, "holds an empty class name; give each class a word");
            if (IsInteger(name))
                throw new BadInputException(file, 0, $"class name '{name}' is an integer and would be taken for a class index; use a word");
            if (!seen.Add(name))
                throw new BadInputException(file, 0, $"class name '{name}' appears twice");
        }

        return names;
    }

    private static bool IsInteger(string name) =>
        double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsInteger(number);
}
