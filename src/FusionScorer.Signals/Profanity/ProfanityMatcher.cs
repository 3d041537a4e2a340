namespace FusionScorer.Signals.Profanity;

/// <summary>A profane word or phrase in a text.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Term">The lexicon's term.</param>
/// <param name="Severity">Its kind.</param>
public readonly record struct ProfanityHit(int Start, int Length, string Term, Severity Severity);

/// <summary>Finds the terms of a lexicon in text. Compiled once; immutable and thread-safe.</summary>
/// <remarks>
/// One pass over whole words, so that no term is found inside an innocent word. At each word the longest phrase wins, innocent
/// phrases included; hits do not overlap. Time is linear in the length of the text, whatever it holds.
/// </remarks>
public sealed class ProfanityMatcher(Lexicon lexicon)
{
    /// <summary>Changes when the same lexicon would find something else in the same text.</summary>
    public const string Version = "1";

    private readonly LexiconIndex _index = new(lexicon);

    /// <summary>The lexicon whose terms are found.</summary>
    public Lexicon Lexicon { get; } = lexicon;

    /// <summary>All hits of a text, in order.</summary>
    public IReadOnlyList<ProfanityHit> Match(ReadOnlySpan<char> text)
    {
        var hits = new List<ProfanityHit>();
        Match(text, hits);
        return hits;
    }

    /// <summary>Adds all hits of a text to a list, in order.</summary>
    public void Match(ReadOnlySpan<char> text, List<ProfanityHit> hits)
    {
        Span<char> folded = stackalloc char[Tokens.MaxLength];
        var position = 0;
        var spacedFrom = 0;
        var symbolsFrom = 0;
        while (Tokens.TryRead(text, position, folded, out var token))
        {
            if (token.Length == 1 && token.Start >= spacedFrom)
            {
                var spaced = Disguises.SpacedLetters(_index, text, token);
                spacedFrom = spaced.Tried;
                if (Add(hits, spaced, ref position))
                    continue;
            }

            if (token.Start >= symbolsFrom && Disguises.TouchesSymbol(text, token))
            {
                var symbols = Disguises.WithSymbols(_index, text, token, position);
                symbolsFrom = symbols.Tried;
                if (Add(hits, symbols, ref position))
                    continue;
            }

            position = token.End;
            if (token.Length == 0)
                continue;
            var word = folded[..token.Length];
            var node = _index.Find(word);
            if (node is not null && Phrases.TryMatch(node, text, token, out var phrase, out var end))
            {
                if (phrase is not null)
                    hits.Add(new ProfanityHit(token.Start, end - token.Start, phrase.Text, phrase.Severity));
                position = end;
                continue;
            }

            if ((node?.Term ?? Respelled(token, word)) is { } term)
            {
                if (!(term.MayBeName && Names.IsWrittenAsName(text, token)))
                    hits.Add(new ProfanityHit(token.Start, token.End - token.Start, term.Text, term.Severity));
                continue;
            }

            Add(hits, Disguises.AcrossGap(_index, text, token, word), ref position);
        }
    }

    private static bool Add(List<ProfanityHit> hits, DisguiseMatch match, ref int position)
    {
        if (match.Term is null)
            return false;
        hits.Add(new ProfanityHit(match.Start, match.End - match.Start, match.Term.Text, match.Term.Severity));
        position = match.End;
        return true;
    }

    private Term? Respelled(Token token, ReadOnlySpan<char> word)
    {
        // "bitch's", "bastard'll"; "he'll" is not "hell", because the apostrophe is a letter to the look-up.
        var apostrophe = word.LastIndexOf('\'');
        if (apostrophe > 0 && _index.Find(word[..apostrophe])?.Term is { } owner)
            return owner;
        if (token.HasDigit && Disguises.Leet(_index, word) is { } leet)
            return leet;
        return token.HasRepeat ? _index.FindStretched(word) : null;
    }
}
