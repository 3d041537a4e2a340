using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests;

/// <summary>What people see, as it was looked at.</summary>
public sealed class OutputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("extract")]
    [InlineData("fuse")]
    [InlineData("label")]
    [InlineData("policy")]
    [InlineData("simulate")]
    [InlineData("weights")]
    public async Task Help_EachCommand_IsAsLookedAt(string command)
    {
        using var shell = new TestShell();

        var help = await shell.OkAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Snapshot.Match($"help-{(command.Length == 0 ? "fusion" : command)}", help.Replace("testhost", "fusion", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FuseQueueShow_SmallDataSet_AreAsLookedAt()
    {
        using var shell = new TestShell();
        SmallDataSet.Write(shell);
        await shell.OkAsync("init", "project");

        // Audit picks are drawn from a seed of the project's own.
        var file = shell.At("project", "fusion.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("audit: {share: 0.1}", "audit: {share: 0}", StringComparison.Ordinal));
        await shell.OkAsync("policy", "apply", "--project", "project");
        await shell.OkAsync("import", "data", "--known", shell.At("data", "truth.csv"), "--project", "project");

        Snapshot.Match("fuse", await shell.OkAsync("fuse", "--project", "project"));
        Snapshot.Match("queue", await shell.OkAsync("queue", "--strategy", "conflict", "--batch", "4", "--project", "project"));
        await shell.OkAsync("label", "c3", "R", "--project", "project");
        Snapshot.Match("show", await shell.OkAsync("show", "c3", "--project", "project"));
    }
}
