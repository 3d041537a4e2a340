using System.Collections.Immutable;

namespace FusionScorer.Core.Levels;

/// <summary>One rating of a scheme.</summary>
/// <param name="Name">As rules and pages write it; unique in its scheme.</param>
/// <param name="Age">The age in years from which the scheme means it, 0 = everybody. Never falls from one rating to the next.</param>
/// <param name="Descriptor">What it says, in a few words.</param>
/// <param name="Spellings">Other ways in which sources write it.</param>
/// <param name="Level">Index among the scheme's ordered levels; several ratings may share one.</param>
public sealed record SchemeRating(string Name, int Age, string Descriptor, ImmutableArray<string> Spellings, int Level)
{
    /// <summary>Whether it only advises: nobody is kept from watching. Of two ratings of one age, one that binds maps to the one that binds.</summary>
    public bool AdviceOnly { get; init; }
}

/// <summary>A published rating scheme as data.</summary>
/// <param name="Id">A short name, for example <c>bbfc</c>.</param>
/// <param name="Name">The full name.</param>
/// <param name="Countries">Codes and names that may stand before a rating, as in <c>DE:FSK-16</c> or <c>Germany: 16</c>.</param>
/// <param name="Written">How a media server writes a rating of it; <c>{0}</c> is the rating's name.</param>
/// <param name="Ratings">Mildest first.</param>
public sealed record RatingScheme(string Id, string Name, ImmutableArray<string> Countries, string Written, ImmutableArray<SchemeRating> Ratings)
{
    /// <summary>The ordered levels: the first rating of each level names it.</summary>
    public Taxonomy Taxonomy { get; } = Taxonomy.Create(Id, Ratings.DistinctBy(rating => rating.Level).Select(rating => rating.Name));

    /// <summary>The age of each level, years: that of its first rating.</summary>
    public ImmutableArray<int> Ages { get; } = [.. Ratings.DistinctBy(rating => rating.Level).Select(rating => rating.Age)];

    /// <summary>Whether each level only advises.</summary>
    internal ImmutableArray<bool> AdviceOnly { get; } = [.. Ratings.DistinctBy(rating => rating.Level).Select(rating => rating.AdviceOnly)];

    /// <summary>The rating that a text is, by name or spelling; case, blanks, dashes and underscores between letters and digits do not count.</summary>
    /// <returns>Null when it is none of this scheme.</returns>
    public SchemeRating? Find(ReadOnlySpan<char> text)
    {
        foreach (var rating in Ratings)
        {
            if (SpellingText.Same(text, rating.Name))
                return rating;
            foreach (var spelling in rating.Spellings)
            {
                if (SpellingText.Same(text, spelling))
                    return rating;
            }
        }

        return null;
    }

    /// <summary>Whether a text names a country of this scheme.</summary>
    public bool IsCountry(ReadOnlySpan<char> text)
    {
        foreach (var country in Countries)
        {
            if (text.Equals(country, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
