using System.Numerics;

namespace FusionScorer.Core.Levels;

/// <summary>A non-empty set of levels, written <c>R</c>, <c>&gt;=PG-13</c>, <c>&lt;=PG</c>, <c>PG..R</c> or <c>G|R</c>.</summary>
/// <remarks>Immutable; <c>default</c> is the empty set, which only means "no vote" and is never parsed.</remarks>
public readonly record struct LevelSet
{
    private LevelSet(uint bits) => Bits = bits;

    /// <summary>Bit <c>y</c> is set when level <c>y</c> is a member.</summary>
    public uint Bits { get; }

    /// <summary>Whether the set has no member.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>The number of members.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>The mildest member; 32 for the empty set.</summary>
    public int Lowest => BitOperations.TrailingZeroCount(Bits);

    /// <summary>The strictest member; −1 for the empty set.</summary>
    public int Highest => 31 - BitOperations.LeadingZeroCount(Bits);

    /// <summary>The set with the given bits.</summary>
    public static LevelSet FromBits(uint bits) => new(bits);

    /// <summary>The set of one level.</summary>
    public static LevelSet Single(int level) => new(1u << level);

    /// <summary>All levels from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public static LevelSet Range(int low, int high) => new(((1u << (high - low + 1)) - 1) << low);

    /// <summary>All of <paramref name="levels"/> levels.</summary>
    public static LevelSet All(int levels) => Range(0, levels - 1);

    /// <summary>Whether <paramref name="level"/> is a member.</summary>
    public bool Contains(int level) => (Bits >> level & 1) != 0;

    /// <summary>Reads a level set.</summary>
    /// <param name="text">One of the five forms; blanks around names do not count.</param>
    /// <param name="taxonomy">Where the level names come from.</param>
    /// <exception cref="FormatException">An unknown level, or a range that runs downwards.</exception>
    public static LevelSet Parse(ReadOnlySpan<char> text, Taxonomy taxonomy)
    {
        text = text.Trim();
        if (text.IsEmpty)
            throw new FormatException("a level set is empty; write a level, >=L, <=L, L..M or L|M");
        if (text.StartsWith(">="))
            return Range(taxonomy.Parse(text[2..]), taxonomy.Count - 1);
        if (text.StartsWith("<="))
            return Range(0, taxonomy.Parse(text[2..]));
        var dots = text.IndexOf("..");
        if (dots >= 0)
        {
            int low = taxonomy.Parse(text[..dots]), high = taxonomy.Parse(text[(dots + 2)..]);
            return low <= high ? Range(low, high) : throw new FormatException($"range '{text}' runs downwards; write the milder level first");
        }

        var bits = 0u;
        foreach (var part in text.Split('|'))
            bits |= 1u << taxonomy.Parse(text[part]);
        return new LevelSet(bits);
    }

    /// <summary>Writes the set in its shortest form; <see cref="Parse"/> reads it back.</summary>
    public string Format(Taxonomy taxonomy)
    {
        if (IsEmpty)
            return "";
        if (Count == 1)
            return taxonomy[Lowest];
        if (Bits == Range(Lowest, Highest).Bits)
        {
            return Lowest == 0 && Highest == taxonomy.Count - 1 ? $"{taxonomy[0]}..{taxonomy[Highest]}"
                : Highest == taxonomy.Count - 1 ? $">={taxonomy[Lowest]}"
                : Lowest == 0 ? $"<={taxonomy[Highest]}"
                : $"{taxonomy[Lowest]}..{taxonomy[Highest]}";
        }

        var set = this;
        return string.Join('|', Enumerable.Range(0, taxonomy.Count).Where(set.Contains).Select(level => taxonomy[level]));
    }
}
