using System.Globalization;
using System.Text;

namespace FusionScorer.Signals.Captions;

/// <summary>Takes the mark-up out of a cue's text.</summary>
internal static class CueText
{
    private const int MaxTag = 200;
    private const int MaxEntity = 10;

    /// <summary>Plain text: no tags (<c>&lt;i&gt;</c>, <c>&lt;c.x&gt;</c>), overrides (<c>{\an8}</c>), entities or control characters; no empty lines.</summary>
    public static string Plain(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var length = text[i] switch
            {
                '<' => TagLength(text[i..]),
                '{' => OverrideLength(text[i..]),
                '&' => Entity(text[i..], plain),
                '\\' => LineBreak(text[i..], plain),
                _ => 0,
            };
            if (length == 0)
            {
                var c = text[i];
                if (c is '\n' or '\r')
                    plain.Append('\n');
                else if (char.IsWhiteSpace(c))
                    plain.Append(' ');
                else if (!char.IsControl(c))
                    plain.Append(c);
                length = 1;
            }

            i += length;
        }

        return Tidy(plain.ToString());
    }

    // A tag starts with a letter, '/', '!' or, for times inside a cue, a digit: "a < b" is text.
    private static int TagLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || !(char.IsAsciiLetterOrDigit(text[1]) || text[1] is '/' or '!'))
            return 0;
        var close = text[..Math.Min(text.Length, MaxTag)].IndexOf('>');
        return close + 1;
    }

    // {\an8} of SubStation, also found in SubRip, and {y:i} of MicroDVD; "{laughs}" is left to the reader of sound descriptions.
    private static int OverrideLength(ReadOnlySpan<char> text)
    {
        var isOverride = text.Length > 2 && (text[1] == '\\' || text[1] == '*' || text[2] == ':');
        var close = isOverride ? text[..Math.Min(text.Length, MaxTag * 10)].IndexOf('}') : -1;
        return close + 1;
    }

    private static int LineBreak(ReadOnlySpan<char> text, StringBuilder plain)
    {
        if (text.Length < 2 || text[1] is not ('N' or 'n' or 'h'))
            return 0;
        plain.Append(text[1] == 'N' ? '\n' : ' ');
        return 2;
    }

    private static int Entity(ReadOnlySpan<char> text, StringBuilder plain)
    {
        var close = text[..Math.Min(text.Length, MaxEntity)].IndexOf(';');
        if (close < 2)
            return 0;
        var name = text[1..close];
        if (name[0] == '#')
        {
            var hex = name.Length > 1 && name[1] is 'x' or 'X';
            var style = hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
            if (!int.TryParse(name[(hex ? 2 : 1)..], style, CultureInfo.InvariantCulture, out var code) || !Rune.IsValid(code))
                return 0;
            if (!Rune.IsControl(new Rune(code)))
                plain.Append(new Rune(code).ToString());
            return close + 1;
        }

        var character = name switch
        {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            "nbsp" => " ",
            "lrm" or "rlm" or "shy" => "",
            _ => null,
        };
        plain.Append(character);
        return character is null ? 0 : close + 1;
    }

    private static string Tidy(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines);
    }
}
