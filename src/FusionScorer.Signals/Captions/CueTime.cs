namespace FusionScorer.Signals.Captions;

/// <summary>Reads times as caption files write them.</summary>
internal static class CueTime
{
    /// <summary>Reads <c>[[h:]m:]s[.,]fraction</c>; the fraction may have any number of digits or be absent.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long milliseconds)
    {
        text = text.Trim();
        milliseconds = 0;
        var point = text.IndexOfAny(',', '.');
        var whole = point < 0 ? text : text[..point];
        if (whole.IsEmpty || whole.Length > 16)
            return false;
        var parts = 1;
        long part = 0;
        var seconds = 0L;
        var digits = 0;
        foreach (var c in whole)
        {
            if (c == ':' && digits > 0 && parts < 3)
            {
                seconds = (seconds + part) * 60;
                (part, digits) = (0, 0);
                parts++;
            }
            else if (char.IsAsciiDigit(c) && digits < 6)
            {
                part = (part * 10) + (c - '0');
                digits++;
            }
            else
            {
                return false;
            }
        }

        if (digits == 0 || parts == 1 || !TryFraction(point < 0 ? default : text[(point + 1)..], out var fraction))
            return false;
        milliseconds = ((seconds + part) * 1000) + fraction;
        return true;
    }

    /// <summary>Reads <c>start --&gt; end</c>; whatever follows the end (positions, settings) is left out.</summary>
    public static bool TryParseRange(ReadOnlySpan<char> line, out long startMs, out long endMs)
    {
        endMs = 0;
        var arrow = line.IndexOf("-->");
        if (arrow < 0 || !TryParse(line[..arrow], out startMs))
        {
            startMs = 0;
            return false;
        }

        var end = line[(arrow + 3)..].Trim();
        var space = end.IndexOfAny(' ', '\t');
        return TryParse(space < 0 ? end : end[..space], out endMs);
    }

    private static bool TryFraction(ReadOnlySpan<char> digits, out long milliseconds)
    {
        milliseconds = 0;
        if (digits.Length > 9 || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        for (var i = 0; i < 3; i++)
            milliseconds = (milliseconds * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        return true;
    }
}
