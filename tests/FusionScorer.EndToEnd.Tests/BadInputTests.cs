using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

/// <summary>Each kind of bad input: one line with file, line and mend, exit code 2, nothing written.</summary>
public sealed class BadInputTests(TabularProject tabular) : IClassFixture<TabularProject>
{
    private const string Clips = "clip_id,title,year,duration_min,genres,directors,cast\na,A,1999,90,Drama,D,X\nb,B,2001,100,Comedy,D,Y\n";
    private const string Features = "clip_id,captions.words,captions.strong\na,1000,3\nb,1000,0\n";

    public static TheoryData<string, string, string, string> DataSets => new()
    {
        { "ragged row", "features.csv", "clip_id,captions.words\na,1000,3\n", "features.csv:2:" },
        { "not a number", "features.csv", "clip_id,captions.words\na,many\n", "features.csv:2:" },
        { "unknown clip in features", "features.csv", "clip_id,captions.words\nzzz,3\n", "features.csv:2:" },
        { "column without a signal", "features.csv", "clip_id,words\na,3\n", "features.csv:1:" },
        { "no header column", "clips.csv", "id,title\na,A\n", "clips.csv:1:" },
        { "duplicate id", "clips.csv", Clips + "a,Again,1999,90,Drama,D,X\n", "clips.csv:4:" },
        { "wrong encoding", "clips.csv", Clips + "c,Caf\u00e9,1999,90,Drama,D,X\n", "clips.csv:4:" },
        { "unknown level", "truth.csv", "clip_id,level\na,PG-14\n", "truth.csv:2:" },
        { "viewers without a clip column", "viewers.csv", "viewer_id,clip,rating\nv1,a,4\n", "viewers.csv:1:" },
        { "policy with a wrong key", "policy.yaml", "taxonomi: {name: x}\n", "policy.yaml:1:" },
    };

    [Theory]
    [MemberData(nameof(DataSets))]
    public async Task Import_BadDataSet_SaysWhereInOneLineAndWritesNothing(string fault, string file, string content, string place)
    {
        using var folder = new TempFolder();
        foreach (var (name, text) in new[]
            { ("clips.csv", Clips), ("features.csv", Features), ("truth.csv", "clip_id,level\na,R\n"), (file, content) })
        {
            Directory.CreateDirectory(folder.At("data"));
            var encoding = fault == "wrong encoding" && name == file ? System.Text.Encoding.Latin1 : new System.Text.UTF8Encoding(false);
            await File.WriteAllTextAsync(folder.At("data", name), text, encoding);
        }

        await FusionProgram.RunAsync(folder.Path, "init", "project");
        var project = folder.At("project");

        var run = await FusionProgram.RunAsync(project, "import", folder.At("data"), "--known", folder.At("data", "truth.csv"));

        AssertOneLine(run, place);
        var export = await FusionProgram.RunAsync(project, "export", "--format", "csv");
        Assert.Single(export.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Import_BadViewerRows_AreCountedAndReportedWithTheFirstPlace()
    {
        using var folder = new TempFolder();
        folder.Write("data/clips.csv", Clips);
        folder.Write("data/viewers.csv", [.. "viewer_id,clip_id,rating\nv1,a,4\nv2,\"b,4\nv"u8, 0xE9, .. ",a,1\nv1,,4\nv1,a,bad\nv1,a\nv1,a,5\nv9,zzz,1\n"u8]);
        await FusionProgram.RunAsync(folder.Path, "init", "project");

        var run = await FusionProgram.RunAsync(folder.At("project"), "import", folder.At("data"), "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        var rows = run.Json.GetProperty("viewerRows");
        Assert.Equal((1, 5, 1, 1), (run.Json.GetProperty("viewerLinks").GetInt32(), rows.GetProperty("bad").GetInt32(), rows.GetProperty("repeated").GetInt32(), rows.GetProperty("unknownClip").GetInt32()));
        Assert.Contains("viewers.csv:3:", run.Error, StringComparison.Ordinal);
        Assert.Contains("(5 bad rows left out)", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobs: 0", "job: 0", "'job'")]
    [InlineData("level: least-cost", "level: cheapest", "cheapest")]
    [InlineData("under: 2", "under: lots", "lots")]
    [InlineData("then >=R", "then >=X", "X")]
    [InlineData("thresholds-from: 50", "thresholds-from: 50\n    thresholds-from: 50", "thresholds-from")]
    public async Task AnyCommand_FaultyProjectFile_SaysWhereInOneLine(string right, string wrong, string names)
    {
        using var folder = new TempFolder();
        await FusionProgram.RunAsync(folder.Path, "init", "project");
        var file = folder.At("project", "fusion.yaml");
        var text = await File.ReadAllTextAsync(file);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"fusion.yaml holds no '{right}'");
        await File.WriteAllTextAsync(file, string.Concat(text.AsSpan(0, at), wrong, text.AsSpan(at + right.Length)));

        var run = await FusionProgram.RunAsync(folder.At("project"), "queue");

        AssertOneLine(run, "fusion.yaml:");
        Assert.Contains(names, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label,a,b\n0,1\n", "votes.csv:2:")]
    [InlineData("label,a\n0,zebra\n", "votes.csv:2:")]
    [InlineData("label,a\n0,5..2\n", "votes.csv:2:")]
    [InlineData("label,a\nx,1\n", "votes.csv:2:")]
    [InlineData("", "votes.csv")]
    public async Task FuseVotes_BadLabelMatrix_SaysWhereInOneLineAndWritesNothing(string content, string place)
    {
        using var folder = new TempFolder();
        var votes = folder.Write("votes.csv", content);

        var run = await FusionProgram.RunAsync(folder.Path, "fuse", "--votes", votes, "--out", folder.At("out.csv"));

        AssertOneLine(run, place);
        Assert.False(File.Exists(folder.At("out.csv")));
    }

    [Theory]
    [InlineData("fuze", "fuze")]
    [InlineData("queue --batch many", "many")]
    [InlineData("queue --batch 0", "--batch 0")]
    [InlineData("queue --strategy clever", "clever")]
    [InlineData("label", "fusion label CLIP LEVELSET")]
    [InlineData("show nothing", "'nothing'")]
    [InlineData("label a PG-14", "PG-14")]
    [InlineData("label a R --undo", "--undo")]
    [InlineData("extract --jobs 0", "--jobs 0")]
    [InlineData("extract --signals smell", "smell")]
    [InlineData("policy use ffff", "ffff")]
    [InlineData("init .", "fusion.yaml")]
    public async Task AnyCommand_BadArgument_SaysWhatInOneLine(string arguments, string names)
    {
        var run = await FusionProgram.RunAsync(tabular.Project, arguments.Split(' '));

        AssertOneLine(run, "error:");
        Assert.Contains(names, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCommand_OutsideAProject_NamesTheCommandThatMakesOne()
    {
        using var folder = new TempFolder();

        var run = await FusionProgram.RunAsync(folder.Path, "queue");

        AssertOneLine(run, "fusion init");
    }

    private static void AssertOneLine(FusionProgram.Result run, string place)
    {
        Assert.Equal(2, run.ExitCode);
        var line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(place, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }
}
