using System.Text.Json;
using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests;

public sealed class WeightsCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TestShell _shell = new();

    public async Task InitializeAsync()
    {
        SyntheticDataSet.Write(_shell.At("data"), clips: 120);
        await _shell.OkAsync("init", "project");
        await _shell.OkAsync("import", "data", "--project", "project");
        await _shell.OkAsync("fuse", "--project", "project");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Weights_FewDecisions_AreShownWithTheirCaveat()
    {
        await _shell.OkAsync("label", "t0", "R", "--project", "project");

        Snapshot.Match("weights", await _shell.OkAsync("weights", "--project", "project"));
        Snapshot.Match("weights-preview", await _shell.OkAsync("weights", "set", "captions=0.2", "genre=2", "--dry-run", "--project", "project"));
    }

    [Fact]
    public async Task DryRun_Set_SavesNothing()
    {
        var before = await _shell.OkAsync("policy", "log", "--project", "project");
        var file = await File.ReadAllTextAsync(_shell.At("project", "fusion.yaml"));

        var preview = JsonDocument.Parse(await _shell.OkAsync("weights", "set", "captions=0", "--dry-run", "--json", "--project", "project")).RootElement;

        Assert.True(preview.GetProperty("moved").GetInt32() > 0);
        Assert.Equal(preview.GetProperty("moved").GetInt32(), preview.GetProperty("milder").GetInt32() + preview.GetProperty("stricter").GetInt32());
        Assert.Equal(120, preview.GetProperty("counts").EnumerateArray().SelectMany(row => row.EnumerateArray()).Sum(count => count.GetInt32()));
        Assert.Equal(before, await _shell.OkAsync("policy", "log", "--project", "project"));
        Assert.Equal(file, await File.ReadAllTextAsync(_shell.At("project", "fusion.yaml")));
    }

    [Fact]
    public async Task Set_NewWeight_IsANewPolicyThatTheFileStatesAndIsFusedUnder()
    {
        await _shell.OkAsync("weights", "set", "captions=0.25", "--note", "captions are poor", "--project", "project");

        Assert.Contains("captions are poor", await _shell.OkAsync("policy", "log", "--project", "project"), StringComparison.Ordinal);
        Assert.Contains("no difference", await _shell.OkAsync("policy", "diff", "--project", "project"), StringComparison.Ordinal);
        var signals = JsonDocument.Parse(await _shell.OkAsync("weights", "--json", "--project", "project")).RootElement.GetProperty("signals").EnumerateArray();
        Assert.Equal(0.25, signals.Single(signal => signal.GetProperty("name").GetString() == "captions").GetProperty("weight").GetDouble());
    }

    [Fact]
    public async Task Set_SameWeight_ChangesNothing()
    {
        var file = await File.ReadAllTextAsync(_shell.At("project", "fusion.yaml"));

        Assert.Contains("was active already", await _shell.OkAsync("weights", "set", "captions=1", "--project", "project"), StringComparison.Ordinal);
        Assert.Equal(file, await File.ReadAllTextAsync(_shell.At("project", "fusion.yaml")));
    }

    [Fact]
    public async Task FileThatStatesOtherWeights_IsRefusedButCanBePreviewed()
    {
        var file = _shell.At("project", "fusion.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("captions: 1", "captions: 0", StringComparison.Ordinal));

        foreach (var arguments in (string[][])[["weights"], ["weights", "set", "genre=0"], ["weights", "set", "genre=0", "--dry-run"]])
        {
            var (code, _, error) = await _shell.RunAsync([.. arguments, "--project", "project"]);
            Assert.Equal(ExitCode.BadInput, code);
            Assert.Contains("fusion policy apply", error, StringComparison.Ordinal);
        }

        Assert.Contains("fusion.yaml: captions 1 → 0", await _shell.OkAsync("weights", "--dry-run", "--project", "project"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_NothingToTry_SaysSo() =>
        Assert.Contains("nothing to preview", await _shell.OkAsync("weights", "--dry-run", "--project", "project"), StringComparison.Ordinal);

    [Theory]
    [InlineData("captions", "'captions' is not SIGNAL=W")]
    [InlineData("captions=lots", "'captions=lots' is not SIGNAL=W")]
    [InlineData("captions=2.5", "weight 2.5 of signal 'captions'")]
    [InlineData("captions=NaN", "weight NaN of signal 'captions'")]
    [InlineData("smell=1", "unknown signal 'smell'")]
    public async Task Set_BadArgument_SaysWhatInOneLine(string change, string names)
    {
        var (code, output, error) = await _shell.RunAsync("weights", "set", change, "--project", "project");

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(names, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_NothingFused_NamesTheCommandThatFuses()
    {
        await _shell.OkAsync("init", "other");

        var (code, _, error) = await _shell.RunAsync("weights", "--project", "other");

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("fusion fuse", error, StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();
}
