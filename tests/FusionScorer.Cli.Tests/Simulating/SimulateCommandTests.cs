using System.Text.Json;
using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests.Simulating;

public sealed class SimulateCommandTests : IDisposable
{
    private static readonly string[] CurveKeys = ["labels", "accuracy", "accuracySd", "macroF1", "aucTop", "logLoss", "ece", "meanClassError", "underRated"];

    private readonly TestShell _shell = new();

    public SimulateCommandTests() => SyntheticDataSet.Write(_shell.At("data"));

    [Fact]
    public async Task Simulate_SmallDataSet_WritesTheContractShapePlotAndTraceAndNothingElse()
    {
        var text = await _shell.OkAsync(
            "simulate", "data", "--strategies", "random,smallest-margin", "--budgets", "0,20,40", "--seeds", "2", "--batch", "20",
            "--trace", "t.csv", "--plot", "p.svg", "--json");

        var json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(["clips", "test", "strategies"], json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(200, json.GetProperty("clips").GetInt32());
        foreach (var strategy in json.GetProperty("strategies").EnumerateArray())
        {
            Assert.Equal(["name", "curve"], strategy.EnumerateObject().Select(property => property.Name));
            Assert.All(strategy.GetProperty("curve").EnumerateArray(), point => Assert.Equal(CurveKeys, point.EnumerateObject().Select(property => property.Name)));
        }

        Assert.StartsWith("strategy,seed,labels,role,clip_id,p0,p1,p2,p3,p4\n", await File.ReadAllTextAsync(_shell.At("t.csv")), StringComparison.Ordinal);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(_shell.At("p.svg")), StringComparison.Ordinal);
        Assert.Equal(["data", "p.svg", "t.csv"], Directory.EnumerateFileSystemEntries(_shell.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Simulate_Table_NamesTheDataSet() =>
        Assert.Contains("data: 200 clips", await _shell.OkAsync("simulate", "data", "--budgets", "0,20", "--seeds", "1", "--strategies", "random"), StringComparison.Ordinal);

    [Theory]
    [InlineData("--strategies clever", "'clever'")]
    [InlineData("--strategies ,", "--strategies names none")]
    [InlineData("--budgets 0,many", "'many'")]
    [InlineData("--budgets -5", "'-5'")]
    [InlineData("--budgets ,", "--budgets names none")]
    [InlineData("--seeds 0", "--seeds 0")]
    [InlineData("--batch 0", "--batch 0")]
    [InlineData("--test-share 1", "--test-share 1")]
    [InlineData("--test-share NaN", "--test-share NaN")]
    [InlineData("--update often", "'often'")]
    [InlineData("--update batch(0)", "batch(0)")]
    [InlineData("--jobs 0", "--jobs 0")]
    [InlineData("--policy nowhere.yaml", "nowhere.yaml")]
    [InlineData("--trace nowhere/t.csv", "nowhere/t.csv")]
    [InlineData("--plot nowhere/p.svg", "nowhere/p.svg")]
    [InlineData("--trace x --plot x", "--plot")]
    public async Task Simulate_BadArgument_SaysWhatInOneLineAndWritesNothing(string arguments, string names)
    {
        var (code, output, error) = await _shell.RunAsync(["simulate", "data", .. arguments.Split(' ')]);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(names, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(_shell.Folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("features.csv", "clip_id,captions.words\nt0,many\n", "features.csv:2:")]
    [InlineData("clips.csv", "clip_id,title\nt0,A\nt0,B\n", "clips.csv:3:")]
    [InlineData("truth.csv", "clip_id,level\nt0,PG-14\n", "truth.csv:2:")]
    [InlineData("truth.csv", null, "truth.csv: is not there")]
    [InlineData("viewers.csv", "viewer_id,clip\nv1,a\n", "viewers.csv:1:")]
    [InlineData("policy.yaml", "taxonomi: {name: x}\n", "policy.yaml:1:")]
    [InlineData("policy.yaml", "functions:\n  f:\n    signal: people\n    rules: [when people.support >= 1 then R]\n", "policy.yaml: all its functions")]
    public async Task Simulate_BadDataSet_SaysWhereInOneLineAndWritesNothing(string file, string? content, string place)
    {
        if (content is null)
            File.Delete(_shell.At("data", file));
        else
            _shell.Write($"data/{file}", content);

        var (code, output, error) = await _shell.RunAsync("simulate", "data", "--trace", "t.csv", "--plot", "p.svg");

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(place, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(_shell.Folder).Select(Path.GetFileName));
    }

    public void Dispose() => _shell.Dispose();
}
