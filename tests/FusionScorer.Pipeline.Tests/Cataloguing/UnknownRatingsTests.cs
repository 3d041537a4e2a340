using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;

namespace FusionScorer.Pipeline.Tests.Cataloguing;

public sealed class UnknownRatingsTests
{
    [Fact]
    public void Warnings_RatingsThatNobodyReads_AreToldOnceEachAndOthersAreNot()
    {
        string?[] stated = ["PG-13", "CA-C", null, "CA-C / US:PG", "Unrated", "CA-C", "R for violence / gore", "12 ans"];
        var clips = stated.Select((rating, i) => new Clip(i + 1, $"c{i}", "films", $"{i}.mp4", Fingerprint: null, ClipMetadata.Empty with { Rating = rating }));

        var warnings = UnknownRatings.Warnings(clips, Taxonomy.Mpaa);

        Assert.Equal(
            [
                "films:1.mp4 and 1 more: the stated rating 'CA-C' is of no scheme that is known, and counts for nothing; see fusion schemes",
                "films:3.mp4: of the stated rating 'CA-C / US:PG', 'CA-C' is of no scheme that is known, and counts for nothing; the rest counts; see fusion schemes",
            ],
            warnings);
    }
}
