using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Signals.Genre;
using FusionScorer.Signals.Metadata;
using FusionScorer.Signals.People;
using FusionScorer.Signals.Viewers;

namespace FusionScorer.Signals.Tests;

public class TabularFeaturesTests
{
    [Fact]
    public void Genre_NamedGenres_BecomeOnes()
    {
        var reading = GenreFeatures.Of(new ClipMetadata(Genres: ["Horror", "Sci-Fi & Fantasy", "!!!"]));

        Assert.Equal(["genre.horror", "genre.sci-fi-fantasy"], reading.Features.Keys.Order(StringComparer.Ordinal));
        Assert.All(reading.Features.Values, value => Assert.Equal(1, value));
    }

    [Fact]
    public void Genre_NoneNamed_IsMissing()
    {
        Assert.Equal((ReadingStatus.Missing, "no genres"), Said(GenreFeatures.Of(ClipMetadata.Empty)));
        Assert.Equal((ReadingStatus.Missing, "no genres"), Said(GenreFeatures.Of(new ClipMetadata(Genres: ["?"]))));
    }

    [Fact]
    public void Metadata_YearAndDuration_BecomeFeatures()
    {
        var reading = MetadataFeatures.Of(new ClipMetadata(Year: 1999, DurationMinutes: 95.5));

        Assert.Equal((1999f, 95.5f), (reading.Features["metadata.year"], reading.Features["metadata.duration_min"]));
    }

    [Fact]
    public void Metadata_NothingKnown_IsMissing() =>
        Assert.Equal((ReadingStatus.Missing, "no year and no duration"), Said(MetadataFeatures.Of(new ClipMetadata(DurationMinutes: double.NaN))));

    [Fact]
    public void People_Mix_GivesSharesAndTheirSums()
    {
        var features = PeopleFeatures.Of(Taxonomy.Mpaa, [0.1, 0.2, 0.3, 0.4, 0], 7.5);

        Assert.Equal(0.3f, features["people.p[PG-13]"]);
        Assert.Equal(0.4f, features["people.atleast[R]"], 6);
        Assert.Equal(0.9f, features["people.atleast[PG]"], 6);
        Assert.Equal(1f, features["people.atleast[G]"], 6);
        Assert.Equal(0f, features[PeopleFeatures.Share("NC-17")]);
        Assert.Equal(7.5f, features[PeopleFeatures.Support]);
        Assert.Equal(11, features.Count);
        Assert.Equal(ReadingStatus.Read, PeopleFeatures.Reading(Taxonomy.Mpaa, [0.1, 0.2, 0.3, 0.4, 0], 7.5).Status);
    }

    [Fact]
    public void Viewers_Mix_GoesUnderItsOwnName()
    {
        var features = ViewersFeatures.Of(Taxonomy.Mpaa, [0, 0, 1, 0, 0], 2);

        Assert.Equal((1f, 1f, 0f), (features["viewers.p[PG-13]"], features["viewers.atleast[PG-13]"], features[ViewersFeatures.AtLeast("R")]));
        Assert.All(features.Keys, name => Assert.StartsWith("viewers.", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_NoKnownNeighbour_IsMissing()
    {
        Assert.Empty(PeopleFeatures.Of(Taxonomy.Mpaa, [0, 0, 0, 0, 0], 0));
        Assert.Equal((ReadingStatus.Missing, "no known neighbour"), Said(PeopleFeatures.Reading(Taxonomy.Mpaa, [1, 0, 0, 0, 0], 0)));
        Assert.Equal((ReadingStatus.Missing, "no known neighbour"), Said(ViewersFeatures.Reading(Taxonomy.Mpaa, [1, 0, 0, 0, 0], double.NaN)));
    }

    [Fact]
    public void Links_MixOfAnotherTaxonomy_Throws() =>
        Assert.Throws<ArgumentException>(() => PeopleFeatures.Of(Taxonomy.Mpaa, [0.5, 0.5], 1));

    private static (ReadingStatus Status, string? Reason) Said(SignalReading reading) => (reading.Status, reading.Reason);
}
