using System.Diagnostics;
using FusionScorer.Core;
using FusionScorer.Pipeline.Playback;

namespace FusionScorer.Pipeline.Tests.Playback;

public sealed class ProxyCacheTests
{
    private const string Short = "-f lavfi -i testsrc2=s=320x240:r=10:d=4 -c:v mpeg4";
    private const string Long = "-f lavfi -i testsrc2=s=64x48:r=5:d=150 -c:v mpeg4";
    private const string Slow = "-f lavfi -i testsrc2=s=640x360:r=30:d=90 -c:v mpeg4 -b:v 1M";

    [Fact]
    public async Task Ask_LongClip_MakesWindowThenWhole()
    {
        using var project = await PlaybackProject.MakeAsync(("long.mkv", Long));
        await using var cache = project.Cache();

        cache.Ask(project.Clip("long.mkv"), await project.PlayableAsync("long.mkv"), 47_000);
        var first = await project.UntilAsync(cache, "long.mkv", state => state.Parts.Count > 0);
        var last = await project.UntilAsync(cache, "long.mkv", state => state.Stage != ProxyStage.Making);

        Assert.Equal((40_000, false), (first.Parts[0].OffsetMs, first.Parts[0].Complete));
        Assert.InRange(first.Parts[0].DurationMs, 59_800, 60_200);
        Assert.Equal((ProxyStage.Ready, 1.0), (last.Stage, last.Progress));
        Assert.Equal([40_000, 0], last.Parts.Select(part => part.OffsetMs));
        Assert.True(last.Parts[1].Complete);
        Assert.InRange(last.Parts[1].DurationMs, 149_500, 150_500);
        Assert.True(File.Exists(cache.Open(project.Clip("long.mkv"), last.Parts[0].Name)));
    }

    [Fact]
    public async Task Ask_NeighbouringMomentTwiceAtOnce_RunsOnce()
    {
        using var project = await PlaybackProject.MakeAsync(("long.mkv", Long));
        await using var cache = project.Cache();
        var playable = await project.PlayableAsync("long.mkv");

        Parallel.For(0, 8, i => cache.Ask(project.Clip("long.mkv"), playable, 45_000 + (i * 1000)));
        var state = await project.UntilAsync(cache, "long.mkv", state => state.Stage != ProxyStage.Making);

        Assert.Equal(2, state.Parts.Count);
        Assert.Equal(2, Directory.GetFiles(project.ProxyFolder, "*.mp4").Length);
        Assert.Empty(Directory.GetFiles(project.ProxyFolder, "*.part"));
    }

    [Fact]
    public async Task Open_AfterRestart_IsStillThereAndPartsAreNot()
    {
        using var project = await PlaybackProject.MakeAsync(("a.mkv", Short));
        string name;
        await using (var cache = project.Cache())
            name = (await project.AskAsync(cache, "a.mkv", 0)).Parts.Single().Name;
        var part = project.Write($"project/media-cache/proxies/{new string('a', 64)}.part", "half");
        var orphan = project.Write($"project/media-cache/proxies/{new string('b', 64)}.mp4", "no note");

        await using var later = project.Cache();

        Assert.Equal(ProxyStage.Ready, later.Look(project.Clip("a.mkv")).Stage);
        Assert.NotNull(later.Open(project.Clip("a.mkv"), name));
        Assert.False(File.Exists(part));
        Assert.False(File.Exists(orphan));
    }

    [Fact]
    public async Task Open_ErasedByHand_IsMadeAgain()
    {
        using var project = await PlaybackProject.MakeAsync(("a.mkv", Short));
        await using var cache = project.Cache();
        var name = (await project.AskAsync(cache, "a.mkv", 0)).Parts.Single().Name;
        File.Delete(Path.Combine(project.ProxyFolder, name));

        Assert.Null(cache.Open(project.Clip("a.mkv"), name));
        Assert.Equal(name, (await project.AskAsync(cache, "a.mkv", 0)).Parts.Single().Name);
        Assert.NotNull(cache.Open(project.Clip("a.mkv"), name));
    }

    [Fact]
    public async Task Ask_OverTheLimit_DropsTheLeastRecentlyPlayed()
    {
        // Noise does not compress: each copy takes more than a third of the limit.
        const string Noise = "-f lavfi -i nullsrc=s=640x480:r=25:d=1,geq=random(1)*255:128:128 -c:v mpeg4 -q:v 2";
        using var project = await PlaybackProject.MakeAsync(("a.mkv", Noise), ("b.mkv", Noise + " -g 11"), ("c.mkv", Noise + " -g 10"));
        await using var cache = project.Cache(6);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var clip in (string[])["a.mkv", "b.mkv"])
        {
            names[clip] = (await project.AskAsync(cache, clip, 0)).Parts.Single().Name;
            project.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        var bytes = Directory.GetFiles(project.ProxyFolder, "*.mp4").Sum(path => new FileInfo(path).Length);
        Assert.InRange(bytes, 4 << 20, 6 << 20);
        Assert.NotNull(cache.Open(project.Clip("a.mkv"), names["a.mkv"]));
        Assert.Equal(ProxyStage.Ready, (await project.AskAsync(cache, "c.mkv", 0)).Stage);

        Assert.NotNull(cache.Open(project.Clip("a.mkv"), names["a.mkv"]));
        Assert.Null(cache.Open(project.Clip("b.mkv"), names["b.mkv"]));
        Assert.InRange(Directory.GetFiles(project.ProxyFolder, "*.mp4").Sum(path => new FileInfo(path).Length), 1, 6 << 20);
    }

    [Fact]
    public async Task Ask_WindowOfAnotherClip_GoesBeforeAWholeClip()
    {
        using var project = await PlaybackProject.MakeAsync(("slow.mkv", Slow), ("a.mkv", Short));
        await using var cache = project.Cache();
        cache.Ask(project.Clip("slow.mkv"), await project.PlayableAsync("slow.mkv"), 0);
        await project.UntilAsync(cache, "slow.mkv", state => state.Parts.Count == 1);

        var quick = await project.AskAsync(cache, "a.mkv", 0);

        Assert.Equal(ProxyStage.Ready, quick.Stage);
        Assert.Equal(ProxyStage.Making, cache.Look(project.Clip("slow.mkv")).Stage);
        Assert.True((await project.UntilAsync(cache, "slow.mkv", state => state.Stage != ProxyStage.Making)).Parts[^1].Complete);
    }

    [Fact]
    public async Task Ask_FileThatCannotBeCopied_RemembersWhyForFiveMinutes()
    {
        using var project = await PlaybackProject.MakeAsync(("a.mkv", Short));
        var playable = await project.PlayableAsync("a.mkv");
        var good = project.At("media", "a.mkv");
        File.Move(good, good + ".away");
        await File.WriteAllTextAsync(good, "no film");
        await using var cache = project.Cache();
        cache.Ask(project.Clip("a.mkv"), playable, 0);
        var failed = await project.UntilAsync(cache, "a.mkv", state => state.Stage != ProxyStage.Making);
        File.Move(good + ".away", good, overwrite: true);

        var soon = cache.Ask(project.Clip("a.mkv"), playable, 0);
        project.Clock.Advance(TimeSpan.FromMinutes(6));
        cache.Ask(project.Clip("a.mkv"), playable, 0);
        var later = await project.UntilAsync(cache, "a.mkv", state => state.Stage != ProxyStage.Making);

        Assert.Equal(ProxyStage.Failed, failed.Stage);
        Assert.NotEmpty(failed.Reason!);
        Assert.Equal((ProxyStage.Failed, failed.Reason), (soon.Stage, soon.Reason));
        Assert.Equal(ProxyStage.Ready, later.Stage);
    }

    [Fact]
    public async Task Dispose_WhileMaking_LeavesNoProcessAndNoPart()
    {
        using var project = await PlaybackProject.MakeAsync(("slow.mkv", Slow));
        var cache = project.Cache();
        cache.Ask(project.Clip("slow.mkv"), await project.PlayableAsync("slow.mkv"), 0);
        await project.UntilAsync(cache, "slow.mkv", _ => Directory.GetFiles(project.ProxyFolder, "*.part").Length > 0);

        await cache.DisposeAsync();

        Assert.Empty(Directory.GetFiles(project.ProxyFolder, "*.part"));
        Assert.DoesNotContain(Process.GetProcessesByName("ffmpeg"), process => CommandLine(process).Contains(project.ProxyFolder, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_ProxyOfAnotherClip_IsNull()
    {
        using var project = await PlaybackProject.MakeAsync(("a.mkv", Short), ("b.mkv", Short + " -g 7"));
        await using var cache = project.Cache();
        var name = (await project.AskAsync(cache, "a.mkv", 0)).Parts.Single().Name;

        Assert.NotNull(cache.Open(project.Clip("a.mkv"), name));
        Assert.Null(cache.Open(project.Clip("b.mkv"), name));
        Assert.Null(cache.Open(project.Clip("a.mkv"), "../proxies/" + name));
        Assert.Null(cache.Open(project.Clip("a.mkv"), project.ProxyFolder + "/" + name));
    }

    [Fact]
    public async Task New_LimitThatIsNoNumber_SaysWhatToWrite()
    {
        using var project = await PlaybackProject.MakeAsync();

        var fault = Assert.Throws<BadInputException>(() => new ProxyCache(project.Project, project.Tools, _ => "10 GB"));

        Assert.Contains("FUSION_PROXY_CACHE_MB is '10 GB'", fault.Message, StringComparison.Ordinal);
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
