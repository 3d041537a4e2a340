using System.Diagnostics;
using FusionScorer.Core.Clips;
using FusionScorer.Signals.Profanity;

namespace FusionScorer.Signals.Tests.Profanity;

public class ProfanityFeaturesTests
{
    private static readonly ProfanityMatcher English = LexiconSet.Load(projectFolder: null).Matcher("en")!;

    [Fact]
    public void Of_SeveralHitsInOneText_CountsEach()
    {
        var reading = ProfanityFeatures.Of("speech", English, [new TimedText(5, 9, "fuck, damn, fuck", "shown"), new TimedText(10, 12, "fine", "fine")]);

        Assert.Equal((2f, 1f, 4f), (reading.Features["speech.strong"], reading.Features["speech.mild"], reading.Features[ProfanityFeatures.Words("speech")]));
        Assert.Equal(3, reading.Evidence.Count);
        Assert.Equal(new Evidence("speech", "strong", 0.8, "shown", 5, 9), reading.Evidence[0]);
    }

    [Fact]
    public void Of_FilmOfTenThousandWords_TakesMilliseconds()
    {
        var film = Enumerable.Range(0, 1250).Select(i => new TimedText(i, i + 1, "So I told him to sail away, you damn fool.", "")).ToList();
        ProfanityFeatures.Of("captions", English, film);
        var clock = Stopwatch.StartNew();

        var reading = ProfanityFeatures.Of("captions", English, film);

        Assert.Equal(1250, reading.Features["captions.mild"]);
        Assert.Equal(12_500, reading.Features["captions.words"]);
        Assert.True(clock.ElapsedMilliseconds < 500, $"took {clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Score_GrowsWithSeverity() =>
        Assert.Equal([0.25, 0.5, 0.8, 0.9, 0.6], SeverityExtensions.All.Select(severity => severity.Score()));
}
