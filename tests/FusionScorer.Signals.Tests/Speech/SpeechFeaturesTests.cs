using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Signals.Profanity;
using FusionScorer.Signals.Speech;

namespace FusionScorer.Signals.Tests.Speech;

public sealed class SpeechFeaturesTests
{
    private static readonly LexiconSet Lexicons = LexiconSet.Load(projectFolder: null);

    [Fact]
    public void Of_ProfaneWord_EvidenceHasItsTimes()
    {
        var reading = Read(Segment("well damn, that's hell of a day", 0.1, -0.2));

        Assert.Equal(
            [new Evidence("speech", "mild", 0.25, "well damn, that's hell of a day", 1100, 1190), new Evidence("speech", "mild", 0.25, "well damn, that's hell of a day", 1300, 1390)],
            reading.Evidence);
        Assert.Equal(7f, reading.Features["speech.words"]);
        Assert.Equal(2f, reading.Features["speech.mild"]);
        Assert.Equal(0f, reading.Features["speech.strong"]);
    }

    [Theory]
    [InlineData(0.61, -1.01, 0)]
    [InlineData(0.60, -1.01, 1)]
    [InlineData(0.61, -1.00, 1)]
    [InlineData(0.99, -0.10, 1)]
    [InlineData(0.01, -3.00, 1)]
    public void Of_DoubtfulSegment_NeitherWordsNorHits(double noSpeech, double logProbability, int counted)
    {
        var reading = Read(Segment("damn it", noSpeech, logProbability));

        Assert.Equal(ReadingStatus.Read, reading.Status);
        Assert.Equal(counted, reading.Evidence.Count);
        Assert.Equal(2f * counted, reading.Features["speech.words"]);
    }

    [Fact]
    public void Of_WordsDoNotSpellTheText_SegmentTimes()
    {
        var segment = Segment("damn it", 0, 0) with { Words = [new TranscriptWord("other", 1500, 1600, 1)] };

        Assert.Equal((1000, 5000), Assert.Single(Read(segment).Evidence) is var fact ? ((int)fact.StartMs!, (int)fact.EndMs!) : default);
    }

    [Fact]
    public void Of_LanguageWithoutLexicon_Missing()
    {
        var reading = SpeechFeatures.Of(new SpeechObservation("de", 1, 1, [], Note: null), Lexicons, new SpeechOptions());

        Assert.Equal(ReadingStatus.Missing, reading.Status);
        Assert.Empty(reading.Features);
    }

    private static SignalReading Read(TranscriptSegment segment) =>
        SpeechFeatures.Of(new SpeechObservation("en", 10, 5, [segment], Note: null), Lexicons, new SpeechOptions());

    // Each word starts 100 ms after the one before and takes 90 ms.
    private static TranscriptSegment Segment(string text, double noSpeech, double logProbability) => new(
        1000,
        5000,
        text,
        noSpeech,
        logProbability,
        text.Split(' ').Select((word, i) => new TranscriptWord(word, 1000 + (i * 100), 1090 + (i * 100), 0.9)).ToImmutableArray());
}
