using System.Xml.Linq;
using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests;

public sealed class GraphCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TestShell _shell = new();

    public async Task InitializeAsync()
    {
        SmallDataSet.Write(_shell);
        await _shell.OkAsync("init", "project");
        await _shell.OkAsync("import", "data", "--known", _shell.Write("known.csv", "clip_id,level\nc0,R\nc1,PG\nc2,PG-13\nc6,R\nc9,PG\n"), "--project", "project");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Graph_SmallDataSet_IsAsLookedAt()
    {
        Snapshot.Match("graph-clip", await _shell.OkAsync("graph", "--clip", "c3", "--project", "project"));
        Snapshot.Match("graph-stats", await _shell.OkAsync("graph", "--stats", "--project", "project"));
    }

    [Theory]
    [InlineData("either")]
    [InlineData("either", "--clip", "c3", "--stats")]
    [InlineData("--most 0", "--clip", "c3", "--most", "0")]
    [InlineData("no clip", "--clip", "nothing")]
    public async Task Graph_BadArguments_SayWhatInOneLine(string names, params string[] arguments)
    {
        var (code, output, error) = await _shell.RunAsync(["graph", .. arguments, "--project", "project"]);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(names, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_NoLinks_SaysSo()
    {
        await _shell.OkAsync("init", "other");

        Assert.StartsWith("no links", await _shell.OkAsync("graph", "--stats", "--project", "other"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_OnePersonWrittenInTwoWays_SaysSo()
    {
        _shell.Write("spelled/clips.csv", "clip_id,directors\na,J.J. Abrams\nb,JJ Abrams\nc,J. J. Abrams\nd,Somebody Else\n");
        await _shell.OkAsync("init", "other");
        await _shell.OkAsync("import", "spelled", "--project", "other");

        var table = await _shell.OkAsync("graph", "--stats", "--project", "other");

        var line = Assert.Single(table.Split('\n'), line => line.Contains("Abrams", StringComparison.Ordinal));
        foreach (var spelling in (string[])["J.J. Abrams (1)", "JJ Abrams (1)", "J. J. Abrams (1)"])
            Assert.Contains(spelling, line, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_Graph_HasClipsAndPeopleAndNoViewer()
    {
        var (code, output, error) = await _shell.RunAsync("export", "--graph", "g.graphml", "--project", "project");

        Assert.Equal((ExitCode.Done, ""), (code, output));
        Assert.Contains("12 clips, 8 people, 32 links", error, StringComparison.Ordinal);
        var nodes = Nodes("g.graphml");
        Assert.Equal((12, 8, 0), (nodes.Count(node => node["kind"] == "clip"), nodes.Count(node => node["kind"] == "person"), nodes.Count(node => node["kind"] == "viewer")));
        var clip = nodes.Single(node => node.GetValueOrDefault("clip_id") == "c9");
        Assert.Equal(("Clip 9", "1999", "PG", "known"), (clip["title"], clip["year"], clip["level"], clip["level_source"]));
        Assert.False(nodes.Single(node => node.GetValueOrDefault("clip_id") == "c5").ContainsKey("level"));
    }

    [Fact]
    public async Task Export_GraphWithViewers_WarnsAndNumbersThem()
    {
        var (code, _, error) = await _shell.RunAsync("export", "--graph", "g.graphml", "--with-viewers", "--project", "project");

        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith("warning:", error, StringComparison.Ordinal);
        var viewers = Nodes("g.graphml").Where(node => node["kind"] == "viewer").ToList();
        Assert.Equal(Enumerable.Range(1, 8).Select(number => $"v{number}"), viewers.Select(viewer => viewer["label"]));
        Assert.All(viewers, viewer => Assert.Equal(["kind", "label"], viewer.Keys));
    }

    [Theory]
    [InlineData("--with-viewers")]
    [InlineData("--graph", "g.graphml", "--what", "clips")]
    [InlineData("--graph", "g.graphml", "--out", "clips.csv")]
    [InlineData("--graph", "nowhere/g.graphml")]
    public async Task Export_BadArguments_WriteNothing(params string[] arguments)
    {
        var (code, output, error) = await _shell.RunAsync(["export", .. arguments, "--project", "project"]);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(Directory.GetFiles(_shell.Folder, "*.graphml*"));
    }

    public void Dispose() => _shell.Dispose();

    private List<Dictionary<string, string>> Nodes(string file)
    {
        var document = XDocument.Load(_shell.At(file));
        var space = document.Root!.Name.Namespace;
        return
        [
            .. document.Descendants(space + "node").Select(node =>
                node.Elements(space + "data").ToDictionary(data => data.Attribute("key")!.Value, data => data.Value, StringComparer.Ordinal)),
        ];
    }
}
