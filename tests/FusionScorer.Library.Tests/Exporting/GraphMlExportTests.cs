using System.Xml.Linq;
using FusionScorer.Core.Randomness;
using FusionScorer.Library.Exporting;

namespace FusionScorer.Library.Tests.Exporting;

public sealed class GraphMlExportTests
{
    private static readonly XNamespace Ns = GraphMlExport.Namespace;

    [Fact]
    public void Write_Graph_HasDeclaredKeysUniqueIdsAndLinksBetweenNodes()
    {
        var document = Write(
            [new("c1", "tt1", "Heat", 1995, "R", "known"), new("c2", "tt2", Title: null, Year: null, Level: null, LevelSource: null)],
            [new("p7", "person", "Ann"), new("v1", "viewer", Name: null)],
            [new("c1", "p7", "directors"), new("c2", "p7", "cast"), new("c2", "v1", "viewers")]);

        Assert.Equal(Ns + "graphml", document.Root!.Name);
        var keys = document.Root.Elements(Ns + "key").ToDictionary(key => key.Attribute("id")!.Value, StringComparer.Ordinal);
        var graph = Assert.Single(document.Root.Elements(Ns + "graph"));
        Assert.Equal("undirected", graph.Attribute("edgedefault")!.Value);
        Assert.All(graph.Descendants(Ns + "data"), data => Assert.Equal(keys[data.Attribute("key")!.Value].Attribute("for")!.Value, data.Parent!.Name.LocalName));
        Assert.All(keys.Values, key => Assert.Contains(key.Attribute("attr.type")!.Value, (string[])["string", "int"]));
        var ids = graph.Elements(Ns + "node").Select(node => node.Attribute("id")!.Value).ToList();
        Assert.Equal(["c1", "c2", "p7", "v1"], ids);
        Assert.All(graph.Elements(Ns + "edge"), edge => Assert.True(ids.Contains(edge.Attribute("source")!.Value) && ids.Contains(edge.Attribute("target")!.Value)));
        Assert.Equal(["e1", "e2", "e3"], graph.Elements(Ns + "edge").Select(edge => edge.Attribute("id")!.Value));
        Assert.Equal(["directors", "cast", "viewers"], graph.Elements(Ns + "edge").Select(edge => Data(edge)["relation"]));
        var nodes = graph.Elements(Ns + "node").Select(Data).ToList();
        Assert.Equal(("clip", "Heat", "tt1", "1995", "R", "known"), (nodes[0]["kind"], nodes[0]["title"], nodes[0]["clip_id"], nodes[0]["year"], nodes[0]["level"], nodes[0]["level_source"]));
        Assert.Equal(["clip_id", "kind", "label"], nodes[1].Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("person", "Ann", "Ann"), (nodes[2]["kind"], nodes[2]["name"], nodes[2]["label"]));
        Assert.Equal(("viewer", "v1"), (nodes[3]["kind"], nodes[3]["label"]));
    }

    [Theory]
    [InlineData("<data key=\"level\">G</data>&\"']]>", "<data key=\"level\">G</data>&\"']]>")]
    [InlineData("a\0b\u001bc\u000bd\uffff", "a\ufffdb\ufffdc\ufffdd\ufffd")]
    [InlineData("whole \ud83d\ude00, tab\tline\nreturn\r.", "whole \ud83d\ude00, tab\tline\nreturn\r.")]
    public void Write_HostileText_ComesBackOrIsReplaced(string title, string read)
    {
        var document = Write([new("c1", "tt1", title, 1995, "R", "known")], [new("p1", "person", title)], []);

        var nodes = document.Descendants(Ns + "node").Select(Data).ToList();
        Assert.Equal((read, read, "R"), (nodes[0]["title"], nodes[0]["label"], nodes[0]["level"]));
        Assert.Equal(read, nodes[1]["name"]);
    }

    [Fact]
    public void Write_HalfOfAPair_IsReplaced()
    {
        var document = Write([new("c1", "tt1", "half \ud83d of a pair\udc00\ud83d", 1995, "R", "known")], [], []);

        Assert.Equal("half \ufffd of a pair\ufffd\ufffd", Data(document.Descendants(Ns + "node").Single())["title"]);
    }

    [Fact]
    public void Write_AnyText_IsXml() => Properties.ForAll(40, (length, seed) =>
    {
        var random = new CounterRandom(seed);
        var title = string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.NextInt(random.NextInt(2) == 0 ? 128 : 65536)));

        var read = Data(Write([new("c1", "tt1", title, 1995, "R", "known")], [], []).Descendants(Ns + "node").Single())["title"];

        Assert.Equal(title.Length, read.Length);
        Assert.All(title.Zip(read), pair => Assert.True(pair.First == pair.Second || pair.Second == '\ufffd'));
    });

    private static Dictionary<string, string> Data(XElement element) =>
        element.Elements(Ns + "data").ToDictionary(data => data.Attribute("key")!.Value, data => data.Value, StringComparer.Ordinal);

    private static XDocument Write(GraphClip[] clips, GraphNode[] nodes, GraphLink[] links)
    {
        using var to = new StringWriter();
        new GraphMlExport().Write(to, new ExportGraph(clips, nodes, links));
        return XDocument.Parse(to.ToString(), LoadOptions.PreserveWhitespace);
    }
}
