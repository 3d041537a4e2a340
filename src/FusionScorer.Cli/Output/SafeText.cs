using System.Globalization;
using System.Text;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>Makes hostile text fit for a terminal: no control characters, no escape sequences, no marks that turn the writing direction.</summary>
internal static class SafeText
{
    /// <summary>The text on one line, with every unprintable character shown as <c>\u{…}</c> (line breaks and tabs as <c>\n</c>, <c>\t</c>).</summary>
    public static string Plain(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.All(c => c is >= ' ' and < '\u007f'))
            return text;
        var safe = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            safe.Append(rune.Value switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                    => $"\\u{{{rune.Value:x}}}",
                _ => rune.ToString(),
            });
        }

        return safe.ToString();
    }

    /// <summary>The same, cut to a length, for cells of tables; brackets are escaped for the console's markup.</summary>
    public static string Cell(string? text, int most = int.MaxValue)
    {
        var plain = Plain(text);
        var escaped = Markup.Escape(plain.Length <= most ? plain : string.Concat(plain.AsSpan(0, most - 1), "…"));

        // The console would make a picture of any name between two colons; an empty style behind a colon says the same and is no name.
        return escaped.AsSpan().Count(':') < 2 ? escaped : escaped.Replace(":", ":[default][/]", StringComparison.Ordinal);
    }
}
