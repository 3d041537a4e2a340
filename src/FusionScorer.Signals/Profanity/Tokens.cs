namespace FusionScorer.Signals.Profanity;

/// <summary>A word in a text.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends, excluded.</param>
/// <param name="Length">Number of folded characters; 0 when the word is longer than any term.</param>
/// <param name="HasDigit">Whether it holds a digit.</param>
/// <param name="HasRepeat">Whether a letter is repeated in a way that plain spelling seldom does: three in a row, or a double vowel.</param>
internal readonly record struct Token(int Start, int End, int Length, bool HasDigit, bool HasRepeat);

/// <summary>Splits text into words: letters, digits and inner apostrophes, folded by <see cref="LetterFold"/>.</summary>
internal static class Tokens
{
    /// <summary>The longest folded word that is looked at.</summary>
    public const int MaxLength = 48;

    // No word needs a letter more often in a row; longer runs are drawn out speech.
    private const int MaxRun = 3;

    /// <summary>Reads the next word at or after a position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to start.</param>
    /// <param name="folded">Takes the folded characters; at least <see cref="MaxLength"/> long.</param>
    /// <param name="token">The word.</param>
    /// <returns>False at the end of the text.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, int from, Span<char> folded, out Token token)
    {
        var i = from;
        while (i < text.Length && !LetterFold.IsWordPart(LetterFold.Fold(text[i])))
            i++;
        if (i == text.Length)
        {
            token = default;
            return false;
        }

        var start = i;
        var end = i;
        var length = 0;
        var run = 0;
        var last = '\0';
        var digit = false;
        var repeat = false;
        for (; i < text.Length; i++)
        {
            var c = LetterFold.Fold(text[i]);
            if (c == LetterFold.Ignored)
                continue;
            if (!LetterFold.IsWordPart(c) && !(c == '\'' && WordGoesOn(text, i + 1)))
                break;
            run = c == last ? run + 1 : 1;
            last = c;
            end = i + 1;
            repeat |= run == 3 || (run == 2 && c is 'a' or 'e' or 'i' or 'o' or 'u');
            digit |= char.IsAsciiDigit(c);
            if (run > MaxRun)
                continue;
            if (length < MaxLength)
                folded[length] = c;
            length++;
        }

        token = new Token(start, end, length > MaxLength ? 0 : length, digit, repeat);
        return true;
    }

    /// <summary>All words of a text, folded; words longer than <see cref="MaxLength"/> are left out.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        Span<char> folded = stackalloc char[MaxLength];
        for (var position = 0; TryRead(text, position, folded, out var token); position = token.End)
        {
            if (token.Length > 0)
                words.Add(folded[..token.Length].ToString());
        }

        return words;
    }

    private static bool WordGoesOn(ReadOnlySpan<char> text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            var c = LetterFold.Fold(text[i]);
            if (c != LetterFold.Ignored)
                return LetterFold.IsWordPart(c);
        }

        return false;
    }
}
