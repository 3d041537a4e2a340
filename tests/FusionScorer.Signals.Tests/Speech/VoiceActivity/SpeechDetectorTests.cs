using FusionScorer.Signals.Speech.VoiceActivity;

namespace FusionScorer.Signals.Tests.Speech.VoiceActivity;

public sealed class SpeechDetectorTests
{
    [Fact]
    public void Add_FourSilentWindows_EndAtTheFirst() =>
        Assert.Equal([new SpeechSpan(2, 6, GoesOn: false)], Spans([0.1f, 0.4f, 0.6f, 0.9f, 0.9f, 0.9f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f]));

    [Fact]
    public void Add_ThreeSilentWindows_GoesOn() =>
        Assert.Equal([new SpeechSpan(0, 8, GoesOn: false)], Spans([0.9f, 0.9f, 0.9f, 0.1f, 0.1f, 0.1f, 0.9f, 0.9f]));

    [Fact]
    public void Add_BetweenTheThresholds_NeitherStartsNorEnds() =>
        Assert.Equal([new SpeechSpan(1, 9, GoesOn: false)], Spans([0.49f, 0.5f, 0.4f, 0.4f, 0.4f, 0.4f, 0.4f, 0.4f, 0.4f]));

    [Fact]
    public void Add_ShortClick_IsNoSpeech() => Assert.Empty(Spans([0.9f, 0.9f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f]));

    [Fact]
    public void Add_LongerThanAllowed_IsCutWhereSpeechIsLeastLikely()
    {
        var probabilities = Enumerable.Repeat(0.9f, 100).ToArray();
        probabilities[25] = 0.6f;
        probabilities[5] = 0.5f;

        var spans = Spans(probabilities, longest: 30);

        Assert.Equal(new SpeechSpan(0, 25, GoesOn: true), spans[0]);
        Assert.Equal(100, spans[^1].End);
        Assert.False(spans[^1].GoesOn);
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.All(spans, span => Assert.InRange(span.End - span.Start, 1, 30));
    }

    private static List<SpeechSpan> Spans(float[] probabilities, int longest = 900)
    {
        var detector = new SpeechDetector(longest);
        var spans = new List<SpeechSpan>();
        foreach (var probability in probabilities)
        {
            if (detector.Add(probability) is { } span)
                spans.Add(span);
        }

        if (detector.End() is { } last)
            spans.Add(last);
        return spans;
    }
}
