namespace FusionScorer.Cli.Tests;

public sealed class ViewersCommandTests : IDisposable
{
    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Forget_AsksForATypedYes()
    {
        await ImportAsync();
        _shell.Typed = "y\n";
        var (refused, _, why) = await _shell.RunAsync("viewers", "forget", "v1", "--project", "project");
        var stays = await _shell.OkAsync("graph", "--stats", "--json", "--project", "project");

        _shell.Typed = "yes\n";
        var said = await _shell.OkAsync("viewers", "forget", "v1", "nobody", "--project", "project");

        Assert.Equal(ExitCode.BadInput, refused);
        Assert.Contains("nothing was forgotten: type yes, or add --yes", why, StringComparison.Ordinal);
        Assert.NotEqual(stays, await _shell.OkAsync("graph", "--stats", "--json", "--project", "project"));
        Assert.Contains("forgotten: 1 viewers with ", said, StringComparison.Ordinal);
        Assert.Contains("fusion fuse", said, StringComparison.Ordinal);
        Assert.Contains("backups", said, StringComparison.Ordinal);
        Assert.DoesNotContain("v1", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("forget")]
    [InlineData("forget", "v1", "--all")]
    public async Task Forget_NeitherOrBoth_IsRefused(params string[] arguments)
    {
        await ImportAsync();

        var (code, _, error) = await _shell.RunAsync(["viewers", .. arguments, "--yes", "--project", "project"]);

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("name either viewers, or --all", error, StringComparison.Ordinal);
    }

    private async Task ImportAsync()
    {
        SmallDataSet.Write(_shell);
        await _shell.OkAsync("init", "project");
        await _shell.OkAsync("import", "data", "--project", "project");
    }
}
