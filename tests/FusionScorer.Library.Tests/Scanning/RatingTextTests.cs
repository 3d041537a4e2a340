using FusionScorer.Core.Levels;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Tests.Scanning;

public sealed class RatingTextTests
{
    [Theory]
    [InlineData("R", "R")]
    [InlineData("Rated PG-13", "PG-13")]
    [InlineData("US:R", "R")]
    [InlineData("Rated: R", "R")]
    [InlineData("PG-13 for violence and some language", "PG-13")]
    [InlineData("MPAA: Rated NC17", "NC-17")]
    [InlineData("usa : pg 13", "PG-13")]
    [InlineData("GB:15 / US:PG", "PG")]
    [InlineData("R-rated", "R")]
    [InlineData("PG (parental guidance)", "PG")]
    [InlineData("GB:PG", null)]
    [InlineData("Not Rated", null)]
    [InlineData("Unrated", null)]
    [InlineData("Restricted", null)]
    [InlineData("PG-15", null)]
    [InlineData("TV-MA", null)]
    [InlineData("Great film", null)]
    [InlineData("7.5", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Level_OfMpaa_IsTheStatedLevel(string? text, string? expected) =>
        Assert.Equal(expected, RatingText.Level(text, Taxonomy.Mpaa) is { } level ? Taxonomy.Mpaa[level] : null);

    [Fact]
    public void Level_OtherTaxonomy_TakesItsOwnCountry() => Assert.Equal(1, RatingText.Level("GB:15", Taxonomy.Create("bbfc", ["12", "15", "18"])));
}
