using FusionScorer.Core.Clips;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Links;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;
using FusionScorer.Library.Sqlite;

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

    [Fact]
    public void Of_IdsAndWriters_IdsWinAndEachPersonIsOnceARole()
    {
        _folder.Write("clips.csv", "clip_id,directors,cast,writers\na,JJ Abrams|J. J. Abrams,Ann,\nb,Ann (nm0000001),Ann [nm0000002],Jeffrey (nm0009190)|Ann\nc,,,J.J. Abrams (nm0009190)\n");

        var tables = Read();

        Assert.Equal(["directors", "cast", "writers"], tables.Tables.Select(table => table.Relation.Name));
        int[][] people = [.. tables.Tables.Select(table => table.Ids.Select(id => (int)id).ToArray())];
        Assert.Equal([0, 2], people[0]);
        Assert.Equal([1, 3], people[1]);
        Assert.Equal([0, 1], people[2]);
        Assert.Equal([0], tables.Tables[0].Relation.Graph.ClipsOf(0).ToArray());
        Assert.Equal([1, 2], tables.Tables[2].Relation.Graph.ClipsOf(0).ToArray());
        Assert.Equal([0], tables.Tables[0].Relation.Graph.NodesOf(0).ToArray());
    }

    [Fact]
    public void Of_DataSetAndItsStore_HaveTheSameGraphs() => Properties.ForAll(
        12,
        (size, seed) =>
        {
            var mentions = Records.PersonResolverTests.Random(3 * (size + 1), seed);
            ClipChange[] clips = [.. Enumerable.Range(0, size + 1).Select(i => new ClipChange(
                $"c{i}", Root: null, Path: null, Fingerprint: null, new ClipMetadata(Directors: [mentions[3 * i]], Cast: [mentions[(3 * i) + 1]], Writers: [mentions[(3 * i) + 2]]), Files: []))];
            using var folder = new TempFolder();
            using var store = SqliteStore.Open(folder.At("fusion.db"), create: true, TimeProvider.System);
            store.Clips.Apply(clips);

            var expected = LinkTables.Of(new TabularDataSet("d", clips, [], ViewerLinks.None([.. Enumerable.Range(0, clips.Length).Select(i => (long)i)]), Truth: null, []));
            var tables = LinkTables.Of(store, [.. store.Clips.All().Select(clip => clip.No)]);

            Assert.Equal(expected.Tables.Select(table => table.Relation.Name), tables.Tables.Select(table => table.Relation.Name));
            foreach (var (a, b) in expected.Tables.Zip(tables.Tables))
            {
                Assert.Equal(a.Relation.Graph.ClipStarts.ToArray(), b.Relation.Graph.ClipStarts.ToArray());
                Assert.Equal(a.Relation.Graph.ClipNodes.ToArray(), b.Relation.Graph.ClipNodes.ToArray());
            }
        });

    private static IEnumerable<int> Degrees(FusionScorer.Core.Graph.LinkGraph graph) =>
        Enumerable.Range(0, graph.Nodes).Select(node => graph.ClipsOf(node).Length).Order();

    private LinkTables Read() => LinkTables.Of(TabularDataSet.Read(_folder.Path, new ViewerHash(new byte[16])));
}
