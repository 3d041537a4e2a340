using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Signals.Nudity;

namespace FusionScorer.Signals.Tests.Nudity;

public sealed class NudityFeaturesTests
{
    [Fact]
    public void Read_SomeFramesAboveTheThreshold_CountsSharesSecondsAndRuns()
    {
        // Every two seconds; nudity at 2 to 4 s and at 8 s.
        var reading = NudityFeatures.Read(Observation(9000, 0.1, 0.5, 0.75, 0.2, 0.6));

        Assert.Equal(ReadingStatus.Read, reading.Status);
        Assert.Equal(0.75f, reading.Features["nudity.max_score"], 1e-6);
        Assert.Equal(0.43f, reading.Features["nudity.top5_mean"], 1e-6);
        Assert.Equal(0.6f, reading.Features["nudity.share"], 1e-6);
        Assert.Equal(2, reading.Features["nudity.runs"]);

        // 1 to 5 s, and 7 to 9 s.
        Assert.Equal(6, reading.Features["nudity.seconds"], 1e-6);
        Assert.Equal(0.05f, reading.Features["nudity.sexy"], 1e-6);
    }

    [Fact]
    public void Read_NothingSeen_IsZeroAndNoEvidence()
    {
        var reading = NudityFeatures.Read(Observation(6000, 0.01, 0, 0.02));

        Assert.Empty(reading.Evidence);
        Assert.Equal(0, reading.Features["nudity.share"]);
        Assert.Equal(0, reading.Features["nudity.seconds"]);
        Assert.Equal(0, reading.Features["nudity.runs"]);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(1500L, 1.5)]
    public void Read_OneFrameOnly_StandsForAnIntervalWithinTheClip(long? duration, double seconds)
    {
        var observation = new NudityObservation(duration, 2000, [new(1000, 0.9, 0, 0)], [], null);
        Assert.Equal(seconds, NudityFeatures.Read(observation).Features["nudity.seconds"], 1e-6);
    }

    [Fact]
    public void Read_ManyFrames_EvidenceIsTheStrongestInOrderOfTime()
    {
        var reading = NudityFeatures.Read(Observation(60_000, 0.3, 0.9, 0.1, 0.8, 0.7, 0.6, 0.95, 0.25));

        Assert.Equal([2000L, 6000, 8000, 10_000, 12_000], reading.Evidence.Select(fact => fact.StartMs!.Value));
        Assert.All(reading.Evidence, fact => Assert.Equal(("nudity", "nudity"), (fact.Signal, fact.Kind)));
        Assert.Equal(0.95, reading.Evidence[^1].Score, 1e-9);
        Assert.Contains("porn 0.95", reading.Evidence[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RevealingFrame_IsEvidenceOfItsOwnKind()
    {
        var observation = new NudityObservation(4000, 2000, [new(0, 0.1, 0.05, 0.8), new(2000, 0.3, 0.4, 0.1)], [], null);
        var reading = NudityFeatures.Read(observation);

        Assert.Equal([("sexy", 0L, 0.8), ("nudity", 2000L, 0.7)], reading.Evidence.Select(fact => (fact.Kind, fact.StartMs!.Value, Math.Round(fact.Score, 6))));
        Assert.Equal(0.7f, reading.Features["nudity.max_score"], 1e-6);
    }

    [Fact]
    public void Parse_OwnJson_IsTheSame()
    {
        var observation = new NudityObservation(null, 2000, [new(0, 0.1234, 0.5, 0)], [new(0, "a-0.png")], "the file ends early");
        var back = NudityObservation.Parse(observation.ToJson());

        Assert.Equal(observation.Frames.ToArray(), back.Frames.ToArray());
        Assert.Equal(observation.Thumbnails.ToArray(), back.Thumbnails.ToArray());
        Assert.Equal(observation.Note, back.Note);
        Assert.Equal(observation.ToJson(), back.ToJson());
    }

    private static NudityObservation Observation(long duration, params double[] scores) => new(
        duration, 2000, [.. scores.Select((score, i) => new NudityFrame(i * 2000, score, 0, 0.05))], ImmutableArray<NudityThumbnail>.Empty, null);
}
