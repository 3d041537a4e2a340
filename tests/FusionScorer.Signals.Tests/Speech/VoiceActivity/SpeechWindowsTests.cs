using System.Collections.Immutable;
using FusionScorer.Signals.Speech;
using FusionScorer.Signals.Speech.VoiceActivity;

namespace FusionScorer.Signals.Tests.Speech.VoiceActivity;

public sealed class SpeechWindowsTests
{
    private const int Rate = SpeechWindows.SampleRate;

    [Fact]
    public void Windows_SilenceOrNoise_None()
    {
        Assert.Empty(Windows(SpeechKit.Silence(40)).Windows);
        Assert.Empty(Windows(SpeechKit.Noise(40, 0.05f)).Windows);
        Assert.Empty(Windows([]).Windows);
    }

    [Fact]
    public void Windows_LongSilencesBetween_AreLeftOut()
    {
        var clip = SpeechKit.Sample("seen_0025");
        float[] samples = [.. SpeechKit.Silence(60), .. clip, .. SpeechKit.Silence(45), .. clip, .. SpeechKit.Silence(30)];

        var (windows, cutter) = Windows(samples);

        var window = Assert.Single(windows);
        Assert.InRange(window.Samples.Length, clip.Length, (2 * clip.Length) + (2 * Rate));
        Assert.InRange(cutter.Spoken, clip.Length, 2 * clip.Length);
        Assert.Equal(samples.Length, cutter.Heard);
    }

    [Fact]
    public void Windows_MuchSpeech_EachAtMostThirtySecondsAndNothingTwice()
    {
        var samples = Talk(150);

        var (windows, _) = Windows(samples);

        Assert.InRange(windows.Count, 5, 8);
        Assert.All(windows, window => Assert.InRange(window.Samples.Length, 1, SpeechWindows.MaxSamples));
        var last = -1L;
        foreach (var (start, end) in windows.Select(window => (At(window, 0), At(window, window.Samples.Length / 16))))
        {
            Assert.True(start >= last, $"{start} lies before {last}");
            last = end;
        }
    }

    [Fact]
    public void InClip_EveryMillisecond_IsTheVerySampleOfTheClip()
    {
        float[] samples = [.. SpeechKit.Silence(7.3), .. Talk(40), .. SpeechKit.Silence(11.7), .. SpeechKit.Sample("seen_0023"), .. SpeechKit.Silence(3)];

        var (windows, _) = Windows(samples);

        Assert.True(windows.Count >= 2);
        foreach (var window in windows)
        {
            for (var ms = 0; ms < window.Samples.Length / 16; ms++)
            {
                // Parts start on any sample, not on whole milliseconds.
                var there = (int)At(window, ms) * 16;
                var found = samples.AsSpan(there, Math.Min(16, samples.Length - there)).Contains(window.Samples.Span[ms * 16]);
                Assert.True(found, $"millisecond {ms} is not at {there}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(777)]
    [InlineData(500_000)]
    public void Windows_OtherPieces_SameWindows(int piece)
    {
        float[] samples = [.. SpeechKit.Silence(2), .. SpeechKit.Sample("seen_0025"), .. SpeechKit.Silence(4), .. SpeechKit.Sample("seen_0024")];

        var expected = Windows(samples, 16_000).Windows;
        var windows = Windows(samples, piece).Windows;

        Assert.Equal(expected.Count, windows.Count);
        Assert.All(expected.Zip(windows), pair => Assert.True(pair.First.Samples.Span.SequenceEqual(pair.Second.Samples.Span)));
    }

    [Fact]
    public void InClip_WordAcrossASilenceThatWasLeftOut_KeepsBothEnds()
    {
        var map = new TimeMap();
        map.Add(16_000, 16_000);
        map.Add(160_000, 16_000);
        var window = new SpeechWindow(new float[32_000], map);

        var segment = window.InClip(new TranscriptSegment(0, 2000, "a b", 0, 0, [new TranscriptWord("a", 0, 1000, 1), new TranscriptWord("b", 1000, 2000, 1)]));

        Assert.Equal((1000, 11_000), (segment.StartMs, segment.EndMs));
        Assert.Equal([(1000, 2000), (10_000, 11_000)], segment.Words.Select(word => ((int)word.StartMs, (int)word.EndMs)));
    }

    private static long At(SpeechWindow window, long ms) =>
        window.InClip(new TranscriptSegment(ms, ms, "", 0, 0, ImmutableArray<TranscriptWord>.Empty)).StartMs;

    private static float[] Talk(int seconds)
    {
        float[] round = [.. SpeechKit.Sample("seen_0025"), .. SpeechKit.Sample("seen_0024"), .. SpeechKit.Sample("seen_0018"), .. SpeechKit.Sample("seen_0001")];
        return [.. Enumerable.Range(0, seconds * Rate).Select(i => round[i % round.Length])];
    }

    private static (List<SpeechWindow> Windows, SpeechWindows Cutter) Windows(float[] samples, int piece = 16_000)
    {
        var cutter = new SpeechWindows(SpeechKit.VoiceActivity);
        var windows = new List<SpeechWindow>();
        for (var i = 0; i < samples.Length; i += piece)
        {
            cutter.Append(samples.AsSpan(i, Math.Min(piece, samples.Length - i)));
            while (cutter.TryTake(out var window))
                windows.Add(window!);
        }

        cutter.End();
        while (cutter.TryTake(out var last))
            windows.Add(last!);
        return (windows, cutter);
    }
}
