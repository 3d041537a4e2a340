using System.Globalization;

namespace FusionScorer.Core.Levels;

/// <summary>Reads an age that a rating states in words: <c>12 years</c>, <c>ab 12 Jahren</c>, <c>interdit aux moins de 12 ans</c>, <c>13+</c>, <c>tous publics</c>.</summary>
internal static class AgeText
{
    private const int OldestAge = 21;

    // Words that stand around an age and say nothing else: English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Norwegian, Danish, Finnish, Polish, Czech, Russian.
    private static readonly string[] Around =
    [
        "years", "year", "yrs", "yr", "yo", "old", "and", "over", "up", "older", "above", "age", "aged", "ages", "from",
        "ab", "jahre", "jahren", "freigegeben", "ans", "dès", "des", "à", "partir", "de", "déconseillé", "interdit", "aux", "moins", "et", "plus",
        "años", "anos", "a", "mayores", "maiores", "no", "recomendada", "menores", "y", "más", "anni", "da",
        "vanaf", "jaar", "från", "fra", "år", "sallittu", "yli", "vuotiaille", "od", "lat", "let", "от", "лет",
    ];

    private static readonly string[] ForAll =
    [
        "all", "all ages", "everyone", "tous publics", "tous public", "tout public", "tp", "alle", "al", "livre", "btl", "barntillåten", "atp", "apta", "t", "tutti", "s", "sallittu kaikille",
    ];

    /// <summary>An age in years from which a text means something; null when it is none.</summary>
    /// <param name="text">A rating without its country.</param>
    /// <param name="inCountry">Whether a country stood before it: then a bare number is an age, and short words for everybody count.</param>
    public static int? Of(ReadOnlySpan<char> text, bool inCountry)
    {
        text = text.Trim();
        if (IsForAll(text, inCountry))
            return 0;
        int? age = null;
        var worded = inCountry;
        foreach (var range in text.Split(' '))
        {
            var word = text[range].Trim(".,");
            if (word.IsEmpty)
                continue;
            if (Number(word, inCountry, ref worded) is { } number)
            {
                // Two numbers are a span of ages or a count of something.
                if (age is not null)
                    return null;
                age = number;
            }
            else if (IsAround(word))
            {
                worded = true;
            }
            else
            {
                return null;
            }
        }

        return worded ? age : null;
    }

    private static int? Number(ReadOnlySpan<char> word, bool inCountry, ref bool worded)
    {
        var digits = word.TrimEnd('+');
        var plus = digits.Length < word.Length;

        // In France -12 bars those who are younger than 12.
        if (inCountry && digits.Length > 1 && digits[0] is '-' or '+')
            digits = digits[1..];
        if (digits.Length is not (1 or 2) || !byte.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var age) || age > OldestAge)
            return null;
        worded |= plus;
        return age;
    }

    private static bool IsAround(ReadOnlySpan<char> word)
    {
        foreach (var known in Around)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsForAll(ReadOnlySpan<char> text, bool inCountry)
    {
        foreach (var known in ForAll)
        {
            // Alone, a letter or two may be anybody's.
            if (text.Equals(known, StringComparison.OrdinalIgnoreCase) && (inCountry || known.Length > 3))
                return true;
        }

        return false;
    }
}
