using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Tests.Levels;

/// <summary>Levels of somebody's own, with ages and spellings.</summary>
public sealed class OwnSchemeTests
{
    private static readonly Taxonomy Plain = Taxonomy.Create("house", ["calm", "teen", "strong", "late"]);
    private static readonly Taxonomy Aged = Plain.WithAges([0, 12, 16, 18]);

    [Theory]
    [InlineData("R", RatingKind.Mapped, "late")]
    [InlineData("US:PG-13", RatingKind.Mapped, "strong")]
    [InlineData("DE:FSK-12", RatingKind.Mapped, "teen")]
    [InlineData("SE:15", RatingKind.Mapped, "strong")]
    [InlineData("teen", RatingKind.Own, "teen")]
    [InlineData("XX:Teen", RatingKind.Own, "teen")]
    [InlineData("CA-C", RatingKind.Unknown, null)]
    public void RatingsOfOthers_AreMappedByItsAges(string text, RatingKind kind, string? level)
    {
        var reading = RatingReading.Of(text, Aged);

        Assert.Equal((kind, level), (reading.Kind, reading.Level < 0 ? null : Aged[reading.Level]));
    }

    [Fact]
    public void WithoutAges_NothingMaps()
    {
        Assert.Null(RatingSchemes.Of(Plain));
        Assert.Equal(RatingKind.Unknown, RatingReading.Of("R", Plain).Kind);
        Assert.Equal(Plain, Aged);
    }

    [Fact]
    public void ItsLevels_MapToOthers() =>
        Assert.Equal(["G", "PG-13", "R", "NC-17"], SchemeMapping.ByAge(RatingSchemes.Of(Aged)!, RatingSchemes.Find("mpaa")!).Select(level => Taxonomy.Mpaa[level]));

    [Theory]
    [InlineData("Y 12", "teen")]
    [InlineData("rated y12 for language", "teen")]
    [InlineData("nightly", "late")]
    [InlineData("night", null)]
    public void Spellings_AreItsOwn_WithAndWithoutAges(string text, string? level)
    {
        foreach (var taxonomy in (Taxonomy[])[Plain, Aged])
        {
            var spelt = taxonomy.WithSpellings([[], ["Y-12"], [], ["nightly"]]);
            var reading = RatingReading.Of(text, spelt);

            Assert.Equal((level is null ? RatingKind.Unknown : RatingKind.Own, level), (reading.Kind, reading.Level < 0 ? null : spelt[reading.Level]));
        }
    }

    // Stated ages stand over those that ship; what sources write stays known.
    [Fact]
    public void ShippedLevels_WithAgesOfOnesOwn_StayTheirScheme()
    {
        var strict = Taxonomy.Mpaa.WithAges([0, 6, 12, 16, 18]);

        Assert.Equal((RatingKind.Own, 1), (RatingReading.Of("US:GP", strict).Kind, RatingReading.Of("US:GP", strict).Level));
        Assert.Equal("R", strict[RatingReading.Of("FSK-16", strict).Level]);
        Assert.Equal("NC-17", Taxonomy.Mpaa[RatingReading.Of("GB:18", Taxonomy.Mpaa).Level]);
    }

    [Theory]
    [InlineData(new[] { 0, 12, 16 }, "4 levels have 4 ages, not 3")]
    [InlineData(new[] { 0, 12, 10, 18 }, "strong is stricter than teen, so its age cannot be lower (10 after 12)")]
    [InlineData(new[] { 0, 12, 16, 100 }, "the age of late is 100; ages lie between 0 and 99")]
    public void WithAges_OfNoOrder_Throws(int[] ages, string message) => Assert.Equal(message, Assert.Throws<FormatException>(() => Plain.WithAges(ages)).Message);

    [Theory]
    [InlineData("Teen", "'Teen' means both calm and teen")]
    [InlineData("same", "'same' means both calm and late")]
    [InlineData("a/b", "'a/b' cannot be a spelling of calm: it is not empty and holds none of / | ;")]
    public void WithSpellings_OfTwoMeanings_Throws(string spelling, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Plain.WithSpellings([[spelling], [], [], ["SAME"]])).Message);

    // A bar becomes the bar of its age, advice stays advice: Australia has M (advice) and MA15+ (a bar) from 15.
    [Theory]
    [InlineData("GB:15", "MA15+")]
    [InlineData("SE:15", "MA15+")]
    [InlineData("US:TV-14", "M")]
    [InlineData("US:PG-13", "M")]
    [InlineData("DE:FSK-12", "MA15+")]
    [InlineData("GB:18", "R18+")]
    public void Bars_BecomeBars(string text, string level)
    {
        var acb = RatingSchemes.Find("acb")!.Taxonomy;

        Assert.Equal(level, acb[RatingReading.Of(text, acb).Level]);
    }

    [Theory]
    [InlineData("<=15", "<=MA15+")]
    [InlineData("<=PG", "<=PG")]
    public void UpperBounds_AreNoMilder_WhereTheyBind(string set, string expected)
    {
        RatingScheme bbfc = RatingSchemes.Find("bbfc")!, acb = RatingSchemes.Find("acb")!;

        Assert.Equal(LevelSet.Parse(expected, acb.Taxonomy), SchemeMapping.Map(LevelSet.Parse(set, bbfc.Taxonomy), bbfc, acb));
    }
}
