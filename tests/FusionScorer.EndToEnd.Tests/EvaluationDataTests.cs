using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

/// <summary>The program on data that is not part of the repository.</summary>
public sealed class EvaluationDataTests
{
    [EvalDataFact]
    public async Task ImportFuseQueueLabel_Films_TheDecisionStands()
    {
        using var folder = new TempFolder();
        var project = folder.At("project");
        await FusionProgram.RunAsync(folder.Path, "init", "project");

        var import = await FusionProgram.RunAsync(project, "import", EvalData.PathOf("movies-dev"), "--json");
        var fuse = await FusionProgram.RunAsync(project, "fuse", "--json");
        var queue = await FusionProgram.RunAsync(project, "queue", "--json");
        var label = await FusionProgram.RunAsync(project, "label", "#1", "R", "--json");
        var show = await FusionProgram.RunAsync(project, "show", label.Json.GetProperty("clipId").GetString()!, "--json");

        Assert.Equal(0, import.Json.GetProperty("knownLevels").GetInt32());
        Assert.Equal(import.Json.GetProperty("clips").GetInt32(), fuse.Json.GetProperty("clips").GetInt32());
        Assert.Equal(10, queue.Json.GetProperty("picks").GetArrayLength());
        Assert.Equal(("R", "decision"), (show.Json.GetProperty("level").GetString(), show.Json.GetProperty("source").GetString()));
    }

    [EvalDataFact]
    public async Task FuseVotes_EveryLabelMatrix_KeepsTheContract()
    {
        using var folder = new TempFolder();
        var files = Directory.EnumerateFiles(EvalData.PathOf("label-matrices"), "*.csv", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(EvalData.PathOf("synthetic"), "*.csv"));
        foreach (var votes in files)
        {
            var output = folder.At("p.csv");

            var run = await FusionProgram.RunAsync(folder.Path, "fuse", "--votes", votes, "--json", "--out", output);

            Assert.True(run.ExitCode == 0, $"{votes}: {run.Error}");
            string[] keys = ["rows", "distinctRows", "classes", "iterations", "converged", "objective", "seconds", "accuracy", "logLoss", "functions"];
            Assert.Equal(keys, run.Json.EnumerateObject().Select(property => property.Name));
            var lines = await File.ReadAllLinesAsync(output);
            var classes = run.Json.GetProperty("classes").GetInt32();
            Assert.Equal($"row,predicted,{string.Join(',', Enumerable.Range(0, classes).Select(k => $"p{k}"))}", lines[0]);
            Assert.Equal(run.Json.GetProperty("rows").GetInt32(), lines.Length - 1);
            Assert.All(lines.Skip(1), line => Assert.Equal(1, line.Split(',').Skip(2).Sum(p => double.Parse(p, System.Globalization.CultureInfo.InvariantCulture)), 6));
        }
    }
}
