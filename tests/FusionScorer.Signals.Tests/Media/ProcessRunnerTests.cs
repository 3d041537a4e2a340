using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using FusionScorer.Core;
using FusionScorer.Signals.Media;

namespace FusionScorer.Signals.Tests.Media;

public class ProcessRunnerTests
{
    [Fact]
    public async Task Run_OrdinaryProgram_GivesOutputErrorAndCode()
    {
        var result = await ProcessRunner.RunAsync(Shell("echo out; echo err >&2; exit 3"), CancellationToken.None);

        Assert.Equal((ProcessEnd.Exited, 3, "out\n", "err\n"), (result.End, result.ExitCode, Encoding.UTF8.GetString(result.Output), result.Error));
        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task Run_Arguments_ReachTheProgramUnchanged()
    {
        string[] odd = ["a b", "'", "\"", "$HOME", "*", "", "new\nline", "-x"];

        var result = await ProcessRunner.RunAsync(new ProcessCommand("printf", ["%s|", .. odd]), CancellationToken.None);

        Assert.Equal(string.Join('|', odd) + "|", Encoding.UTF8.GetString(result.Output));
    }

    [Fact]
    public async Task Run_ProgramReadsInput_FindsItClosed()
    {
        var result = await ProcessRunner.RunAsync(Shell("cat; echo done"), CancellationToken.None);

        Assert.Equal("done\n", Encoding.UTF8.GetString(result.Output));
    }

    [Fact]
    public async Task Run_Many_LeaveNoPipesOpen()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var before = Pipes();

        for (var run = 0; run < 100; run++)
            await ProcessRunner.RunAsync(Shell("echo out; echo err >&2"), CancellationToken.None);

        // Two a run, were they left; other tests have some of their own meanwhile.
        Assert.InRange(Pipes() - before, -100, 60);
    }

    [Fact]
    public async Task Run_TooSlow_KillsTheWholeTree()
    {
        var clock = Stopwatch.StartNew();

        var result = await ProcessRunner.RunAsync(Shell("sleep 60 & echo $!; wait") with { TimeLimit = TimeSpan.FromMilliseconds(300) }, CancellationToken.None);

        Assert.Equal(ProcessEnd.TimedOut, result.End);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
        Assert.False(IsAlive(int.Parse(Encoding.UTF8.GetString(result.Output))));
    }

    [Fact]
    public async Task Run_Cancelled_KillsAndThrows()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var clock = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProcessRunner.RunAsync(Shell("sleep 60"), cancellation.Token));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Run_EndlessOutput_IsCutAndKilled()
    {
        var result = await ProcessRunner.RunAsync(new ProcessCommand("yes", []) { MaxOutputBytes = 1000 }, CancellationToken.None);

        Assert.Equal((ProcessEnd.OutputTooLong, 1000), (result.End, result.Output.Length));
    }

    [Fact]
    public async Task Run_EndlessErrors_KeepsTheStart()
    {
        var result = await ProcessRunner.RunAsync(Shell("yes | head -c 1000000 >&2") with { MaxErrorBytes = 100 }, CancellationToken.None);

        Assert.Equal((ProcessEnd.Exited, 100), (result.End, result.Error.Length));
    }

    [Fact]
    public async Task Run_UnknownProgram_SaysSo()
    {
        var result = await ProcessRunner.RunAsync(new ProcessCommand("no-such-program-here", []), CancellationToken.None);

        Assert.Equal(ProcessEnd.NotStarted, result.End);
        Assert.NotEmpty(result.Error);
    }

    [Fact]
    public async Task Locate_FindsProgramsAndVersion()
    {
        var tools = await FfmpegLocator.LocateAsync();

        Assert.True(Path.IsPathFullyQualified(tools.Ffmpeg) && Path.IsPathFullyQualified(tools.Ffprobe));
        Assert.Matches(@"^\S+$", tools.Version);
    }

    [Fact]
    public async Task Locate_AbsentOrWrongProgram_SaysHowToMend()
    {
        var absent = await Assert.ThrowsAsync<BadInputException>(() => FfmpegLocator.LocateAsync(name => name == "PATH" ? "/no/such/folder" : null));
        var wrong = await Assert.ThrowsAsync<BadInputException>(() => FfmpegLocator.LocateAsync(name => name == FfmpegLocator.FfmpegVariable ? "/no/ffmpeg" : Environment.GetEnvironmentVariable(name)));
        var broken = await Assert.ThrowsAsync<BadInputException>(() => FfmpegLocator.LocateAsync(name => name == FfmpegLocator.FfprobeVariable ? "/bin/false" : Environment.GetEnvironmentVariable(name)));

        Assert.Contains("FUSION_FFMPEG", absent.Message, StringComparison.Ordinal);
        Assert.Contains("'/no/ffmpeg'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("does not run", broken.Message, StringComparison.Ordinal);
    }

    private static int Pipes() => Directory.EnumerateFiles("/proc/self/fd").Count(path => new FileInfo(path).LinkTarget?.StartsWith("pipe:", StringComparison.Ordinal) is true);

    private static ProcessCommand Shell(string script) => new("sh", ImmutableArray.Create("-c", script));

    // A killed process whose new parent has not yet collected it is listed as a zombie.
    private static bool IsAlive(int id)
    {
        var status = $"/proc/{id}/status";
        return File.Exists(status) && !File.ReadAllText(status).Contains("State:\tZ", StringComparison.Ordinal);
    }
}
