using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests;

/// <summary>What people see, as it was looked at.</summary>
public sealed class OutputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("extract")]
    [InlineData("export")]
    [InlineData("fuse")]
    [InlineData("graph")]
    [InlineData("label")]
    [InlineData("policy")]
    [InlineData("progress")]
    [InlineData("report")]
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

    [Fact]
    public async Task Progress_SmallDataSet_IsAsLookedAt()
    {
        using var shell = new TestShell();
        SmallDataSet.Write(shell);
        await shell.OkAsync("init", "project");

        // All clips are drawn for the audit, whatever the project's seed.
        var file = shell.At("project", "fusion.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("audit: {share: 0.1}", "audit: {share: 1}", StringComparison.Ordinal));
        await shell.OkAsync("policy", "apply", "--project", "project");
        await shell.OkAsync("import", "data", "--known", shell.At("data", "truth.csv"), "--project", "project");
        await shell.OkAsync("fuse", "--project", "project");
        Snapshot.Match("progress-no-audit", await shell.OkAsync("progress", "--project", "project"));
        await shell.OkAsync("queue", "--batch", "12", "--project", "project");
        foreach (var (clip, level) in ((string, string)[])[("c3", "R"), ("c4", "R"), ("c5", "G"), ("c6", "unsure"), ("c7", "PG"), ("c8", ">=PG-13"), ("c9", "R")])
            await shell.OkAsync("label", clip, level, "--project", "project");

        Snapshot.Match("progress", await shell.OkAsync("progress", "--target", "0.8", "--budget", "50", "--project", "project"));
    }
}
