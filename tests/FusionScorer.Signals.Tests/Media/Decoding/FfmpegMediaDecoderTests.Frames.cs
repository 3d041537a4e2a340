namespace FusionScorer.Signals.Tests.Media.Decoding;

public sealed partial class FfmpegMediaDecoderTests(DecodingClips clips) : IClassFixture<DecodingClips>
{
    [Fact]
    public async Task Decode_KeyframesCloseEnough_GivesJustThese()
    {
        var observer = RecordingObserver.OfFrames(seconds: 1);
        var result = await clips.DecodeAsync("every1.mp4", observer);

        Assert.Equal((true, null), (result.Ok, result.Reason));
        Assert.Equal(Enumerable.Range(0, 20).Select(second => second * 1000L), observer.Times);
        AssertTimesAreThoseShown(observer);
    }

    [Fact]
    public async Task Decode_KeyframesCloserThanAsked_LeavesSomeOut()
    {
        var observer = RecordingObserver.OfFrames(seconds: 3.5);
        await clips.DecodeAsync("every1.mp4", observer);

        Assert.Equal([0, 3000, 6000, 9000, 12000, 15000, 18000, 19000], observer.Times.Take(8));
        AssertTimesAreThoseShown(observer);
    }

    [Fact]
    public async Task Decode_KeyframesTooFarApart_FillsTheGaps()
    {
        var observer = RecordingObserver.OfFrames(seconds: 2);
        var result = await clips.DecodeAsync("every10.mp4", observer);

        Assert.True(result.Ok, result.Reason);
        AssertNeighboursWithin(observer, 2000);
        Assert.InRange(observer.Times.Count, 11, 15);
        Assert.Equal(0, observer.Times[0]);
        Assert.InRange(observer.Times[^1], 19_400, 19_900);
        AssertTimesAreThoseShown(observer);
    }

    [Fact]
    public async Task Decode_KeyframesALittleTooFarApart_GivesJustThese()
    {
        var observer = RecordingObserver.OfFrames(seconds: 0.9);
        await clips.DecodeAsync("every1.mp4", observer);

        Assert.Equal(Enumerable.Range(0, 20).Select(second => second * 1000L), observer.Times);
    }

    [Fact]
    public async Task Decode_SomeKeyframesTooFarApart_FillsOnlyThere()
    {
        var observer = RecordingObserver.OfFrames(seconds: 1);
        await clips.DecodeAsync("mixed.mp4", observer);

        AssertNeighboursWithin(observer, 1000);
        Assert.Equal([0, 1000, 2000, 3000], observer.Times.Take(4));
        Assert.Contains(9000, observer.Times);
        AssertTimesAreThoseShown(observer);
    }

    [Theory]
    [InlineData("-g", "10")]
    [InlineData("-g", "100")]
    public async Task Decode_MpegTransportStream_TimesAreThePlayers(params string[] keyframes)
    {
        var name = $"start{keyframes[1]}.ts";
        await clips.BarsAsync(name, [.. keyframes, "-output_ts_offset", "100"]);
        var observer = RecordingObserver.OfFrames(seconds: 1);
        var result = await clips.DecodeAsync(name, observer);

        Assert.True((await clips.ClipAsync(name)).Probe!.StartMs > 100_000);
        Assert.True(result.Ok, result.Reason);
        Assert.Equal(0, observer.Times[0]);
        AssertNeighboursWithin(observer, 1000);
        Assert.InRange(observer.Times[^1], 18_900, 19_900);
        AssertTimesAreThoseShown(observer);
    }

    [Fact]
    public async Task Decode_OnlyOneKeyframe_CoversTheClip()
    {
        await clips.BarsAsync("once.mkv", "-g", "9999");
        var observer = RecordingObserver.OfFrames(seconds: 4);
        await clips.DecodeAsync("once.mkv", observer);

        AssertNeighboursWithin(observer, 4000);
        Assert.InRange(observer.Times[^1], 18_500, 19_900);
        AssertTimesAreThoseShown(observer);
    }

    [Fact]
    public async Task Decode_ObserversOfDifferentSizesAndIntervals_EachGetsItsOwn()
    {
        var small = RecordingObserver.OfFrames(seconds: 1);
        var large = new RecordingObserver { Frames = new(40, 30, TimeSpan.FromSeconds(5)) };
        await clips.DecodeAsync("every1.mp4", small, large);

        Assert.Equal(Enumerable.Range(0, 20).Select(second => second * 1000L), small.Times.Take(20));
        Assert.Equal([0, 5000, 10000, 15000], large.Times.Take(4));
        AssertTimesAreThoseShown(large);
    }

    [Fact]
    public async Task Decode_ClipNotProbedYet_ProbesItself()
    {
        var observer = RecordingObserver.OfFrames(seconds: 1);
        var result = await clips.Decoder.DecodeAsync(clips.Unprobed("every1.mp4"), [observer], CancellationToken.None);

        Assert.True(result.Ok, result.Reason);
        Assert.Equal(20, observer.Times.Count(ms => ms % 1000 == 0));
    }

    [Fact]
    public async Task Decode_TurnedClip_GivesItUpright()
    {
        await clips.Media.MakeAsync("lying.mp4", "-f", "lavfi", "-i", "color=c=black:s=64x64:r=5:d=1,drawbox=w=32:h=64:c=white:t=fill", "-c:v", "libx264", "-pix_fmt", "yuv420p");
        await clips.Media.MakeAsync("turned.mp4", "-i", "@lying.mp4", "-c", "copy", "-metadata:s:v", "rotate=90");
        var (lying, turned) = (RecordingObserver.OfFrames(1), RecordingObserver.OfFrames(1));
        await clips.DecodeAsync("lying.mp4", lying);
        await clips.DecodeAsync("turned.mp4", turned);

        // The left half is white; a quarter turn brings it to the top or the bottom.
        Assert.True(Pixel(lying, x: 3, y: 12) > 200 && Pixel(lying, x: 12, y: 3) < 50);
        Assert.NotEqual(Pixel(turned, x: 8, y: 3) > 128, Pixel(turned, x: 8, y: 12) > 128);
    }

    private static byte Pixel(RecordingObserver observer, int x, int y) => observer.Pictures[0][((y * 16) + x) * 3];

    private static void AssertNeighboursWithin(RecordingObserver observer, long ms) =>
        Assert.All(observer.Times.Zip(observer.Times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, ms));

    private static void AssertTimesAreThoseShown(RecordingObserver observer) =>
        Assert.Equal(observer.Pictures.Select(picture => DecodingClips.TimeShown(picture, observer.Frames!.Width)), observer.Times);
}
