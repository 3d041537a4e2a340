using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

/// <summary>From a tabular data set to decisions, through the program.</summary>
public sealed class ReviewTests
{
    private static async Task<TempFolder> ProjectAsync()
    {
        var folder = new TempFolder();
        var clips = "clip_id,title,year,duration_min,genres,directors,cast\n";
        var features = "clip_id,captions.words,captions.mild,captions.moderate,captions.strong,captions.slur,captions.sexual,nudity.max_score\n";
        for (var i = 0; i < 60; i++)
        {
            var strong = i % 3 == 0 ? 8 : 0;
            clips += $"c{i},Clip {i},{1990 + (i % 30)},95,{(i % 2 == 0 ? "Horror" : "Family")},Director {i % 7},Actor {i % 11}\n";
            features += $"c{i},5000,{i % 5},{strong},{strong},0,0,{(i % 4 == 0 ? "0.7" : "0.05")}\n";
        }

        folder.Write("data/clips.csv", clips);
        folder.Write("data/features.csv", features);
        folder.Write("known.csv", "clip_id,level\nc0,R\nc1,PG\n");
        await FusionProgram.RunAsync(folder.Path, "init", "project");
        Assert.Equal(0, (await FusionProgram.RunAsync(folder.At("project"), "import", folder.At("data"), "--known", folder.At("known.csv"))).ExitCode);
        Assert.Equal(0, (await FusionProgram.RunAsync(folder.At("project"), "fuse")).ExitCode);
        return folder;
    }

    [Fact]
    public async Task Label_ThenShow_TheDecisionStandsAgainstTheModel()
    {
        using var folder = await ProjectAsync();
        var project = folder.At("project");

        var label = await FusionProgram.RunAsync(project, "label", "c3", "G", "--json");
        var show = await FusionProgram.RunAsync(project, "show", "c3", "--json");

        Assert.Equal(0, label.ExitCode);
        Assert.Equal("direct", label.Json.GetProperty("chosenBy").GetString());
        Assert.Equal("G", show.Json.GetProperty("level").GetString());
        Assert.Equal("decision", show.Json.GetProperty("source").GetString());
        Assert.Equal("decided", show.Json.GetProperty("status").GetString());
        Assert.Equal("tester", Assert.Single(show.Json.GetProperty("history").EnumerateArray()).GetProperty("reviewer").GetString());
    }

    [Fact]
    public async Task Undo_AfterLabel_GivesTheModelsLevelBackAndKeepsTheHistory()
    {
        using var folder = await ProjectAsync();
        var project = folder.At("project");
        var before = (await FusionProgram.RunAsync(project, "show", "c3", "--json")).Json;
        await FusionProgram.RunAsync(project, "label", "c3", "G");

        var undo = await FusionProgram.RunAsync(project, "label", "c3", "--undo");
        var after = (await FusionProgram.RunAsync(project, "show", "c3", "--json")).Json;

        Assert.Equal(0, undo.ExitCode);
        Assert.Equal("model", after.GetProperty("source").GetString());
        Assert.Equal(before.GetProperty("level").GetString(), after.GetProperty("level").GetString());
        Assert.Equal(before.GetProperty("posterior").ToString(), after.GetProperty("posterior").ToString());
        Assert.Equal(2, after.GetProperty("history").GetArrayLength());
    }

    [Fact]
    public async Task Queue_PickLabelled_RecordsWhyItWasChosenAndLeavesTheQueue()
    {
        using var folder = await ProjectAsync();
        var project = folder.At("project");
        var queue = (await FusionProgram.RunAsync(project, "queue", "--batch", "5", "--json")).Json;
        var first = queue.GetProperty("picks")[0];
        var id = first.GetProperty("clipId").GetString()!;

        var label = (await FusionProgram.RunAsync(project, "label", "#1", "PG-13", "--json")).Json;
        var next = (await FusionProgram.RunAsync(project, "queue", "--batch", "60", "--json")).Json;

        Assert.Equal(id, label.GetProperty("clipId").GetString());
        Assert.Equal(first.GetProperty("strategy").GetString(), label.GetProperty("chosenBy").GetString());
        Assert.Equal(queue.GetProperty("batch").GetInt64(), label.GetProperty("batch").GetInt64());
        Assert.Equal(5, label.GetProperty("posterior").GetArrayLength());
        Assert.DoesNotContain(
            next.GetProperty("picks").EnumerateArray(), pick => !pick.GetProperty("audit").GetBoolean() && pick.GetProperty("clipId").GetString() == id);
        Assert.DoesNotContain(next.GetProperty("picks").EnumerateArray(), pick => pick.GetProperty("clipId").GetString() is "c0" or "c1");
        Assert.All(next.GetProperty("picks").EnumerateArray(), pick => Assert.NotEmpty(pick.GetProperty("reason").GetString()!));
    }

    [Fact]
    public async Task Queue_AskedTwice_IsTheSameBatch()
    {
        using var folder = await ProjectAsync();

        var one = await FusionProgram.RunAsync(folder.At("project"), "queue", "--json");
        var two = await FusionProgram.RunAsync(folder.At("project"), "queue", "--json");

        Assert.Equal(one.Out, two.Out);
    }

    [Fact]
    public async Task LabelImport_SameTableTwice_AddsNothingTheSecondTime()
    {
        using var folder = await ProjectAsync();
        var table = folder.Write("answers.csv", "clip_id,level,reviewer,at,chosen_by\nc5,R,ann,2026-01-02T03:04:05Z,survey\nc6,>=PG-13,bob,,\nc7,unsure,bob,,\n");

        var one = await FusionProgram.RunAsync(folder.At("project"), "label", "--import", table, "--json");
        var two = await FusionProgram.RunAsync(folder.At("project"), "label", "--import", table, "--json");

        Assert.Equal(3, one.Json.GetProperty("added").GetInt32());
        Assert.Equal(0, two.Json.GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task Policy_FileChanged_CommandsRefuseUntilItIsApplied()
    {
        using var folder = await ProjectAsync();
        var project = folder.At("project");
        var file = Path.Combine(project, "fusion.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("genre: 1", "genre: 0.5", StringComparison.Ordinal));

        var refused = await FusionProgram.RunAsync(project, "queue");
        var diff = await FusionProgram.RunAsync(project, "policy", "diff");
        var apply = await FusionProgram.RunAsync(project, "policy", "apply", "--note", "genre says less");
        var queue = await FusionProgram.RunAsync(project, "queue");
        var log = (await FusionProgram.RunAsync(project, "policy", "log", "--json")).Json.GetProperty("policies");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("policy diff", refused.Error, StringComparison.Ordinal);
        Assert.Contains("genre", diff.Out, StringComparison.Ordinal);
        Assert.Equal(0, apply.ExitCode);
        Assert.Equal(0, queue.ExitCode);
        Assert.Equal(2, log.GetArrayLength());
        Assert.Equal("genre says less", log[0].GetProperty("note").GetString());
        Assert.Equal(log[1].GetProperty("hash").GetString(), log[0].GetProperty("parent").GetString());

        var back = await FusionProgram.RunAsync(project, "policy", "use", log[1].GetProperty("hash").GetString()![..8]);
        Assert.Equal(0, back.ExitCode);
        Assert.Equal(0, (await FusionProgram.RunAsync(project, "queue")).ExitCode);
    }
}
