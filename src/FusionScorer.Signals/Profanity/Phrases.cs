namespace FusionScorer.Signals.Profanity;

/// <summary>Matches phrases word by word.</summary>
internal static class Phrases
{
    private const int MaxGap = 3;

    /// <summary>Finds the longest phrase that starts at a word.</summary>
    /// <param name="node">What the word can mean.</param>
    /// <param name="text">The text.</param>
    /// <param name="first">The word.</param>
    /// <param name="term">The phrase's term; null when the phrase is innocent.</param>
    /// <param name="end">Where the phrase ends, excluded.</param>
    public static bool TryMatch(WordNode node, ReadOnlySpan<char> text, Token first, out Term? term, out int end)
    {
        foreach (var phrase in node.Phrases)
        {
            if (!Follows(text, first.End, phrase.Rest, out end))
                continue;
            term = phrase.Term;
            return true;
        }

        (term, end) = (null, first.End);
        return false;
    }

    private static bool Follows(ReadOnlySpan<char> text, int from, string[] words, out int end)
    {
        Span<char> folded = stackalloc char[Tokens.MaxLength];
        end = from;
        for (var i = 0; i < words.Length; i++)
        {
            if (!Tokens.TryRead(text, end, folded, out var token) || !IsGap(text[end..token.Start]))
                return false;
            var word = folded[..token.Length];
            var isPossessive = i == words.Length - 1 && word.EndsWith("'s");
            if (!word.SequenceEqual(words[i]) && !(isPossessive && word[..^2].SequenceEqual(words[i])))
                return false;
            end = token.End;
        }

        return true;
    }

    // A phrase goes over spaces, hyphens and line breaks, not from one sentence to the next.
    private static bool IsGap(ReadOnlySpan<char> gap) => gap.Length <= MaxGap && gap.IndexOfAny(".!?;:…") < 0;
}
