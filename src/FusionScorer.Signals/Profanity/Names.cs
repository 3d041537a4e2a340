namespace FusionScorer.Signals.Profanity;

/// <summary>Tells a name from a word by how it is written.</summary>
internal static class Names
{
    /// <summary>Whether a word is capitalised (not shouted) and either stands inside a sentence or before another capitalised word.</summary>
    public static bool IsWrittenAsName(ReadOnlySpan<char> text, Token token)
    {
        var word = text[token.Start..token.End];
        return char.IsUpper(word[0]) && word.IndexOfAnyInRange('a', 'z') >= 0 && (IsInsideSentence(text, token.Start) || IsCapitalNext(text, token.End));
    }

    private static bool IsInsideSentence(ReadOnlySpan<char> text, int start)
    {
        var before = text[..start].TrimEnd();
        return before.Length > 0 && (before[^1] is ',' or ';' or '&' or '\'' || char.IsLetterOrDigit(before[^1]));
    }

    private static bool IsCapitalNext(ReadOnlySpan<char> text, int end) =>
        end + 1 < text.Length && text[end] is ' ' or '-' or '\n' && char.IsUpper(text[end + 1]);
}
