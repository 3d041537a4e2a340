namespace FusionScorer.Signals.Profanity;

/// <summary>Maps letters to the plain lower-case letter that they are read as: <c>Ü</c> and the Cyrillic <c>а</c> to <c>u</c> and <c>a</c>.</summary>
/// <remarks>The runtime's own normalisation throws on broken text and is absent in invariant mode, so a small table stands here.</remarks>
internal static class LetterFold
{
    /// <summary>What characters without width or meaning fold to.</summary>
    public const char Ignored = '\0';

    // U+00C0 … U+017F.
    private const string Latin =
        "aaaaaaaceeeeiiiidnooooo×ouuuuyþß" +
        "aaaaaaaceeeeiiiidnooooo÷ouuuuyþy" +
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiijjjjkkkllllllllll" +
        "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>The folded character; <see cref="Ignored"/> for soft hyphens, zero-width characters and combining marks.</summary>
    public static char Fold(char c)
    {
        if (c < 128)
            return c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        if (c is >= '\u00C0' and <= '\u017F')
            return Latin[c - '\u00C0'];
        if (c is '\u2019' or '\u2018' or '\u02BC' or '\u00B4' or '\uFF07')
            return '\'';
        if (c is >= '\uFF01' and <= '\uFF5E')
            return Fold((char)(c - 0xFEE0));
        return IsIgnored(c) ? Ignored : Lookalike(char.ToLowerInvariant(c));
    }

    /// <summary>Whether a folded character is part of a word.</summary>
    public static bool IsWordPart(char folded) =>
        folded < 128 ? char.IsAsciiLetterOrDigit(folded) : char.IsLetterOrDigit(folded);

    private static bool IsIgnored(char c) => c is '\u00AD' or '\u034F' or '\u061C' or '\u180E' or '\uFEFF'
        or (>= '\u0300' and <= '\u036F') or (>= '\u1AB0' and <= '\u1AFF') or (>= '\u20D0' and <= '\u20FF')
        or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F')
        or (>= '\uFE00' and <= '\uFE0F');

    private static char Lookalike(char lower) => lower switch
    {
        'а' or 'α' => 'a',
        'в' or 'β' => 'b',
        'с' => 'c',
        'ԁ' => 'd',
        'е' or 'ё' or 'ε' => 'e',
        'һ' => 'h',
        'і' or 'ї' or 'ι' => 'i',
        'ј' => 'j',
        'к' or 'κ' => 'k',
        'м' => 'm',
        'о' or 'ο' => 'o',
        'р' or 'ρ' => 'p',
        'ѕ' => 's',
        'т' or 'τ' => 't',
        'υ' => 'u',
        'х' or 'χ' => 'x',
        'у' => 'y',
        _ => lower,
    };
}
