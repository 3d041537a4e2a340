using System.Collections.Immutable;
using System.Diagnostics;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Media.Proxies;

namespace FusionScorer.Signals.Tests.Media.Proxies;

public sealed class ProxyMakerTests(ProxyClips clips) : IClassFixture<ProxyClips>
{
    [Theory]
    [InlineData("flash.mp4")]
    [InlineData("flash.ts")]
    [InlineData("flash.mkv")]
    [InlineData("flash.avi")]
    [InlineData("flash.flv")]
    public async Task Make_Window_StartsExactlyAtItsTime(string name)
    {
        var made = await clips.MakeAsync(name, request => request with { FromMs = 7_500, LengthMs = 6_000 });

        Assert.Null(made.Reason);
        var flashes = await clips.FlashesAsync(made.Path);
        Assert.Equal(6, flashes.Length);
        for (var i = 0; i < flashes.Length; i++)
            Assert.InRange(7_500 + flashes[i], ((8 + i) * 1000) - 60, ((8 + i) * 1000) + 60);
        Assert.InRange(made.DurationMs, 5_900, 6_150);
    }

    [Theory]
    [InlineData("flash.mp4")]
    [InlineData("flash.ts")]
    [InlineData("flash.mkv")]
    public async Task Make_Whole_KeepsTheClock(string name)
    {
        var made = await clips.MakeAsync(name, request => request);

        Assert.Null(made.Reason);
        var flashes = await clips.FlashesAsync(made.Path);
        Assert.True(flashes.Length >= 19, $"{flashes.Length} flashes");
        foreach (var flash in flashes)
            Assert.InRange(Math.Abs(flash - (Math.Round(flash / 1000.0) * 1000)), 0, 60);
    }

    [Fact]
    public async Task Make_TallTurnedAnamorphicClip_FitsAndHasOneH264AndOneAacStream()
    {
        await clips.Media.MakeAsync(
            "big.mkv", "-f", "lavfi", "-i", "testsrc=s=1441x1081:r=10:d=2,setsar=4/3", "-f", "lavfi", "-i", "sine=d=2", "-i", "@s.srt",
            "-map", "0", "-map", "1", "-map", "1", "-map", "2", "-c:v", "mpeg4", "-c:a", "mp3", "-metadata", "title=secret");

        var made = await clips.MakeAsync("big.mkv", request => request);

        Assert.Null(made.Reason);
        var probe = await clips.Media.ProbeAsync(made.Path);
        Assert.Equal(["video h264 854x480", "audio aac 0x0"], probe.Streams.Select(stream => $"{stream.Kind} {stream.Codec} {stream.Width}x{stream.Height}"));
        Assert.DoesNotContain("secret", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(made.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_TurnedClip_IsTurned()
    {
        await clips.Media.MakeAsync("upright.mp4", "-f", "lavfi", "-i", "testsrc=s=320x180:r=10:d=1", "-c:v", "libx264");
        await clips.Media.MakeAsync("turned.mp4", "-i", "@upright.mp4", "-c", "copy", "-metadata:s:v", "rotate=90");
        Assert.NotEqual(0, (await clips.Media.ProbeAsync(clips.Media["turned.mp4"])).Streams[0].Rotation);

        var made = await clips.MakeAsync("turned.mp4", request => request);

        var stream = Assert.Single((await clips.Media.ProbeAsync(made.Path)).Streams);
        Assert.Equal((180, 320, 0), (stream.Width, stream.Height, stream.Rotation));
    }

    [Fact]
    public async Task Make_SoundWithCover_HasNoPicture()
    {
        await clips.Media.MakeAsync("cover.png", "-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-frames:v", "1");
        await clips.Media.MakeAsync(
            "song.mp3", "-f", "lavfi", "-i", "sine=d=3", "-i", "@cover.png", "-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic");

        var made = await clips.MakeAsync("song.mp3", request => request);

        Assert.Null(made.Reason);
        Assert.Equal("audio", Assert.Single((await clips.Media.ProbeAsync(made.Path)).Streams).Kind);
    }

    [Fact]
    public async Task Make_WindowBehindTheEnd_GivesAReasonAndNoFile()
    {
        var made = await clips.MakeAsync("flash.mp4", request => request with { FromMs = 90_000, LengthMs = 6_000 });

        Assert.NotNull(made.Reason);
        Assert.False(File.Exists(made.Path));
    }

    [Fact]
    public async Task Make_LargerThanAllowed_GivesAReasonAndNoFile()
    {
        var made = await clips.MakeAsync("flash.mp4", request => request with { MaxBytes = 20_000 });

        Assert.Contains("more than", made.Reason, StringComparison.Ordinal);
        Assert.False(File.Exists(made.Path));
    }

    [Fact]
    public async Task Make_Cancelled_LeavesNeitherProcessNorFile()
    {
        await clips.Media.MakeAsync("long.mkv", "-f", "lavfi", "-i", "testsrc2=s=640x360:r=30:d=60", "-c:v", "mpeg4", "-b:v", "3M");
        using var stop = new CancellationTokenSource();
        void StopOnceUnderWay(long ms)
        {
            Assert.InRange(ms, 1, 60_000);
            stop.Cancel();
        }

        var target = clips.Media["cancelled.mp4"];
        var probe = await clips.Media.ProbeAsync(clips.Media["long.mkv"]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => clips.Maker.MakeAsync(new ProxyRequest(clips.Media["long.mkv"], probe, target), StopOnceUnderWay, stop.Token));

        Assert.False(File.Exists(target));
        Assert.DoesNotContain(Process.GetProcessesByName("ffmpeg"), process => CommandLine(process).Contains(target, StringComparison.Ordinal));
    }

    [ProgramFact("sh")]
    public async Task Make_WithoutTheEncoder_SaysSo()
    {
        var script = clips.Media["no-x264"];
        await File.WriteAllTextAsync(script, "#!/bin/sh\necho \"Unknown encoder 'libx264'\" >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var maker = new ProxyMaker(clips.Media.Tools with { Ffmpeg = script });
        var probe = await clips.Media.ProbeAsync(clips.Media["flash.mp4"]);

        var answer = await maker.MakeAsync(new ProxyRequest(clips.Media["flash.mp4"], probe, clips.Media["none.mp4"]), progress: null, CancellationToken.None);

        Assert.Equal("this ffmpeg has no encoder libx264; install one that has it, or set FUSION_FFMPEG to it", answer.Reason);
    }

    [Fact]
    public async Task Make_PlaylistWithAFilmsName_ReadsNothingElse()
    {
        var path = clips.Media["list.mp4"];
        await File.WriteAllTextAsync(path, $"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{clips.Media["flash.ts"]}\n#EXT-X-ENDLIST\n");
        var probe = new MediaProbe("mov,mp4", 20_000, 0, [new MediaStream(0, "video", "h264", null, null, Forced: false, HearingImpaired: false, 64, 48, 0)]);

        var answer = await clips.Maker.MakeAsync(new ProxyRequest(path, probe, clips.Media["list-proxy.mp4"]), progress: null, CancellationToken.None);

        Assert.Equal("not a media file of a known format", answer.Reason);
    }

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}

/// <summary>Twenty seconds of black with one white picture at each whole second, in several containers.</summary>
public sealed class ProxyClips : IAsyncLifetime, IDisposable
{
    private const string Flash = "color=c=black:s=64x48:r=25:d=20,format=yuv420p,geq=lum='if(mod(N,25),16,235)':cb=128:cr=128";
    private int _made;

    public TestMedia Media { get; } = new();

    public ProxyMaker Maker { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Media.InitializeAsync();
        Maker = new ProxyMaker(Media.Tools);
        await Media.MakeAsync("flash.mp4", "-f", "lavfi", "-i", Flash, "-f", "lavfi", "-i", "sine=d=20", "-c:v", "libx264", "-g", "100", "-c:a", "aac");
        foreach (var name in (string[])["flash.ts", "flash.mkv", "flash.flv"])
            await Media.MakeAsync(name, "-i", "@flash.mp4", "-c", "copy");
        await Media.MakeAsync("flash.avi", "-i", "@flash.mp4", "-c:v", "mpeg4", "-g", "100", "-c:a", "mp3");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Media.Dispose();

    public async Task<(string Path, long DurationMs, string? Reason)> MakeAsync(string name, Func<ProxyRequest, ProxyRequest> change)
    {
        var target = Media[$"proxy-{Interlocked.Increment(ref _made)}.mp4"];
        var request = new ProxyRequest(Media[name], await Media.ProbeAsync(Media[name]), target);
        var answer = await Maker.MakeAsync(change(request), progress: null, CancellationToken.None);
        return (target, answer.Value?.DurationMs ?? 0, answer.Reason);
    }

    /// <summary>Times of the white pictures: decoded at a hundred a second, so that a picture's number is its time.</summary>
    public async Task<ImmutableArray<long>> FlashesAsync(string path)
    {
        ImmutableArray<string> arguments =
            ["-v", "error", "-nostdin", "-i", path, "-vf", "fps=100:start_time=0,scale=1:1:flags=area,format=gray", "-f", "rawvideo", "pipe:1"];
        var result = await ProcessRunner.RunAsync(new ProcessCommand(Media.Tools.Ffmpeg, arguments), CancellationToken.None);
        Assert.True(result.Succeeded, result.Error);
        return [.. Enumerable.Range(0, result.Output.Length).Where(i => result.Output[i] > 128 && (i == 0 || result.Output[i - 1] <= 128)).Select(i => i * 10L)];
    }
}
