using System.Globalization;
using System.Text;

namespace FusionScorer.Library.Policies;

/// <summary>Writes text as a YAML scalar on one line: plain where that is safe, else in double quotes.</summary>
internal static class YamlText
{
    private static readonly string[] Reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

    /// <summary>A scalar that is safe anywhere, also as a key and between brackets.</summary>
    public static string Of(string text) => IsWord(text) ? text : Quoted(text);

    /// <summary>A rule as an item of a block list: signs that are safe in the middle of such a line stay plain.</summary>
    public static string OfRule(string text) =>
        text.StartsWith("when ", StringComparison.Ordinal) && text.All(c => char.IsAsciiLetterOrDigit(c) || " ._-[]<>=!|".Contains(c, StringComparison.Ordinal))
            ? text
            : Quoted(text);

    private static bool IsWord(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && !Reserved.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
