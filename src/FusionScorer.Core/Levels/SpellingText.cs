namespace FusionScorer.Core.Levels;

/// <summary>Compares ratings as people spell them.</summary>
internal static class SpellingText
{
    /// <summary>Whether two texts are alike but for case, and blanks, dashes and underscores: <c>FSK-16</c>, <c>FSK 16</c> and <c>fsk16</c>. A plus counts.</summary>
    public static bool Same(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int i = 0, j = 0;
        while (true)
        {
            i = Skip(a, i);
            j = Skip(b, j);
            if (i == a.Length || j == b.Length)
                return i == a.Length && j == b.Length;
            if (char.ToUpperInvariant(a[i++]) != char.ToUpperInvariant(b[j++]))
                return false;
        }
    }

    private static int Skip(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '-' or '_')
            at++;
        return at;
    }
}
