using FusionScorer.Core.Clips;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Tests.Voting;

public class FeatureTableTests
{
    [Fact]
    public void Set_Number_MarksItsSignalPresent()
    {
        var table = new FeatureTable(2);
        table.Set(1, "captions.strong", 3);
        Assert.Equal(3, table.Get(1, "captions.strong"));
        Assert.True(table.IsPresent(1, "captions"));
        Assert.False(table.IsPresent(0, "captions"));
        Assert.True(float.IsNaN(table.Get(0, "captions.strong")));
        Assert.Equal([false, true], table.Presence("captions").ToArray());
    }

    [Fact]
    public void Set_NaN_LeavesTheSignalMissing()
    {
        var table = new FeatureTable(1);
        table.Set(0, "captions.strong", float.NaN);
        Assert.False(table.IsPresent(0, "captions"));
        Assert.Empty(table.Columns);
    }

    [Fact]
    public void Get_GenreOfClipWithOtherGenres_IsZero()
    {
        var table = new FeatureTable(2);
        table.Set(0, "genre.horror", 1);
        Assert.Equal(0, table.Get(0, "genre.family"));
        Assert.True(float.IsNaN(table.Get(1, "genre.family")));
    }

    [Fact]
    public void MarkPresent_WithoutNumbers_IsPresentAndMissingValued()
    {
        var table = new FeatureTable(1);
        table.MarkPresent(0, "speech");
        Assert.True(table.IsPresent(0, "speech"));
        Assert.True(float.IsNaN(table.Get(0, "speech.words")));
        Assert.Empty(table.Column("speech.words").ToArray());
    }

    [Theory]
    [InlineData("Science Fiction", "genre.science-fiction")]
    [InlineData("Film-Noir!", "genre.film-noir")]
    [InlineData("  R&B / Soul ", "genre.r-b-soul")]
    public void OfGenre_Name_IsASlug(string genre, string feature) => Assert.Equal(feature, FeatureName.OfGenre(genre));

    [Theory]
    [InlineData("captions.strong", true)]
    [InlineData("captions", false)]
    [InlineData(".strong", false)]
    [InlineData("captions.", false)]
    public void IsValid_Name_NeedsSignalAndFeature(string name, bool valid) => Assert.Equal(valid, FeatureName.IsValid(name));
}
