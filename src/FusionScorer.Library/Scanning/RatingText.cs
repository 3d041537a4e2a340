using FusionScorer.Core.Levels;

namespace FusionScorer.Library.Scanning;

/// <summary>Reads a stated rating, such as <c>Rated PG-13 for violence</c> or <c>US:R</c>.</summary>
public static class RatingText
{
    private const int MaxLength = 1000;
    private static readonly string[] Lead = ["rated", "rating", "mpaa", "certificate", "certification"];

    /// <summary>The level that a text states.</summary>
    /// <param name="text">As written by a source; several countries may be separated by <c>/</c> or <c>|</c>.</param>
    /// <param name="taxonomy">Where level names come from. Under MPAA levels a rating of another country than the US counts for nothing.</param>
    /// <returns>Null when no level is stated.</returns>
    public static int? Level(string? text, Taxonomy taxonomy)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
            return null;
        foreach (var part in text.Split('/', '|'))
        {
            if (LevelOfPart(part.AsSpan().Trim(), taxonomy) is { } level)
                return level;
        }

        return null;
    }

    private static int? LevelOfPart(ReadOnlySpan<char> text, Taxonomy taxonomy)
    {
        text = SkipLead(text);
        var colon = text.IndexOf(':');
        if (colon >= 0)
        {
            var country = text[..colon].Trim();
            var isUs = country.Equals("US", StringComparison.OrdinalIgnoreCase) || country.Equals("USA", StringComparison.OrdinalIgnoreCase)
                || country.Equals("United States", StringComparison.OrdinalIgnoreCase);
            if (!isUs && taxonomy.Equals(Taxonomy.Mpaa))
                return null;
            text = SkipLead(text[(colon + 1)..].TrimStart());
        }

        int? best = null;
        var longest = 0;
        for (var level = 0; level < taxonomy.Count; level++)
        {
            if (StartsWith(text, taxonomy[level]) && taxonomy[level].Length > longest)
                (best, longest) = (level, taxonomy[level].Length);
        }

        return best;
    }

    private static ReadOnlySpan<char> SkipLead(ReadOnlySpan<char> text)
    {
        for (var again = true; again;)
        {
            again = false;
            foreach (var word in Lead)
            {
                if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && text.Length > word.Length && text[word.Length] is ' ' or ':')
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
        return rest.IsEmpty || (!char.IsLetterOrDigit(rest[0]) && rest[0] != '+' && !(rest[0] == '-' && rest.Length > 1 && char.IsDigit(rest[1])));
    }
}
