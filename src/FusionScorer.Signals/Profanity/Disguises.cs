namespace FusionScorer.Signals.Profanity;

/// <summary>A term found in disguise.</summary>
/// <param name="Term">Null when nothing was found.</param>
/// <param name="Start">Where it starts in the text.</param>
/// <param name="End">Where it ends, excluded.</param>
/// <param name="Tried">How far the text was looked at; nothing starts a disguise of the same kind before.</param>
internal readonly record struct DisguiseMatch(Term? Term, int Start, int End, int Tried);

/// <summary>Sees through spelling tricks around a word: symbols for letters, masks, spaced letters. Each look is bounded or moves on for good.</summary>
internal static class Disguises
{
    private const int MinMasked = 4;

    /// <summary>Digits read as letters: <c>b1tch</c>. At least half of the characters must be letters, so that <c>A55</c> stays a road.</summary>
    /// <param name="index">The lexicon.</param>
    /// <param name="word">Folded letters, digits and perhaps symbols.</param>
    public static Term? Leet(LexiconIndex index, ReadOnlySpan<char> word)
    {
        var letters = 0;
        var digits = 0;
        foreach (var c in word)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        if (letters == 0 || (digits > 0 && letters * 2 < word.Length))
            return null;
        Span<char> read = stackalloc char[word.Length];
        foreach (var one in (ReadOnlySpan<char>)['i', 'l'])
        {
            for (var i = 0; i < word.Length; i++)
                read[i] = Letter(word[i], one);
            if ((index.Find(read)?.Term ?? index.FindStretched(read)) is { } term)
                return term;
        }

        return null;
    }

    /// <summary>Whether a symbol touches a word, so that the two may belong together.</summary>
    public static bool TouchesSymbol(ReadOnlySpan<char> text, Token token) =>
        (token.End < text.Length && LetterFold.Fold(text[token.End]) is var next && (next == LetterFold.Ignored || IsSymbol(next))) || (token.Start > 0 && text[token.Start - 1] is '$' or '@');

    /// <summary>A word with symbols in it: <c>sh!t</c>, <c>f**k</c>, <c>$hit</c>, <c>f***ing</c>.</summary>
    /// <param name="index">The lexicon.</param>
    /// <param name="text">The text.</param>
    /// <param name="token">A word that may be a part of it.</param>
    /// <param name="from">The text before was matched already.</param>
    public static DisguiseMatch WithSymbols(LexiconIndex index, ReadOnlySpan<char> text, Token token, int from)
    {
        var start = token.Start;
        while (start > from && text[start - 1] is '$' or '@')
            start--;
        var tried = token.End;
        while (tried < text.Length && IsPart(text[tried]))
            tried++;
        var end = TrimEnd(text, start, tried);
        if (end - start > Tokens.MaxLength || (start == token.Start && end <= token.End))
            return new DisguiseMatch(null, start, end, tried);

        Span<char> buffer = stackalloc char[Tokens.MaxLength];
        var length = 0;
        foreach (var c in text[start..end])
        {
            var folded = LetterFold.Fold(c);
            if (folded != LetterFold.Ignored)
                buffer[length++] = folded;
        }

        var word = buffer[..length];
        var term = Leet(index, word) ?? Squeezed(index, word) ?? Masked(index, word);
        return new DisguiseMatch(term, start, end, tried);
    }

    /// <summary>Single letters with one and the same character between them: <c>f u c k</c>, <c>f.u.c.k</c>.</summary>
    /// <inheritdoc cref="WithSymbols" path="/param"/>
    public static DisguiseMatch SpacedLetters(LexiconIndex index, ReadOnlySpan<char> text, Token token)
    {
        Span<char> letters = stackalloc char[Tokens.MaxLength];
        var count = 0;
        var end = token.Start;
        var separator = token.End < text.Length ? text[token.End] : 'x';
        if (separator is not (' ' or '.' or '-' or '_' or '*' or '·' or '•'))
            return new DisguiseMatch(null, token.Start, token.End, token.End);
        for (var i = token.Start; i < text.Length && IsLetterAlone(text, i); i += 2)
        {
            if (count < letters.Length)
                letters[count] = LetterFold.Fold(text[i]);
            count++;
            end = i + 1;
            if (end >= text.Length || text[end] != separator)
                break;
        }

        if (count is < 3 or > Tokens.MaxLength)
            return new DisguiseMatch(null, token.Start, end, end);
        var word = letters[..count];
        if (index.Find(word)?.Term is { } whole)
            return new DisguiseMatch(whole, token.Start, end, end);

        // "a f u c k i n g": the article joins the row.
        var rest = word[0] is 'a' or 'i' && count > 3 ? index.Find(word[1..])?.Term : null;
        return new DisguiseMatch(rest, token.Start + 2, end, end);
    }

    /// <summary>Two parts with dashes or dots for the letters between them: <c>f--k</c>, <c>sh-t</c>.</summary>
    /// <param name="index">The lexicon.</param>
    /// <param name="text">The text.</param>
    /// <param name="token">The first part.</param>
    /// <param name="word">The first part, folded.</param>
    public static DisguiseMatch AcrossGap(LexiconIndex index, ReadOnlySpan<char> text, Token token, ReadOnlySpan<char> word)
    {
        var nothing = new DisguiseMatch(null, token.Start, token.End, token.End);
        if (token.Length is 0 or > 3 || token.End >= text.Length || text[token.End] is not ('-' or '.'))
            return nothing;
        var gap = text[token.End..].IndexOfAnyExcept(text[token.End]);
        if (gap < 1 || gap > 10 || (gap == 1 && (text[token.End] == '.' || token.Length > 2)))
            return nothing;
        Span<char> next = stackalloc char[Tokens.MaxLength];
        if (!Tokens.TryRead(text, token.End, next, out var second) || second.Start != token.End + gap || second.Length == 0)
            return nothing;
        var length = token.Length + gap + second.Length;
        if (length is < MinMasked or > Tokens.MaxLength)
            return nothing;
        Span<char> pattern = stackalloc char[length];
        pattern.Fill(DisguisedForms.Mask);
        word.CopyTo(pattern);
        next[..second.Length].CopyTo(pattern[(token.Length + gap)..]);
        return new DisguiseMatch(index.FindMasked(pattern), token.Start, second.End, second.End);
    }

    private static char Letter(char c, char one) => c switch
    {
        '0' => 'o',
        '1' or '!' or '|' => one,
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' or '+' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => c,
    };

    // "f_uck": masks thrown in between letters that are all there.
    private static Term? Squeezed(LexiconIndex index, ReadOnlySpan<char> word)
    {
        Span<char> letters = stackalloc char[word.Length];
        var length = 0;
        foreach (var c in word)
        {
            if (c is not ('*' or '_'))
                letters[length++] = c;
        }

        return length >= MinMasked && length < word.Length ? index.Find(letters[..length])?.Term : null;
    }

    private static Term? Masked(LexiconIndex index, ReadOnlySpan<char> word)
    {
        Span<char> pattern = stackalloc char[word.Length];
        var letters = 0;
        var stars = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var isSymbol = IsSymbol(word[i]);
            pattern[i] = isSymbol ? DisguisedForms.Mask : word[i];
            letters += isSymbol ? 0 : 1;
            stars += word[i] == '*' ? 1 : 0;
        }

        // "T&T" and "A&S" are companies: symbols other than stars need more letters around them.
        var hidden = word.Length - letters;
        var plausible = hidden == stars ? word.Length >= 3 : word.Length >= MinMasked && (letters > 1 || hidden >= 3);
        return hidden > 0 && plausible && char.IsLetter(pattern[0]) ? index.FindMasked(pattern) : null;
    }

    private static bool IsSymbol(char c) => c is '*' or '#' or '$' or '@' or '%' or '&' or '^' or '!' or '_' or '+' or '|';

    private static bool IsPart(char c)
    {
        var folded = LetterFold.Fold(c);
        return folded is LetterFold.Ignored or '\'' || LetterFold.IsWordPart(folded) || IsSymbol(folded);
    }

    // What follows a word is punctuation, emphasis (*word*) or a footnote mark, unless at least two symbols hide letters.
    private static int TrimEnd(ReadOnlySpan<char> text, int start, int end)
    {
        while (end > start && LetterFold.Fold(text[end - 1]) is LetterFold.Ignored or '\'' or '!' or '_' or '+' or '|' or '&' or '^' or '%')
            end--;
        var marks = end;
        while (marks > start && text[marks - 1] is '*' or '#' or '$' or '@')
            marks--;
        var emphasised = start > 0 && text[start - 1] == '*';
        return emphasised || (end - marks == 1 && text[marks] != '$') ? marks : end;
    }

    private static bool IsLetterAlone(ReadOnlySpan<char> text, int at) =>
        char.IsLetter(LetterFold.Fold(text[at])) && (at + 1 >= text.Length || !WordGoesOn(LetterFold.Fold(text[at + 1])));

    private static bool WordGoesOn(char folded) => folded is LetterFold.Ignored or '\'' || LetterFold.IsWordPart(folded);
}
