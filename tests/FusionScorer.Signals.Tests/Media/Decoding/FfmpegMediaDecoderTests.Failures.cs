using System.Diagnostics;
using FusionScorer.Core.Clips;
using FusionScorer.Signals.Media.Decoding;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Signals.Tests.Media.Decoding;

public sealed partial class FfmpegMediaDecoderTests
{
    [Fact]
    public async Task Decode_Cancelled_EndsSoonAndLeavesNoProcess()
    {
        using var cancellation = new CancellationTokenSource();
        var cancelled = 0L;
        var observer = new RecordingObserver
        {
            Frames = new(16, 16, TimeSpan.FromSeconds(1)),
            OnFrame = async token =>
            {
                cancelled = Stopwatch.GetTimestamp();
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            },
        };
        var clip = await clips.ClipAsync("every10.mp4");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => clips.Decoder.DecodeAsync(clip, [observer], cancellation.Token));

        Assert.True(Stopwatch.GetElapsedTime(cancelled) < TimeSpan.FromSeconds(10));
        AssertNoProcessNames(clip.MediaPath);
    }

    [Fact]
    public async Task Decode_ObserverThrows_HandsItOnAndLeavesNoProcess()
    {
        var observer = new RecordingObserver { Frames = new(16, 16, TimeSpan.FromSeconds(1)), OnFrame = _ => throw new NotSupportedException("no") };
        var clip = await clips.ClipAsync("every10.mp4");

        await Assert.ThrowsAsync<NotSupportedException>(() => clips.Decoder.DecodeAsync(clip, [observer], CancellationToken.None));

        AssertNoProcessNames(clip.MediaPath);
    }

    [Fact]
    public async Task Decode_ProgramHangs_IsStoppedAtTheLimit()
    {
        if (OperatingSystem.IsWindows())
            return;
        var script = clips.Media["hangs.sh"];
        await File.WriteAllTextAsync(script, "#!/bin/sh\nsleep 600 &\nwait\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var time = new FakeTimeProvider();
        var decoder = new FfmpegMediaDecoder(clips.Media.Tools with { Ffmpeg = script, Prlimit = null }) { Time = time };
        var clip = await clips.ClipAsync("every1.mp4");

        var decoding = decoder.DecodeAsync(clip, [RecordingObserver.OfFrames(1)], CancellationToken.None);
        while (!decoding.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(60));
            await Task.Yield();
        }

        var result = await decoding;
        Assert.Equal((false, "decoding took longer than 120 s"), (result.Ok, result.Reason));
        AssertNoProcessNames(script);
    }

    [Fact]
    public async Task Decode_ProgramMissing_SaysSo()
    {
        var decoder = new FfmpegMediaDecoder(clips.Media.Tools with { Ffmpeg = clips.Media["absent"], Prlimit = null });
        var result = await decoder.DecodeAsync(await clips.ClipAsync("every1.mp4"), [RecordingObserver.OfFrames(1)], CancellationToken.None);

        Assert.False(result.Ok);
        Assert.StartsWith("ffmpeg could not be started", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nevery1.mp4\n#EXT-X-ENDLIST\n")]
    [InlineData("concat.mp4", "ffconcat version 1.0\nfile every1.mp4\n")]
    public async Task Decode_PlaylistWithAFilmsName_OpensNoOtherFile(string name, string content)
    {
        await File.WriteAllTextAsync(clips.Media[name], content);
        var observer = RecordingObserver.OfFrames(1);
        var clip = (await clips.ClipAsync("every1.mp4")) with { MediaPath = clips.Media[name] };
        var result = await clips.Decoder.DecodeAsync(clip, [observer], CancellationToken.None);

        Assert.Equal((false, "not a media file of a known format"), (result.Ok, result.Reason));
        Assert.Empty(observer.Times);
    }

    [Fact]
    public async Task Decode_NameLooksLikeAnAddress_IsAFile()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.Copy(clips.Media["every1.mp4"], clips.Media["http:x.mp4"]);
        var result = await clips.DecodeAsync("http:x.mp4", RecordingObserver.OfFrames(1));

        Assert.True(result.Ok, result.Reason);
    }

    [Theory]
    [InlineData("png", "mkv")]
    [InlineData("mjpeg", "avi")]
    public async Task Decode_EnormousPicture_IsRefused(string codec, string container)
    {
        await clips.Media.MakeAsync($"enormous.{container}", "-f", "lavfi", "-i", "color=s=12000x12000:r=5:d=0.2", "-c:v", codec);
        var observer = RecordingObserver.OfFrames(1);
        var result = await clips.DecodeAsync($"enormous.{container}", observer);

        Assert.False(result.Ok);
        Assert.Contains("12000", result.Reason, StringComparison.Ordinal);
        Assert.Empty(observer.Times);
    }

    [Fact]
    public async Task Decode_FileEndsEarly_GivesWhatIsThereAndSaysSo()
    {
        await clips.BarsAsync("whole.mp4", "-g", "10", "-movflags", "faststart");
        var bytes = await File.ReadAllBytesAsync(clips.Media["whole.mp4"]);
        await File.WriteAllBytesAsync(clips.Media["half.mp4"], bytes[..(bytes.Length * 6 / 10)]);
        var observer = RecordingObserver.OfFrames(1);
        var observed = await DecodingPass.RunAsync(clips.Decoder, await clips.ClipAsync("half.mp4"), [observer], CancellationToken.None);

        Assert.Equal(ReadingStatus.Read, observed[0].Status);
        Assert.InRange(observer.Times.Count, 3, 17);
        Assert.StartsWith("the file ends early, after", observer.Truncated, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NothingCouldBeDecoded_IsAFailure()
    {
        await File.WriteAllTextAsync(clips.Media["text.mp4"], "no film");
        var observed = await DecodingPass.RunAsync(clips.Decoder, clips.Unprobed("text.mp4"), [RecordingObserver.OfFrames(1)], CancellationToken.None);

        Assert.Equal(ReadingStatus.Failed, observed[0].Status);
        Assert.DoesNotContain(clips.Media.Folder, observed[0].Reason, StringComparison.Ordinal);
    }

    // Programs end asynchronously only in the sense of the kernel's bookkeeping; the decoder waits for that.
    private static void AssertNoProcessNames(string path)
    {
        if (!Directory.Exists("/proc/self"))
            return;
        Assert.DoesNotContain(Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)), folder => CommandLine(folder).Contains(path, StringComparison.Ordinal));
    }

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
