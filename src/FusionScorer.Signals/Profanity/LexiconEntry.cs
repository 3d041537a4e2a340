using System.Collections.Immutable;

namespace FusionScorer.Signals.Profanity;

/// <summary>How a term is found in text.</summary>
public enum MatchKind
{
    /// <summary>The word as it is.</summary>
    Word,

    /// <summary>The word and its English inflections.</summary>
    Stem,

    /// <summary>Several words in a row.</summary>
    Phrase,
}

/// <summary>One row of a lexicon.</summary>
/// <param name="Term">The term in lower case, with single spaces.</param>
/// <param name="Severity">Null takes the term out: neither the row that it overrides nor another row's inflection finds it.</param>
/// <param name="Match">How it is found.</param>
/// <param name="Exceptions">Inflections and phrases in which the term is innocent.</param>
/// <param name="MayBeName">Whether the term is innocent when written like a name.</param>
public sealed record LexiconEntry(string Term, Severity? Severity, MatchKind Match, ImmutableArray<string> Exceptions, bool MayBeName)
{
    /// <summary>The file's mark for <see cref="MayBeName"/> among the exceptions.</summary>
    public const string NameMark = "@name";
}
