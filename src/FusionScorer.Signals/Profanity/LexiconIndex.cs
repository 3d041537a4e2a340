namespace FusionScorer.Signals.Profanity;

/// <summary>A term that can be found.</summary>
/// <param name="Text">As the lexicon writes it.</param>
/// <param name="Severity">Its kind.</param>
/// <param name="MayBeName">Whether it is innocent when written like a name.</param>
internal sealed record Term(string Text, Severity Severity, bool MayBeName);

/// <summary>A phrase without its first word.</summary>
/// <param name="Rest">The words after the first.</param>
/// <param name="Term">Null when the phrase is innocent.</param>
internal sealed record Phrase(string[] Rest, Term? Term);

/// <summary>What a word can mean.</summary>
internal sealed class WordNode
{
    /// <summary>The term that the word by itself is a form of.</summary>
    public Term? Term { get; set; }

    /// <summary>Phrases that start with the word, longest first.</summary>
    public List<Phrase> Phrases { get; } = [];
}

/// <summary>A lexicon compiled for look-up by spans: no look-up allocates.</summary>
internal sealed class LexiconIndex
{
    private readonly Dictionary<string, WordNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordNode>.AlternateLookup<ReadOnlySpan<char>> _byWord;
    private readonly DisguisedForms _disguised = new();

    public LexiconIndex(Lexicon lexicon)
    {
        var entries = lexicon.Entries;
        foreach (var entry in entries)
        {
            if (entry.Severity is not null && entry.Match != MatchKind.Phrase)
                Add(entry.Term, TermOf(entry));
        }

        foreach (var entry in entries)
            Compile(entry);
        foreach (var entry in entries)
        {
            if (entry.Severity is null)
                Remove(entry);
        }

        foreach (var node in _nodes.Values)
            node.Phrases.Sort((left, right) => right.Rest.Length.CompareTo(left.Rest.Length));
        _disguised.Fill(_nodes.Where(pair => pair.Value.Term is not null).Select(pair => (pair.Key, pair.Value.Term!)));
        _byWord = _nodes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>What a folded word can mean; null when nothing.</summary>
    public WordNode? Find(ReadOnlySpan<char> word) => _byWord.TryGetValue(word, out var node) ? node : null;

    /// <summary>The term of a word whose letters are drawn out.</summary>
    public Term? FindStretched(ReadOnlySpan<char> word) => _disguised.FindStretched(word);

    /// <summary>The term that a pattern of letters and <see cref="DisguisedForms.Mask"/> stands for.</summary>
    public Term? FindMasked(ReadOnlySpan<char> pattern) => _disguised.FindMasked(pattern);

    private static Term TermOf(LexiconEntry entry) => new(entry.Term, entry.Severity!.Value, entry.MayBeName);

    private void Compile(LexiconEntry entry)
    {
        foreach (var exception in entry.Exceptions)
        {
            if (exception.Contains(' ', StringComparison.Ordinal))
                AddPhrase(exception, null);
        }

        if (entry.Severity is null)
            return;
        var term = TermOf(entry);
        if (entry.Match == MatchKind.Phrase)
        {
            AddPhrase(entry.Term, term);

            // "screwyou": a phrase written as one word, if that is long enough to mean nothing else.
            var joined = entry.Term.Replace(" ", "", StringComparison.Ordinal);
            if (joined.Length >= 7)
                Add(joined, term);
        }
        else if (entry.Match == MatchKind.Stem)
        {
            foreach (var form in Inflections.Of(entry.Term))
            {
                if (!entry.Exceptions.Contains(form))
                    Add(form, term);
            }
        }
    }

    private void Remove(LexiconEntry entry)
    {
        if (entry.Match == MatchKind.Phrase)
        {
            AddPhrase(entry.Term, null);
            return;
        }

        foreach (var form in entry.Match == MatchKind.Stem ? Inflections.Of(entry.Term) : [entry.Term])
        {
            if (_nodes.TryGetValue(form, out var node))
                node.Term = null;
        }
    }

    // Terms that are written out come first and keep their word; inflections only fill what is free.
    private void Add(string form, Term term) => Node(form).Term ??= term;

    private void AddPhrase(string phrase, Term? term)
    {
        var words = phrase.Split(' ');
        Node(words[0]).Phrases.Add(new Phrase(words[1..], term));
    }

    private WordNode Node(string word)
    {
        if (!_nodes.TryGetValue(word, out var node))
            _nodes.Add(word, node = new WordNode());
        return node;
    }
}
