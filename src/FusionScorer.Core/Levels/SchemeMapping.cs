using System.Collections.Immutable;

namespace FusionScorer.Core.Levels;

/// <summary>Levels of one scheme in another, by age. Where ages differ, the stricter level is taken.</summary>
public static class SchemeMapping
{
    /// <summary>The mildest level that is meant for no younger viewers; the strictest where all are milder.</summary>
    /// <param name="age">Years.</param>
    /// <param name="ages">The age of each level, ascending, at least one.</param>
    public static int Ceiling(int age, ReadOnlySpan<int> ages)
    {
        for (var level = 0; level < ages.Length; level++)
        {
            if (ages[level] >= age)
                return level;
        }

        return ages.Length - 1;
    }

    /// <summary>The strictest level that is meant for no older viewers, of several of one age the mildest; the mildest of all where all are stricter.</summary>
    /// <param name="age">Years.</param>
    /// <param name="ages">The age of each level, ascending, at least one.</param>
    public static int Floor(int age, ReadOnlySpan<int> ages)
    {
        var level = ages.Length - 1;
        while (level > 0 && (ages[level] > age || ages[level - 1] == ages[level]))
            level--;
        return level;
    }

    /// <summary>For each level of one scheme, the level of another that is at least as strict. Of two levels of one age, one that binds becomes the one that binds.</summary>
    public static ImmutableArray<int> ByAge(RatingScheme from, RatingScheme to)
    {
        var same = from.Taxonomy.Equals(to.Taxonomy);
        return [.. from.Ages.Select((age, level) => same ? level : Strictest(from, level, to) ?? OfAge(age, from.AdviceOnly[level], to))];
    }

    /// <summary>The level that an age means.</summary>
    /// <param name="age">Years.</param>
    /// <param name="adviceOnly">Whether the age is advice; a bar becomes a level that binds, where there is one of the same age.</param>
    /// <param name="to">The scheme to map to.</param>
    public static int OfAge(int age, bool adviceOnly, RatingScheme to)
    {
        var level = Ceiling(age, to.Ages.AsSpan());
        var binding = level;
        while (binding < to.Ages.Length - 1 && to.AdviceOnly[binding] && to.Ages[binding + 1] == to.Ages[level])
            binding++;
        return adviceOnly || to.AdviceOnly[binding] ? level : binding;
    }

    /// <summary>What a level set of one scheme is called in another: no bound is stricter than it was meant, and no upper bound milder.</summary>
    public static LevelSet Map(LevelSet set, RatingScheme from, RatingScheme to)
    {
        var levels = from.Taxonomy.Count;
        var (low, high) = (0, levels - 1);
        while (!set.Contains(low))
            low++;
        while (!set.Contains(high))
            high--;

        // What is open to an end stays open to it.
        var least = low == 0 ? 0 : Floor(from.Ages[low], to.Ages.AsSpan());
        var most = high == levels - 1 ? to.Taxonomy.Count - 1 : OfAge(from.Ages[high], from.AdviceOnly[high], to);
        var bits = 0u;
        for (var level = least; level <= Math.Max(least, most); level++)
            bits |= 1u << level;
        return LevelSet.FromBits(bits);
    }

    // The strictest level of a scheme with two levels of one age is not the milder of two such levels elsewhere.
    private static int? Strictest(RatingScheme from, int level, RatingScheme to) =>
        level > 0 && level == from.Ages.Length - 1 && from.Ages[level] == from.Ages[level - 1] ? to.Ages.Length - 1 : null;
}
