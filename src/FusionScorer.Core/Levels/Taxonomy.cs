using System.Collections.Immutable;

namespace FusionScorer.Core.Levels;

/// <summary>An ordered list of maturity levels, mildest first. Levels are indices 0 … <see cref="Count"/> − 1 into it.</summary>
/// <remarks>Immutable. Two taxonomies are equal when their level names are equal, in order.</remarks>
public sealed class Taxonomy : IEquatable<Taxonomy>
{
    /// <summary>The largest number of levels or classes supported.</summary>
    public const int MaxLevels = 20;

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
}
