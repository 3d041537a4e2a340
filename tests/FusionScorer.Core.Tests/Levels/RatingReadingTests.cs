using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Tests.Levels;

public sealed class RatingReadingTests
{
    private static readonly Taxonomy Bbfc = RatingSchemes.Find("bbfc")!.Taxonomy;

    [Theory]
    [InlineData("Rated : R", RatingKind.Own, "R")]
    [InlineData("Rated: R", RatingKind.Own, "R")]
    [InlineData("Rated PG-13 for violence", RatingKind.Own, "PG-13")]
    [InlineData("US:NC-17", RatingKind.Own, "NC-17")]
    [InlineData("X", RatingKind.Own, "NC-17")]
    [InlineData("GP", RatingKind.Own, "PG")]
    [InlineData("GB:15 / US:PG-13", RatingKind.Own, "PG-13")]
    [InlineData("US:PG / US:R", RatingKind.Own, "R")]
    [InlineData("R - strong language", RatingKind.Own, "R")]
    [InlineData("G force", RatingKind.Unknown, null)]
    [InlineData("R is for Rocket", RatingKind.Unknown, null)]
    [InlineData("PG 15", RatingKind.Unknown, null)]
    [InlineData("FSK-16", RatingKind.Mapped, "R")]
    [InlineData("FSK 16", RatingKind.Mapped, "R")]
    [InlineData("FSK ab 12", RatingKind.Mapped, "PG-13")]
    [InlineData("Germany: FSK-18", RatingKind.Mapped, "NC-17")]
    [InlineData("DE:16", RatingKind.Mapped, "R")]
    [InlineData("SE:15 / SE:15+", RatingKind.Mapped, "R")]
    [InlineData("SE: 11", RatingKind.Mapped, "PG-13")]
    [InlineData("SE:7", RatingKind.Mapped, "PG")]
    [InlineData("CA-R", RatingKind.Mapped, "NC-17")]
    [InlineData("TV-MA", RatingKind.Mapped, "R")]
    [InlineData("US:TV-MA", RatingKind.Mapped, "R")]
    [InlineData("TV-MA (LSV)", RatingKind.Mapped, "R")]
    [InlineData("TV-Y7-FV", RatingKind.Mapped, "PG")]
    [InlineData("TV-14", RatingKind.Mapped, "R")]
    [InlineData("12A", RatingKind.Mapped, "PG-13")]
    [InlineData("MA15+", RatingKind.Mapped, "R")]
    [InlineData("MA 15+", RatingKind.Mapped, "R")]
    [InlineData("R18", RatingKind.Mapped, "NC-17")]
    [InlineData("PEGI 12", RatingKind.Mapped, "PG-13")]
    [InlineData("GB:PG", RatingKind.Mapped, "PG")]
    [InlineData("Unrated", RatingKind.Unrated, null)]
    [InlineData("Not Rated", RatingKind.Unrated, null)]
    [InlineData("Rated: NR", RatingKind.Unrated, null)]
    [InlineData("Approved", RatingKind.Unrated, null)]
    [InlineData("CA-C", RatingKind.Unknown, null)]
    [InlineData("PG-15", RatingKind.Unknown, null)]
    [InlineData("Restricted", RatingKind.Unknown, null)]
    [InlineData("SE:99", RatingKind.Unknown, null)]
    [InlineData("12 ans", RatingKind.Mapped, "PG-13")]
    [InlineData("FR:12 years", RatingKind.Mapped, "PG-13")]
    [InlineData("France: interdit aux moins de 16 ans", RatingKind.Mapped, "R")]
    [InlineData("FR:-12", RatingKind.Mapped, "PG-13")]
    [InlineData("FR:Tous publics", RatingKind.Mapped, "G")]
    [InlineData("FR:TP", RatingKind.Mapped, "G")]
    [InlineData("NL:AL", RatingKind.Mapped, "G")]
    [InlineData("tous publics", RatingKind.Mapped, "G")]
    [InlineData("ab 16 Jahren", RatingKind.Mapped, "R")]
    [InlineData("13+", RatingKind.Mapped, "PG-13")]
    [InlineData("18 years and over", RatingKind.Mapped, "NC-17")]
    [InlineData("7 years", RatingKind.Mapped, "PG")]
    [InlineData("13", RatingKind.Unknown, null)]
    [InlineData("TP", RatingKind.Unknown, null)]
    [InlineData("-13", RatingKind.Unknown, null)]
    [InlineData("12 to 16 years", RatingKind.Unknown, null)]
    [InlineData("8 9 years", RatingKind.Unknown, null)]
    [InlineData("90 years", RatingKind.Unknown, null)]
    [InlineData("years and years", RatingKind.Unknown, null)]
    [InlineData(":", RatingKind.Unknown, null)]
    [InlineData("--", RatingKind.Unknown, null)]
    [InlineData(" ", RatingKind.None, null)]
    [InlineData(null, RatingKind.None, null)]
    public void Of_Mpaa_IsWhatTheTextStates(string? text, RatingKind kind, string? level) => Check(text, Taxonomy.Mpaa, kind, level);

    [Theory]
    [InlineData("15", RatingKind.Own, "15")]
    [InlineData("12 Angry Men", RatingKind.Unknown, null)]
    [InlineData("12A", RatingKind.Own, "12")]
    [InlineData("UK:18+", RatingKind.Own, "18")]
    [InlineData("PG-13", RatingKind.Mapped, "15")]
    [InlineData("R", RatingKind.Mapped, "18")]
    [InlineData("AU:MA15+", RatingKind.Mapped, "15")]
    public void Of_Bbfc_IsWhatTheTextStates(string text, RatingKind kind, string? level) => Check(text, Bbfc, kind, level);

    [Theory]
    [InlineData("adult", RatingKind.Own, "adult")]
    [InlineData("XY:teen", RatingKind.Own, "teen")]
    [InlineData("FSK-16", RatingKind.Unknown, null)]
    public void Of_OwnLevels_MapsNothing(string text, RatingKind kind, string? level) => Check(text, Taxonomy.Create("own", ["kids", "teen", "adult"]), kind, level);

    [Theory]
    [InlineData("G / UNKNOWN", "UNKNOWN")]
    [InlineData("UNKNOWN|FSK-16;other", "UNKNOWN")]
    [InlineData("FR:TZ / R", "FR:TZ")]
    [InlineData("SE:15 / SE:15+", null)]
    [InlineData("G / Unrated", null)]
    [InlineData("Rated R for violence/gore", null)]
    [InlineData("TV-MA (L/S/V)", null)]
    [InlineData("PG-13 - language / violence", null)]
    [InlineData("UNKNOWN / other", null)]
    public void Of_SeveralRatings_TellsWhichNobodyKnows(string text, string? unread)
    {
        var reading = RatingReading.Of(text, Taxonomy.Mpaa);

        Assert.Equal(unread, reading.Unread);
        Assert.Equal(text != "UNKNOWN / other", reading.Level >= 0);
    }

    [Fact]
    public void Schemes_FindThemselvesByEverySpelling_AndAgesNeverFall()
    {
        foreach (var scheme in RatingSchemes.All)
        {
            Assert.Same(scheme, RatingSchemes.Of(scheme.Taxonomy));
            Assert.Equal(scheme.Ages.Order(), scheme.Ages);
            foreach (var rating in scheme.Ratings)
            {
                foreach (var spelling in (string[])[rating.Name, .. rating.Spellings])
                    Assert.Equal((RatingKind.Own, rating.Level), (RatingReading.Of(spelling, scheme.Taxonomy).Kind, RatingReading.Of(spelling, scheme.Taxonomy).Level));
            }
        }
    }

    [Fact]
    public void Mapping_NeverMakesMilder_AndKeepsOrder()
    {
        foreach (var from in RatingSchemes.All)
        {
            foreach (var to in RatingSchemes.All)
            {
                var map = SchemeMapping.ByAge(from, to);
                Assert.Equal(map.Order(), map);
                for (var level = 0; level < map.Length; level++)
                    Assert.True(to.Ages[map[level]] >= from.Ages[level] || map[level] == to.Ages.Length - 1, $"{from.Id} {from.Taxonomy[level]} became {to.Id} {to.Taxonomy[map[level]]}");
            }
        }
    }

    [Theory]
    [InlineData(">=R", ">=15")]
    [InlineData(">=PG-13", ">=12")]
    [InlineData("<=PG", "<=12")]
    [InlineData("PG..PG-13", "PG..15")]
    [InlineData("NC-17", ">=18")]
    [InlineData("G", "U")]
    public void Map_OfALevelSet_ClaimsNoMoreThanItDid(string set, string expected)
    {
        var mapped = SchemeMapping.Map(LevelSet.Parse(set, Taxonomy.Mpaa), RatingSchemes.Find("mpaa")!, RatingSchemes.Find("bbfc")!);

        Assert.Equal(LevelSet.Parse(expected, Bbfc), mapped);
    }

    [Theory]
    [InlineData(new[] { 1, 1, 3, -1 }, 0, 3)]
    [InlineData(new[] { 1, 1, 1, 3 }, 0.25, 3)]
    [InlineData(new[] { 1, 1, 1, 3, -1, -1 }, 0.3, 1)]
    [InlineData(new[] { 0, 2, 3, 4 }, 0.5, 3)]
    [InlineData(new[] { 0, 2, 3, 4 }, 1, 0)]
    [InlineData(new[] { -1, -1 }, 0.5, -1)]
    [InlineData(new int[0], 0, -1)]
    public void Series_IsTheStrictestThatEnoughEpisodesReach(int[] levels, double share, int expected) => Assert.Equal(expected, SeriesLevel.Of(levels, share));

    private static void Check(string? text, Taxonomy taxonomy, RatingKind kind, string? level)
    {
        var reading = RatingReading.Of(text, taxonomy);

        Assert.Equal((kind, level), (reading.Kind, reading.Level < 0 ? null : taxonomy[reading.Level]));
    }
}
