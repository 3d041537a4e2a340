namespace FusionScorer.Signals.Profanity;

/// <summary>Looks words up that are not spelled as they are: with letters drawn out (<c>shiiit</c>) or masked (<c>s**t</c>).</summary>
internal sealed class DisguisedForms
{
    /// <summary>Stands for one hidden letter in a pattern.</summary>
    public const char Mask = '*';

    private readonly Dictionary<string, List<(string Form, Term Term)>> _collapsed = new(StringComparer.Ordinal);
    private readonly Dictionary<(char First, int Length), List<(string Form, Term Term)>> _byShape = [];

    /// <summary>Takes all forms, in order of the lexicon.</summary>
    public void Fill(IEnumerable<(string Form, Term Term)> forms)
    {
        Span<char> collapsed = stackalloc char[Tokens.MaxLength];
        foreach (var (form, term) in forms.Where(pair => pair.Form.Length is >= 3 and <= Tokens.MaxLength && pair.Form.All(char.IsLetter)))
        {
            ListOf(_byShape, (form[0], form.Length)).Add((form, term));
            ListOf(_collapsed, collapsed[..Collapse(form, collapsed)].ToString()).Add((form, term));
        }

        foreach (var shape in _byShape.Values.ToList())
            StableSort(shape, pair => MaskRank(pair.Term.Severity));

        // The longest form is the nearest in spelling.
        foreach (var same in _collapsed.Values.ToList())
            StableSort(same, pair => -pair.Form.Length);
    }

    /// <summary>The term of a word in which letters are repeated that the term has fewer of.</summary>
    public Term? FindStretched(ReadOnlySpan<char> word)
    {
        if (word.Length > Tokens.MaxLength)
            return null;
        Span<char> buffer = stackalloc char[Tokens.MaxLength];
        var collapsed = buffer[..Collapse(word, buffer)];
        if (collapsed.Length == word.Length || !_collapsed.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(collapsed, out var forms))
            return null;
        var drawnOut = LongestRun(word) >= 3;
        foreach (var (form, term) in forms)
        {
            // Short words and doubled letters collide with innocent ones ("woops"), which matters most where the word is a slur.
            var enough = term.Severity == Severity.Slur ? (drawnOut && form.Length >= 5) : (drawnOut || form.Length >= 4);
            if (enough && IsStretched(word, form))
                return term;
        }

        return null;
    }

    /// <summary>The term that fits a pattern; of several the one that is masked most often.</summary>
    /// <param name="pattern">Folded letters and <see cref="Mask"/>; starts with a letter.</param>
    public Term? FindMasked(ReadOnlySpan<char> pattern)
    {
        if (!_byShape.TryGetValue((pattern[0], pattern.Length), out var forms))
            return null;
        foreach (var (form, term) in forms)
        {
            var fits = true;
            for (var i = 1; i < pattern.Length && fits; i++)
                fits = pattern[i] == Mask || pattern[i] == form[i];
            if (fits)
                return term;
        }

        return null;
    }

    private static int MaskRank(Severity severity) => severity switch
    {
        Severity.Strong => 0,
        Severity.Moderate => 1,
        Severity.Mild => 2,
        Severity.Sexual => 3,
        _ => 4,
    };

    private static int Collapse(ReadOnlySpan<char> word, Span<char> collapsed)
    {
        var length = 0;
        foreach (var c in word)
        {
            if (length == 0 || collapsed[length - 1] != c)
                collapsed[length++] = c;
        }

        return length;
    }

    private static int LongestRun(ReadOnlySpan<char> word)
    {
        var longest = 1;
        var run = 1;
        for (var i = 1; i < word.Length; i++)
        {
            run = word[i] == word[i - 1] ? run + 1 : 1;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    // Both collapse to the same letters; every run of the word must be at least as long as the form's.
    private static bool IsStretched(ReadOnlySpan<char> word, ReadOnlySpan<char> form)
    {
        var w = 0;
        for (var f = 0; f < form.Length;)
        {
            var c = form[f];
            var formRun = form[f..].IndexOfAnyExcept(c) is var n and >= 0 ? n : form.Length - f;
            var wordRun = word[w..].IndexOfAnyExcept(c) is var m and >= 0 ? m : word.Length - w;
            if (wordRun < formRun)
                return false;
            f += formRun;
            w += wordRun;
        }

        return true;
    }

    private static List<(string Form, Term Term)> ListOf<TKey>(Dictionary<TKey, List<(string Form, Term Term)>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        return list;
    }

    private static void StableSort(List<(string Form, Term Term)> list, Func<(string Form, Term Term), int> rank)
    {
        var sorted = list.OrderBy(rank).ToList();
        list.Clear();
        list.AddRange(sorted);
    }
}
