namespace FusionScorer.Cli.Tests;

public sealed class ProgressCommandTests
{
    [Theory]
    [InlineData("--target", "90", "give a share above 0 and at most 1")]
    [InlineData("--target", "0", "give a share above 0 and at most 1")]
    [InlineData("--target", "NaN", "give a share above 0 and at most 1")]
    [InlineData("--budget", "-1", "give 0 or more")]
    [InlineData("--budget", "many", "--budget")]
    public async Task Progress_ImpossibleNumber_SaysHowToMendIt(string option, string value, string words)
    {
        using var shell = new TestShell();
        await shell.OkAsync("init", "project");

        var (code, output, error) = await shell.RunAsync("progress", option, value, "--project", "project");

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_NothingFused_SaysWhatToRun()
    {
        using var shell = new TestShell();
        await shell.OkAsync("init", "project");

        var (code, _, error) = await shell.RunAsync("progress", "--project", "project");

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("run: fusion fuse", error, StringComparison.Ordinal);
    }
}
