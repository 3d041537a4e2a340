using System.Globalization;
using System.Text;
using System.Text.Json;
using FusionScorer.Core;

namespace FusionScorer.Library.Importing.Outside;

/// <summary>Evidence as JSON lines, an object a line: clip, kind, and optionally score, text, start_ms, end_ms. Programs print the same without a clip.</summary>
public static class EvidenceJson
{
    /// <summary>The most characters of a line.</summary>
    public const int LongestLine = 1 << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>Reads a file line by line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">How its keys are called.</param>
    /// <param name="bad">Takes a line on each bad row; it is left out.</param>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static IEnumerable<OutsideRow> Read(string path, OutsideColumns columns, Action<string> bad)
    {
        using var reader = new StreamReader(StrictUtf8.OpenRead(path), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        for (var number = 1L; Line(reader, path, number) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (Row(line, columns, clip: null, out var row) is { } fault)
                bad(new BadInputException(path, number, fault).Message);
            else
                yield return row!;
        }
    }

    // Of a line that is too long so much is kept as tells that it is.
    private static string? Line(StreamReader reader, string path, long number)
    {
        try
        {
            var line = new StringBuilder();
            int c;
            while ((c = reader.Read()) is >= 0 and not '\n')
            {
                if (line.Length <= LongestLine)
                    line.Append((char)c);
            }

            return c < 0 && line.Length == 0 ? null : line.ToString();
        }
        catch (DecoderFallbackException)
        {
            throw new BadInputException(path, number, "this line or one soon after is not UTF-8; save the file as UTF-8");
        }
    }

    /// <summary>Reads one object.</summary>
    /// <param name="line">The line.</param>
    /// <param name="columns">How its keys are called.</param>
    /// <param name="clip">The clip where the line need not name one; null where it must.</param>
    /// <param name="row">The row; null when it is faulty.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Row(string line, OutsideColumns columns, string? clip, out OutsideRow? row)
    {
        row = null;
        if (line.Length > LongestLine)
            return $"is longer than {LongestLine} characters";
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return "is no JSON object; write one a line, such as {\"clip\": \"films:a.mp4\", \"kind\": \"violence\", \"score\": 0.9}";
            if (Find(root, columns, "kind") is not { Value.ValueKind: JsonValueKind.String } kind)
                return "has no \"kind\"; write what was found, or \"\" for nothing";
            var named = Find(root, columns, "clip") is { Value.ValueKind: JsonValueKind.String } found ? found.Value.GetString()! : clip ?? "";
            return !Number(root, columns, "score", out var score, out _) ? "\"score\" is not a number"
                : !Number(root, columns, "start", out var start, out var startUnit) ? "its start is not a number"
                : !Number(root, columns, "end", out var end, out var endUnit) ? "its end is not a number"
                : OutsideRow.Make(
                    named, kind.Value.GetString()!, (score ?? columns.Scale) / columns.Scale, Find(root, columns, "text") is { Value.ValueKind: JsonValueKind.String } text ? text.Value.GetString() : null,
                    start * startUnit, end * endUnit, out row);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return "is no JSON; write one object a line";
        }
    }

    private static bool Number(JsonElement root, OutsideColumns columns, string what, out double? number, out double unit)
    {
        (number, unit) = (null, 1);
        if (Find(root, columns, what) is not { } found || found.Value.ValueKind == JsonValueKind.Null)
            return true;
        unit = what == "score" ? 1 : OutsideColumns.MsOf(found.Name);
        if (found.Value.ValueKind == JsonValueKind.String && double.TryParse(found.Value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var text))
            number = text;
        else if (found.Value.ValueKind == JsonValueKind.Number)
            number = found.Value.GetDouble();
        return number is not null;
    }

    private static (string Name, JsonElement Value)? Find(JsonElement root, OutsideColumns columns, string what)
    {
        foreach (var name in columns.Of(what))
        {
            if (root.TryGetProperty(name, out var value))
                return (name, value);
        }

        return null;
    }
}
