using FusionScorer.Library.Importing;
using FusionScorer.Library.Links;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Tests.Links;

public sealed class LinkTablesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_WrittenWorld_HasTheLinksOfTheWorld()
    {
        var world = LinkWorld.Draw(2000);
        LinkWorldFiles.Write(world, _folder.Path);

        var tables = Read();

        foreach (var (expected, table) in world.Relations().Zip(tables.Tables))
        {
            var (graph, own) = (expected.Graph, table.Relation.Graph);
            Assert.Equal((expected.Signal, expected.Name, expected.HubExponent), (table.Relation.Signal, table.Relation.Name, table.Relation.HubExponent));
            Assert.Equal(graph.ClipStarts.ToArray(), own.ClipStarts.ToArray());
            Assert.Equal(Degrees(graph).Where(degree => degree > 0), Degrees(own));
            Assert.Equal(table.Ids.Length, own.Nodes);
            Assert.Equal(table.Ids.Order(), table.Ids);
            for (var clip = 0; clip < world.Clips; clip += 37)
                Assert.Equal(graph.RatingsOf(clip).ToArray().Order(), own.RatingsOf(clip).ToArray().Order());
        }
    }

    [Fact]
    public void Of_PeopleByRole_ShareTheirNumbersAndKindsWithoutLinksAreLeftOut()
    {
        _folder.Write("clips.csv", "clip_id,directors,cast\na,J.J. Abrams|.,X\nb,jj abrams,\nc,Y,JJ  ABRAMS|X\n");

        var tables = Read();

        Assert.Equal(["directors", "cast"], tables.Tables.Select(table => table.Relation.Name));
        Assert.Equal([0, 2], tables.Find("directors")!.Ids);
        Assert.Equal([0, 1], tables.Find("cast")!.Ids);
        Assert.Equal([0, 1], tables.Find("directors")!.Relation.Graph.ClipsOf(0).ToArray());
        Assert.Equal([2], tables.Find("cast")!.Relation.Graph.ClipsOf(0).ToArray());
        Assert.Null(tables.Find("viewers"));
    }

    private static IEnumerable<int> Degrees(FusionScorer.Core.Graph.LinkGraph graph) =>
        Enumerable.Range(0, graph.Nodes).Select(node => graph.ClipsOf(node).Length).Order();

    private LinkTables Read() => LinkTables.Of(TabularDataSet.Read(_folder.Path, new ViewerHash(new byte[16])));
}
