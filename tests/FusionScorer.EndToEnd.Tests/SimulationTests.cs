using System.Text.Json;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

/// <summary><c>fusion simulate</c> as a program: the contract's shape on standard output, a trace that fits it, nothing else written.</summary>
public sealed class SimulationTests
{
    private static readonly string[] Keys = ["labels", "accuracy", "accuracySd", "macroF1", "aucTop", "logLoss", "ece", "meanClassError", "underRated"];

    [Fact]
    public async Task Simulate_SyntheticDataSet_KeepsTheContract()
    {
        using var folder = new TempFolder();
        SyntheticDataSet.Write(folder.At("data"));

        var run = await FusionProgram.RunAsync(folder.Path, Arguments("data", "random,smallest-margin"));

        Assert.True(run.ExitCode == 0, run.Error);
        AssertContract(run.Json, folder.At("t.csv"), clips: 200);
        Assert.Equal(["data", "p.svg", "t.csv"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [EvalDataFact]
    public async Task Simulate_EvaluationData_KeepsTheContract()
    {
        using var folder = new TempFolder();

        var run = await FusionProgram.RunAsync(folder.Path, Arguments(EvalData.PathOf("movies-dev"), "random"));

        Assert.True(run.ExitCode == 0, run.Error);
        AssertContract(run.Json, folder.At("t.csv"), File.ReadLines(EvalData.PathOf("movies-dev", "truth.csv")).Count() - 1);
    }

    private static string[] Arguments(string data, string strategies) =>
    [
        "simulate", data, "--strategies", strategies, "--budgets", "0,20,40", "--seeds", "2", "--batch", "20", "--update", "batch(20)",
        "--trace", "t.csv", "--plot", "p.svg", "--json",
    ];

    private static void AssertContract(JsonElement json, string trace, int clips)
    {
        Assert.Equal(["clips", "test", "strategies"], json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(clips, json.GetProperty("clips").GetInt32());
        var lines = File.ReadAllLines(trace);
        Assert.Equal("strategy,seed,labels,role,clip_id,p0,p1,p2,p3,p4", lines[0]);
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
        Assert.All(rows, row => Assert.Equal(row[3] == "pick", row[5].Length == 0));
        foreach (var strategy in json.GetProperty("strategies").EnumerateArray())
        {
            var mine = rows.Where(row => row[0] == strategy.GetProperty("name").GetString()).ToList();
            Assert.Equal(2 * 40, mine.Count(row => row[3] == "pick"));
            Assert.Equal(2 * 3 * json.GetProperty("test").GetInt32(), mine.Count(row => row[3] == "test"));
            foreach (var point in strategy.GetProperty("curve").EnumerateArray())
            {
                Assert.Equal(Keys, point.EnumerateObject().Select(property => property.Name));
                Assert.InRange(point.GetProperty("accuracy").GetDouble(), 0, 1);
            }
        }
    }
}
