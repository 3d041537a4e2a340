using System.Collections.Immutable;

namespace FusionScorer.Core.Levels;

/// <summary>The rating schemes that ship.</summary>
/// <remarks>
/// Ages are those that the boards state (BBFC, FSK, PEGI, Australian Classification), else those that Jellyfin's tables of ratings use (MPAA, US TV), which are the ages that
/// guidance for parents names. Where a board has two ratings of one age, the one that binds is the stricter level (M and MA 15+).
/// What binds and what is advice: the boards' own descriptions (classification.gov.au, bbfc.co.uk, fsk.de), filmratings.com for MPAA, tvguidelines.org for US TV, which binds nobody; PEGI (pegi.info) binds where a country's law says so, so it counts as advice.
/// </remarks>
public static class RatingSchemes
{
    /// <summary>The id of a scheme that a taxonomy's own ages make.</summary>
    public const string OwnId = "own";

    /// <summary>All of them, by id.</summary>
    public static ImmutableArray<RatingScheme> All { get; } =
    [
        new("acb", "Australian Classification", ["AU", "AUS", "Australia"], "AU:{0}", [
            new("G", 0, "general", [], 0) { AdviceOnly = true },
            new("PG", 8, "parental guidance", [], 1) { AdviceOnly = true },
            new("M", 15, "mature, advice only", ["M15", "M15+"], 2) { AdviceOnly = true },
            new("MA15+", 15, "15 or with an adult", ["MA", "MA15"], 3),
            new("R18+", 18, "adults only", ["R18", "R"], 4),
            new("X18+", 18, "adults only, explicit", ["X18", "X"], 5),
        ]),
        new("bbfc", "British Board of Film Classification", ["GB", "UK", "United Kingdom", "Great Britain"], "GB:{0}", [
            new("U", 4, "suitable for all", ["Uc"], 0) { AdviceOnly = true },
            new("PG", 8, "parental guidance", [], 1) { AdviceOnly = true },
            new("12", 12, "12 and over; 12A in cinemas", ["12A", "12+"], 2),
            new("15", 15, "15 and over", ["15+"], 3),
            new("18", 18, "18 and over", ["18+"], 4),
            new("R18", 18, "licensed premises only", [], 5),
        ]),
        new("fsk", "Freiwillige Selbstkontrolle der Filmwirtschaft", ["DE", "DEU", "Germany", "Deutschland"], "{0}", [
            new("FSK-0", 0, "no age limit", ["0", "0+", "ab 0", "FSK 0", "FSK ab 0"], 0) { AdviceOnly = true },
            new("FSK-6", 6, "6 and over", ["6", "6+", "ab 6", "FSK ab 6"], 1),
            new("FSK-12", 12, "12 and over", ["12", "12+", "ab 12", "FSK ab 12"], 2),
            new("FSK-16", 16, "16 and over", ["16", "16+", "ab 16", "FSK ab 16"], 3),
            new("FSK-18", 18, "no approval for minors", ["18", "18+", "ab 18", "FSK ab 18"], 4),
        ]),
        new("mpaa", "Motion Picture Association", ["US", "USA", "United States"], "{0}", [
            new("G", 0, "general audiences", [], 0) { AdviceOnly = true },
            new("PG", 10, "parental guidance suggested", ["GP"], 1) { AdviceOnly = true },
            new("PG-13", 13, "parents strongly cautioned", [], 2) { AdviceOnly = true },
            new("R", 17, "restricted: under 17 with an adult", [], 3),
            new("NC-17", 18, "no one 17 and under", ["X"], 4),
        ]),
        new("pegi", "Pan European Game Information", ["EU", "Europe"], "{0}", [
            new("PEGI-3", 3, "all ages", ["PEGI 3+"], 0) { AdviceOnly = true },
            new("PEGI-7", 7, "7 and over", ["PEGI 7+"], 1) { AdviceOnly = true },
            new("PEGI-12", 12, "12 and over", ["PEGI 12+"], 2) { AdviceOnly = true },
            new("PEGI-16", 16, "16 and over", ["PEGI 16+"], 3) { AdviceOnly = true },
            new("PEGI-18", 18, "18 and over", ["PEGI 18+"], 4) { AdviceOnly = true },
        ]),
        new("us-tv", "US TV Parental Guidelines", ["US", "USA", "United States"], "{0}", [
            new("TV-Y", 0, "all children", [], 0) { AdviceOnly = true },
            new("TV-G", 0, "general audience", [], 0) { AdviceOnly = true },
            new("TV-Y7", 7, "older children", ["TV-Y7-FV"], 1) { AdviceOnly = true },
            new("TV-PG", 10, "parental guidance suggested", [], 2) { AdviceOnly = true },
            new("TV-14", 14, "parents strongly cautioned", [], 3) { AdviceOnly = true },
            new("TV-MA", 17, "mature audience only", ["TV-17"], 4) { AdviceOnly = true },
        ]),
    ];

    /// <summary>A scheme by id, without regard to case; null when there is none.</summary>
    public static RatingScheme? Find(string id) => All.FirstOrDefault(scheme => scheme.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The scheme whose levels a taxonomy has, or the one that its own ages make of it; null for levels of one's own without ages.</summary>
    public static RatingScheme? Of(Taxonomy taxonomy) => taxonomy.Own ?? Shipped(taxonomy);

    /// <summary>Levels with ages as a scheme; where the levels are those of one that ships, with its countries, descriptors and spellings, too.</summary>
    internal static RatingScheme Make(Taxonomy taxonomy, ImmutableArray<int> ages, ImmutableArray<ImmutableArray<string>> spellings)
    {
        var shipped = Shipped(taxonomy);
        var ratings = Enumerable.Range(0, taxonomy.Count).Select(level =>
        {
            var same = shipped?.Ratings.First(rating => rating.Level == level);
            ImmutableArray<string> written = [.. same?.Spellings ?? [], .. spellings.IsEmpty ? [] : spellings[level]];
            return new SchemeRating(taxonomy[level], ages[level], same?.Descriptor ?? "", written, level) { AdviceOnly = same?.AdviceOnly ?? false };
        });
        return new RatingScheme(OwnId, taxonomy.Name, shipped?.Countries ?? [], shipped?.Written ?? "{0}", [.. ratings]);
    }

    private static RatingScheme? Shipped(Taxonomy taxonomy) => All.FirstOrDefault(scheme => scheme.Taxonomy.Equals(taxonomy));
}
