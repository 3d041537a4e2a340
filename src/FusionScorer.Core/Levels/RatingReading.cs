namespace FusionScorer.Core.Levels;

/// <summary>What a stated rating turned out to be.</summary>
public enum RatingKind
{
    /// <summary>Nothing is stated.</summary>
    None,

    /// <summary>A level of the taxonomy itself.</summary>
    Own,

    /// <summary>A rating of another scheme, mapped by age.</summary>
    Mapped,

    /// <summary>It says that there is no rating.</summary>
    Unrated,

    /// <summary>No scheme knows it, or there is nothing to map it to.</summary>
    Unknown,
}

/// <summary>A stated rating, such as <c>Rated PG-13 for violence</c>, <c>Germany: FSK-18</c> or <c>SE:15 / SE:15+</c>, in the levels of a taxonomy.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Level">Index into the taxonomy; −1 unless <see cref="RatingKind.Own"/> or <see cref="RatingKind.Mapped"/>.</param>
/// <param name="Scheme">The scheme that it was read in; null for none, and for levels of the taxonomy's own.</param>
public readonly record struct RatingReading(RatingKind Kind, int Level, RatingScheme? Scheme)
{
    private const int MaxLength = 1000;

    // What may stand behind a rating in its part: words and marks that begin a description.
    private static readonly string[] Describing = [" for ", " due ", " on ", " with ", " - ", "(", "[", ","];

    private static readonly string[] Lead = ["rated", "rating", "mpaa", "certificate", "certification"];
    private static readonly string[] Behind = ["for", "rated", "rating", "certificate", "due", "on", "with"];

    private static readonly string[] NoRating =
    [
        "nr", "unrated", "not rated", "not yet rated", "none", "n/a", "ur", "open", "tbd", "pending", "rating pending", "rp",
        // Before there were levels: neither says anything of today's.
        "approved", "passed",
    ];

    /// <summary>Where several ratings are stated and one counts, the first that no scheme knows; null for none.</summary>
    public string? Unread { get; init; }

    /// <summary>Reads a rating.</summary>
    /// <param name="text">As a source wrote it. Of several separated by <c>/</c>, <c>|</c> or <c>;</c> the strictest in the taxonomy's own levels counts, else the strictest of all.</param>
    /// <param name="taxonomy">Where levels come from.</param>
    public static RatingReading Of(string? text, Taxonomy taxonomy)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new RatingReading(RatingKind.None, -1, null);
        if (text.Length > MaxLength)
            return new RatingReading(RatingKind.Unknown, -1, null);
        var target = RatingSchemes.Of(taxonomy);
        var found = new RatingReading(RatingKind.None, -1, null);
        if (IsNoRating(Trimmed(text)))
            return found with { Kind = RatingKind.Unrated };
        string? unread = null;
        var described = false;
        foreach (var range in text.AsSpan().SplitAny('/', '|', ';'))
        {
            var part = text.AsSpan()[range].Trim();
            if (part.IsEmpty)
                continue;
            var one = OfPart(part, taxonomy, target);
            if (one.Kind == RatingKind.Unknown && !described)
                unread ??= part.ToString();
            described |= one.Kind is RatingKind.Own or RatingKind.Mapped && Describes(part);
            if (Rank(one) > Rank(found))
                found = one;
        }

        return found.Level < 0 ? found : found with { Unread = unread };
    }

    // "R for violence / gore": what follows a description goes on with it, and is no rating.
    private static bool Describes(ReadOnlySpan<char> part)
    {
        foreach (var mark in Describing)
        {
            if (part.Contains(mark, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // The strictest that is known; what says nothing gives way to everything.
    private static int Rank(RatingReading reading) => reading.Kind switch
    {
        RatingKind.None => 0,
        RatingKind.Unrated => 1,
        RatingKind.Unknown => 2,
        RatingKind.Own => 100 + reading.Level,
        _ => 3 + reading.Level,
    };

    private static RatingReading OfPart(ReadOnlySpan<char> text, Taxonomy taxonomy, RatingScheme? target)
    {
        text = Trimmed(text);
        if (IsNoRating(text))
            return new RatingReading(RatingKind.Unrated, -1, null);
        if (Country(text, out var rating) is { IsEmpty: false } country)
        {
            if ((target is null || target.Countries.IsEmpty || target.IsCountry(country)) && InTaxonomy(rating, taxonomy) is { } level)
                return new RatingReading(RatingKind.Own, level, target);
            List<RatingScheme> schemes = [];
            foreach (var scheme in RatingSchemes.All)
            {
                if (scheme.IsCountry(country))
                    schemes.Add(scheme);
            }

            // In a country that no scheme knows a number is an age, and a letter may be anybody's.
            return OfSchemes(schemes, rating, target) ?? OfAge(rating, target, inCountry: true) ?? (schemes.Count == 0 ? OfSchemes(RatingSchemes.All, rating, target, foreign: true) : null)
                ?? new RatingReading(RatingKind.Unknown, -1, null);
        }

        if (InTaxonomy(text, taxonomy) is { } stated)
            return new RatingReading(RatingKind.Own, stated, target);

        // Without a country every scheme may be meant; the strictest counts.
        return OfSchemes(RatingSchemes.All, text, target) ?? OfAge(text, target, inCountry: false) ?? new RatingReading(RatingKind.Unknown, -1, null);
    }

    private static RatingReading? OfSchemes(IReadOnlyList<RatingScheme> schemes, ReadOnlySpan<char> text, RatingScheme? target, bool foreign = false)
    {
        RatingReading? found = null;
        foreach (var scheme in schemes)
        {
            if (FindLeading(scheme, text) is not { } rating)
                continue;
            if (target is not null && !foreign && scheme.Taxonomy.Equals(target.Taxonomy))
                return new RatingReading(RatingKind.Own, rating.Level, scheme);
            if (target is null)
            {
                found ??= new RatingReading(RatingKind.Unknown, -1, scheme);
                continue;
            }

            var level = SchemeMapping.ByAge(scheme, target)[rating.Level];
            if (found is null || level > found.Value.Level)
                found = new RatingReading(RatingKind.Mapped, level, scheme);
        }

        return found;
    }

    // The whole text, or its first word or two: what follows are descriptors ("PG-13 for violence", "TV-MA (LV)").
    private static SchemeRating? FindLeading(RatingScheme scheme, ReadOnlySpan<char> text)
    {
        if (scheme.Find(text) is { } whole)
            return whole;
        for (var end = text.Length - 1; end > 0; end--)
        {
            if ((text[end] is ' ' or ',' or '(' or '.' or '[') && MayFollow(text[end..]) && scheme.Find(text[..end]) is { } rating)
                return rating;
        }

        return null;
    }

    private static RatingReading? OfAge(ReadOnlySpan<char> text, RatingScheme? target, bool inCountry) =>
        target is not null && AgeText.Of(text, inCountry) is { } age ? new RatingReading(RatingKind.Mapped, SchemeMapping.OfAge(age, adviceOnly: age == 0, target), null) : null;

    /// <summary>What stands before a colon, or before a dash where a scheme has a country of that name (<c>CA-R</c>); empty for none.</summary>
    private static ReadOnlySpan<char> Country(ReadOnlySpan<char> text, out ReadOnlySpan<char> rating)
    {
        var colon = text.IndexOf(':');
        if (colon > 0)
        {
            rating = Trimmed(text[(colon + 1)..]);
            return text[..colon].Trim();
        }

        // Two letters and a dash are a country, except where they begin a rating: PG-13, NC-17, TV-MA.
        if (text.Length > 3 && text[2] == '-' && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]) && !Begins(text))
        {
            rating = text[3..].Trim();
            return text[..2];
        }

        rating = text;
        return [];
    }

    private static bool Begins(ReadOnlySpan<char> text)
    {
        foreach (var scheme in RatingSchemes.All)
        {
            if (FindLeading(scheme, text) is not null)
                return true;
        }

        return text.StartsWith("PG", StringComparison.OrdinalIgnoreCase) || text.StartsWith("NC", StringComparison.OrdinalIgnoreCase) || text.StartsWith("TV", StringComparison.OrdinalIgnoreCase);
    }

    private static int? InTaxonomy(ReadOnlySpan<char> text, Taxonomy taxonomy)
    {
        int? best = null;
        var longest = 0;
        for (var level = 0; level < taxonomy.Count; level++)
        {
            if (StartsWith(text, taxonomy[level]) && taxonomy[level].Length > longest)
                (best, longest) = (level, taxonomy[level].Length);
            foreach (var spelling in taxonomy.Spellings.IsEmpty ? [] : taxonomy.Spellings[level])
            {
                if (StartsWith(text, spelling) && spelling.Length > longest)
                    (best, longest) = (level, spelling.Length);
            }
        }

        return best;
    }

    private static bool IsNoRating(ReadOnlySpan<char> text)
    {
        foreach (var word in NoRating)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        for (var again = true; again;)
        {
            again = false;
            foreach (var word in Lead)
            {
                if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && text.Length > word.Length && text[word.Length] is ' ' or ':' && !IsNoRating(text))
                {
                    text = text[word.Length..].TrimStart(" :");
                    again = true;
                }
            }
        }

        return text;
    }

    // Dashes and blanks in a level's name may be left out: PG13, NC 17.
    private static bool StartsWith(ReadOnlySpan<char> text, string name)
    {
        var at = 0;
        foreach (var c in name)
        {
            if (c is '-' or ' ')
            {
                if (at < text.Length && text[at] is '-' or ' ')
                    at++;
                continue;
            }

            if (at >= text.Length || char.ToUpperInvariant(text[at]) != char.ToUpperInvariant(c))
                return false;
            at++;
        }

        var rest = text[at..];
        return rest.IsEmpty || MayFollow(rest);
    }

    // "PG-13 for violence", "R-rated", "PG (parental guidance)"; but "G force", "12 Angry Men" and "R is for Rocket" state no rating.
    private static bool MayFollow(ReadOnlySpan<char> rest)
    {
        if (rest[0] is ',' or '.' or ';' or ':' or '(' or '[')
            return true;
        var words = rest.TrimStart(" -");
        if (rest[0] is not (' ' or '-') || words.IsEmpty)
            return words.IsEmpty;
        foreach (var word in Behind)
        {
            if (words.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (words.Length == word.Length || !char.IsLetterOrDigit(words[word.Length])))
                return true;
        }

        return words[0] is '(' or '[' || (rest.StartsWith(" - ") && char.IsLetter(words[0]));
    }
}
