using System.Text;
using FusionScorer.Core;

namespace FusionScorer.Signals.Profanity;

/// <summary>Rows of a small CSV file: quoted fields, no line breaks inside a field, <c>#</c> starts a comment line.</summary>
internal static class CsvRows
{
    /// <summary>All rows that are neither empty nor comments, with their line numbers from 1.</summary>
    /// <exception cref="BadInputException">A quote is not closed.</exception>
    public static IEnumerable<(int Line, List<string> Fields)> Read(string file, string text)
    {
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r').TrimStart('\uFEFF');
            if (line.AsSpan().Trim().Length > 0 && line[0] != '#')
                yield return (number, Fields(file, number, line));
        }
    }

    private static List<string> Fields(string file, int number, string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        if (quoted)
            throw new BadInputException(file, number, "a quote is not closed; end the field with \"");
        fields.Add(field.ToString().Trim());
        return fields;
    }
}
