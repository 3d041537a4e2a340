using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Tests.Levels;

public class LevelTests
{
    [Theory]
    [InlineData("R", 0b01000)]
    [InlineData(">=PG-13", 0b11100)]
    [InlineData("<=PG", 0b00011)]
    [InlineData("PG..R", 0b01110)]
    [InlineData(" g | nc-17 ", 0b10001)]
    [InlineData("R..R", 0b01000)]
    public void Parse_EachForm_GivesItsMembers(string text, int bits) => Assert.Equal((uint)bits, LevelSet.Parse(text, Taxonomy.Mpaa).Bits);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("X", "the levels are G, PG, PG-13, R, NC-17")]
    [InlineData("R..PG", "runs downwards")]
    [InlineData("G|", "unknown level ''")]
    public void Parse_Fault_SaysWhat(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => LevelSet.Parse(text, Taxonomy.Mpaa)).Message, StringComparison.Ordinal);

    [Fact]
    public void Format_AnySet_ParsesBack() => Prop.ForAll(Gen.Choose(1, 31).ToArbitrary(), bits =>
    {
        var set = LevelSet.FromBits((uint)bits);
        Assert.Equal(set, LevelSet.Parse(set.Format(Taxonomy.Mpaa), Taxonomy.Mpaa));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void LevelSet_Members_AgreeWithItsMeasures()
    {
        var set = LevelSet.Range(1, 3);
        Assert.Equal((3, 1, 3, false), (set.Count, set.Lowest, set.Highest, set.IsEmpty));
        Assert.True(set.Contains(1));
        Assert.False(set.Contains(4));
        Assert.Equal((0, 32, -1, true), (default(LevelSet).Count, default(LevelSet).Lowest, default(LevelSet).Highest, default(LevelSet).IsEmpty));
        Assert.Equal((1u << 20) - 1, LevelSet.All(Taxonomy.MaxLevels).Bits);
    }

    [Theory]
    [InlineData("G")]
    [InlineData("G,g")]
    [InlineData("G,P|G")]
    [InlineData("G,")]
    [InlineData("G,A..B")]
    public void Create_ImpossibleLevels_Throws(string levels) => Assert.Throws<FormatException>(() => Taxonomy.Create("t", levels.Split(',')));

    [Fact]
    public void Taxonomy_SameLevelsUnderAnotherName_AreEqual()
    {
        var other = Taxonomy.Create("other", Taxonomy.Mpaa.Levels);
        Assert.Equal(Taxonomy.Mpaa, other);
        Assert.Equal(Taxonomy.Mpaa.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(Taxonomy.Mpaa, Taxonomy.Create("mpaa", Taxonomy.Mpaa.Levels.Reverse()));
    }

    [Fact]
    public void TryParse_OtherCase_FindsTheLevel()
    {
        Assert.True(Taxonomy.Mpaa.TryParse(" pg-13 ", out var level));
        Assert.Equal(2, level);
        Assert.False(Taxonomy.Mpaa.TryParse("PG13", out level));
        Assert.Equal(-1, level);
    }
}
