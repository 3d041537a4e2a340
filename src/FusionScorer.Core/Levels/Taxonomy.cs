using System.Collections.Immutable;

namespace FusionScorer.Core.Levels;

/// <summary>An ordered list of maturity levels, mildest first. Levels are indices 0 … <see cref="Count"/> − 1 into it.</summary>
/// <remarks>Immutable. Two taxonomies are equal when their level names are equal, in order; ages and spellings only tell how ratings from outside are read.</remarks>
public sealed class Taxonomy : IEquatable<Taxonomy>
{
    /// <summary>The largest number of levels or classes supported.</summary>
    public const int MaxLevels = 20;

    private const int MostAge = 99;
    private const int MostSpellings = 50;

    /// <summary>The film ratings of the Motion Picture Association: G, PG, PG-13, R, NC-17.</summary>
    public static readonly Taxonomy Mpaa = Create("mpaa", ["G", "PG", "PG-13", "R", "NC-17"]);

    private Taxonomy(string name, ImmutableArray<string> levels)
    {
        Name = name;
        Levels = levels;
    }

    /// <summary>A short name, for people; not part of equality.</summary>
    public string Name { get; }

    /// <summary>Level names, mildest first; unique without regard to case.</summary>
    public ImmutableArray<string> Levels { get; }

    /// <summary>The number of levels, 2 to <see cref="MaxLevels"/>.</summary>
    public int Count => Levels.Length;

    /// <summary>The age from which each level is meant, years, never falling; empty when nobody stated them. By them other schemes' ratings are mapped.</summary>
    public ImmutableArray<int> Ages { get; private init; } = [];

    /// <summary>Other ways in which sources write each level; empty when there are none.</summary>
    public ImmutableArray<ImmutableArray<string>> Spellings { get; private init; } = [];

    /// <summary>The scheme that ages make of it, by which others are mapped; null without ages.</summary>
    internal RatingScheme? Own { get; private init; }

    /// <summary>The name of a level.</summary>
    /// <param name="level">0 … Count − 1.</param>
    public string this[int level] => Levels[level];

    /// <summary>Makes a taxonomy from names, mildest first.</summary>
    /// <exception cref="FormatException">Fewer than 2 or more than 20 levels, a repeated name, or a name that a level set could not hold.</exception>
    public static Taxonomy Create(string name, IEnumerable<string> levels)
    {
        var names = levels.Select(level => level.Trim()).ToImmutableArray();
        if (names.Length is < 2 or > MaxLevels)
            throw new FormatException($"a taxonomy has 2 to {MaxLevels} levels, not {names.Length}");
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var level in names)
        {
            if (level.Length == 0 || level.AsSpan().IndexOfAny("|<>=`,\n\r") >= 0 || level.Contains("..", StringComparison.Ordinal))
                throw new FormatException($"'{level}' cannot be a level: names are not empty and hold none of | < > = ` , ..");
            if (!seen.Add(level))
                throw new FormatException($"level '{level}' appears twice");
        }

        return new Taxonomy(name, names);
    }

    /// <summary>The same levels with ages.</summary>
    /// <param name="ages">Years for each level, 0 to 99, never falling from one level to the next.</param>
    /// <exception cref="FormatException">Not as many as levels, out of range, or falling.</exception>
    public Taxonomy WithAges(IReadOnlyList<int> ages)
    {
        if (ages.Count != Count)
            throw new FormatException($"{Count} levels have {Count} ages, not {ages.Count}");
        for (var level = 0; level < Count; level++)
        {
            if (ages[level] is < 0 or > MostAge)
                throw new FormatException($"the age of {Levels[level]} is {ages[level]}; ages lie between 0 and {MostAge}");
            if (level > 0 && ages[level] < ages[level - 1])
                throw new FormatException($"{Levels[level]} is stricter than {Levels[level - 1]}, so its age cannot be lower ({ages[level]} after {ages[level - 1]})");
        }

        return With([.. ages], Spellings);
    }

    /// <summary>The same levels with other ways to write them.</summary>
    /// <param name="spellings">For each level, any number.</param>
    /// <exception cref="FormatException">Not as many lists as levels, an empty spelling, one that two levels share, or too many.</exception>
    public Taxonomy WithSpellings(IReadOnlyList<IReadOnlyList<string>> spellings)
    {
        if (spellings.Count != Count)
            throw new FormatException($"{Count} levels have {Count} lists of spellings, not {spellings.Count}");
        for (var level = 0; level < Count; level++)
        {
            if (spellings[level].Count > MostSpellings)
                throw new FormatException($"{Levels[level]} has {spellings[level].Count} spellings; {MostSpellings} are the most");
            foreach (var text in spellings[level])
            {
                if (string.IsNullOrWhiteSpace(text) || text.AsSpan().IndexOfAny("/|;\n\r") >= 0)
                    throw new FormatException($"'{text}' cannot be a spelling of {Levels[level]}: it is not empty and holds none of / | ;");
                for (var other = 0; other < Count; other++)
                {
                    if (other != level && (SpellingText.Same(text, Levels[other]) || spellings[other].Any(spelling => SpellingText.Same(text, spelling))))
                        throw new FormatException($"'{text}' means both {Levels[level]} and {Levels[other]}");
                }
            }
        }

        return With(Ages, spellings.All(list => list.Count == 0) ? [] : [.. spellings.Select(list => list.Select(text => text.Trim()).ToImmutableArray())]);
    }

    /// <summary>Finds a level by name, without regard to case.</summary>
    /// <returns>False, and −1, when no level has that name.</returns>
    public bool TryParse(ReadOnlySpan<char> text, out int level)
    {
        text = text.Trim();
        for (level = 0; level < Count; level++)
        {
            if (text.Equals(Levels[level], StringComparison.OrdinalIgnoreCase))
                return true;
        }

        level = -1;
        return false;
    }

    /// <summary>Finds a level by name, without regard to case.</summary>
    /// <exception cref="FormatException">No level has that name; the message lists those that exist.</exception>
    public int Parse(ReadOnlySpan<char> text) => TryParse(text, out var level)
        ? level
        : throw new FormatException($"unknown level '{text}'; the levels are {string.Join(", ", Levels)}");

    /// <inheritdoc/>
    public bool Equals(Taxonomy? other) => other is not null && Levels.AsSpan().SequenceEqual(other.Levels.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Taxonomy);

    /// <inheritdoc/>
    public override int GetHashCode() => Levels.Aggregate(Count, (hash, level) => HashCode.Combine(hash, level));

    /// <inheritdoc/>
    public override string ToString() => string.Join(" < ", Levels);

    private Taxonomy With(ImmutableArray<int> ages, ImmutableArray<ImmutableArray<string>> spellings) =>
        new(Name, Levels) { Ages = ages, Spellings = spellings, Own = ages.IsEmpty ? null : RatingSchemes.Make(this, ages, spellings) };
}
