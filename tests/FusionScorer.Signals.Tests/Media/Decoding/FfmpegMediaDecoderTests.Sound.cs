namespace FusionScorer.Signals.Tests.Media.Decoding;

public sealed partial class FfmpegMediaDecoderTests
{
    private const string Beep = "aevalsrc='if(between(t,2,3),0.5*sin(2*PI*440*t),0)':s=44100:d=5";

    [Theory]
    [InlineData("beep.mp4")]
    [InlineData("beep.ts")]
    [InlineData("beep.mkv")]
    public async Task Decode_SoundAndPictures_BothArriveWithTheirTimes(string name)
    {
        await clips.Media.MakeAsync(name, "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=5", "-f", "lavfi", "-i", Beep, "-c:v", "libx264", "-g", "10", "-c:a", "aac");
        var (frames, sound) = (RecordingObserver.OfFrames(1), RecordingObserver.OfSound());
        var result = await clips.DecodeAsync(name, frames, sound);

        Assert.True(result.Ok, result.Reason);
        Assert.InRange(frames.Times.Count, 5, 7);
        Assert.InRange(sound.Samples.Count, 78_000, 82_000);
        AssertBeep(sound, from: 2, to: 3);
    }

    [Fact]
    public async Task Decode_SoundBeginsLater_BeginsWithSilence()
    {
        await clips.Media.MakeAsync(
            "late.mkv", "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=7", "-itsoffset", "2", "-f", "lavfi", "-i", Beep, "-c:v", "libx264", "-c:a", "aac");
        var sound = RecordingObserver.OfSound();
        await clips.DecodeAsync("late.mkv", sound);

        AssertBeep(sound, from: 4, to: 5);
    }

    [Fact]
    public async Task Decode_NoSound_GivesPicturesOnly()
    {
        var (frames, sound) = (RecordingObserver.OfFrames(1), RecordingObserver.OfSound());
        var result = await clips.DecodeAsync("every1.mp4", frames, sound);

        Assert.True(result.Ok, result.Reason);
        Assert.InRange(frames.Times.Count, 20, 21);
        Assert.Empty(sound.Samples);
    }

    [Fact]
    public async Task Decode_CoverButNoVideo_GivesSoundOnly()
    {
        await clips.Media.MakeAsync("cover.png", "-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-frames:v", "1");
        await clips.Media.MakeAsync(
            "covered.mp3", "-f", "lavfi", "-i", Beep, "-i", "@cover.png", "-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic", "-id3v2_version", "3");
        var (frames, sound) = (RecordingObserver.OfFrames(1), RecordingObserver.OfSound());
        var result = await clips.DecodeAsync("covered.mp3", frames, sound);

        Assert.True(result.Ok, result.Reason);
        Assert.Empty(frames.Times);
        Assert.InRange(sound.Samples.Count, 78_000, 82_000);
    }

    [Fact]
    public async Task Decode_NothingOfWhatIsAsked_IsNoFailure()
    {
        var sound = RecordingObserver.OfSound();
        var result = await clips.DecodeAsync("every1.mp4", sound);

        Assert.True(result.Ok, result.Reason);
        Assert.Empty(sound.Samples);
    }

    [Fact]
    public async Task Decode_TwoSampleRates_EachGetsItsOwn()
    {
        await clips.Media.MakeAsync("beep.wav", "-f", "lavfi", "-i", Beep);
        var (low, high) = (new RecordingObserver { Audio = new(8000) }, RecordingObserver.OfSound());
        await clips.DecodeAsync("beep.wav", low, high);

        Assert.InRange(low.Samples.Count, 39_900, 40_100);
        Assert.InRange(high.Samples.Count, 79_900, 80_100);
        Assert.All(high.Samples, sample => Assert.InRange(sample, -1f, 1f));
    }

    private static void AssertBeep(RecordingObserver sound, int from, int to)
    {
        Assert.InRange(Loudness(sound, from - 1, from - 0.1), 0, 0.01);
        Assert.InRange(Loudness(sound, from + 0.1, to - 0.1), 0.3, 0.4);
        Assert.InRange(Loudness(sound, to + 0.1, to + 1), 0, 0.01);
    }

    // Root mean square; a sine of amplitude 0.5 has 0.354.
    private static double Loudness(RecordingObserver sound, double from, double to)
    {
        var part = sound.Samples.Take((int)(to * 16000)).Skip((int)(from * 16000)).ToList();
        return Math.Sqrt(part.Average(sample => (double)sample * sample));
    }
}
