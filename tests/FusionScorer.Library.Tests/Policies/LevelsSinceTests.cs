using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Library.Policies;

namespace FusionScorer.Library.Tests.Policies;

public sealed class LevelsSinceTests
{
    private const string Functions = "functions:\n  f:\n    signal: captions\n    rules:\n      - when captions.strong >= 5 then R\n";
    private const string Levels = "taxonomy:\n  name: mpaa\n  levels: [G, PG, PG-13, R, NC-17]\n";

    [Fact]
    public void Parse_Since_GivesItsYearToEachNamedLevelAndNoneToTheRest()
    {
        var policy = Parse("  since: {nc-17: 1990, PG-13: 1984}\n");
        Assert.Equal([double.NegativeInfinity, double.NegativeInfinity, 1984, double.NegativeInfinity, 1990], policy.LevelsSince.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("  since: {}\n")]
    public void Parse_NoSince_IsEmpty(string since)
    {
        Assert.Empty(Parse(since).LevelsSince);
        Assert.DoesNotContain("since:", PolicyText.Of(Parse(since)), StringComparison.Ordinal);
        Assert.Equal(PolicyText.Hash(Parse("")), PolicyText.Hash(Parse(since)));
    }

    [Fact]
    public void Parse_NoTaxonomy_IsEmpty() => Assert.Empty(PolicyReader.Parse("p", Functions).LevelsSince);

    [Fact]
    public void Of_Since_WritesLevelsInTheirOrder()
    {
        var text = PolicyText.Of(Parse("  since: {NC-17: 1990, pg-13: 1984.0}\n"));
        Assert.Contains("\n  since: {PG-13: 1984, NC-17: 1990}\n", text, StringComparison.Ordinal);
        Assert.Equal(PolicyText.Hash(Parse("  since:\n    PG-13: 1984\n    NC-17: 1990\n")), PolicyText.Hash(PolicyReader.Parse("p", text)));
        Assert.NotEqual(PolicyText.Hash(Parse("")), PolicyText.Hash(PolicyReader.Parse("p", text)));
    }

    [Fact]
    public void Of_AnyYears_ReadBackEqual()
    {
        var years = Gen.ArrayOf(Gen.Choose(1300, 2100), 5);
        Prop.ForAll(years.ToArbitrary(), drawn =>
        {
            // Below the range of years stands for none.
            var since = drawn.Select(year => year < 1800 ? double.NegativeInfinity : year).ToArray();
            var policy = Parse("") with { LevelsSince = [.. since] };
            var read = PolicyReader.Parse("p", PolicyText.Of(policy));
            Assert.Equal(Array.TrueForAll(since, double.IsInfinity) ? [] : since, read.LevelsSince.ToArray());
            Assert.Empty(PolicyDiff.Between(policy, read));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Between_OtherYears_ShowsBoth()
    {
        Policy none = Parse(""), one = Parse("  since: {PG-13: 1984}\n"), two = Parse("  since: {PG-13: 1985, NC-17: 1990}\n");
        Assert.Equal("levels since: always → PG-13 1984", Assert.Single(PolicyDiff.Between(none, one)));
        Assert.Equal("levels since: PG-13 1984 → PG-13 1985, NC-17 1990", Assert.Single(PolicyDiff.Between(one, two)));
        Assert.Equal("levels since: PG-13 1984 → always", Assert.Single(PolicyDiff.Between(one, none)));
        Assert.Empty(PolicyDiff.Between(two, two with { LevelsSince = [.. two.LevelsSince] }));
    }

    [Theory]
    [InlineData("  since: {PG-13: 1700}\n", 4, "the year of PG-13 1700 is outside [1800, 3000]")]
    [InlineData("  since: {PG-13: 3001}\n", 4, "the year of PG-13 3001 is outside [1800, 3000]")]
    [InlineData("  since: {PG-13: 1984.5}\n", 4, "the year of PG-13 1984.5 is not a whole number")]
    [InlineData("  since:\n    G: 1968\n    PG-13: soon\n", 6, "the year of PG-13 'soon' is not a number")]
    [InlineData("  since:\n    G: 1968\n    M: 1968\n", 6, "unknown level 'M'; the levels are G, PG, PG-13, R, NC-17")]
    [InlineData("  since: 1984\n", 4, "taxonomy.since is text; write keys with values under it")]
    [InlineData("  since: [1984]\n", 4, "taxonomy.since is a list; write keys with values under it")]
    [InlineData("  sinse: {PG-13: 1984}\n", 4, "unknown key 'sinse' in taxonomy; did you mean 'since'?")]
    public void Parse_BadSince_NamesFileLineAndMend(string since, int line, string message) =>
        Assert.StartsWith($"p:{line}: {message}", Faults.Of(() => Parse(since)), StringComparison.Ordinal);

    private static Policy Parse(string since) => PolicyReader.Parse("p", Levels + since + Functions);
}
