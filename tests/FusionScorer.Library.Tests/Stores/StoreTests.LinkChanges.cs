using FusionScorer.Core.Clips;
using FusionScorer.Core.Randomness;
using FusionScorer.Library.Links;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    [Fact]
    public void ReadLinks_FirstTime_GivesAllLinksOfPresentClips()
    {
        var c = AddPeople();
        Store.Clips.ReplaceViewerLinks("s", [new(c[0], 1, 5), new(c[2], 1, 4)]);
        Store.Clips.Apply([Change("c3", metadata: new ClipMetadata(Directors: ["A"]), present: false)]);

        var read = ReadLinks();

        Assert.Null(read.Changed);
        Assert.Equal(c[..2], read.Clips);
        Assert.Equal(Store.Clips.PersonLinks(), read.People.Where(link => read.Clips.Contains(link.ClipNo)));
        Assert.Equal(Store.Clips.ViewerLinks(), read.Viewers.Where(link => read.Clips.Contains(link.ClipNo)));
    }

    [Fact]
    public void ReadLinks_NothingChanged_IsNotCalled()
    {
        AddPeople();
        var stamp = ReadLinks().Stamp;

        Store.Clips.Apply([Change("c1", metadata: new ClipMetadata("Another title", Directors: ["a"]))]);
        Reopen();

        Assert.False(Store.Clips.ReadLinks(new Read(), stamp));
    }

    [Fact]
    public void ReadLinks_AfterAChange_GivesPeopleOfClipsThatChanged()
    {
        var c = AddPeople();
        var stamp = ReadLinks().Stamp;
        using var other = Open();

        other.Clips.Apply([Change("c2", metadata: new ClipMetadata(Cast: ["A"])), Change("c4", metadata: new ClipMetadata(Directors: ["B"]))]);
        var read = ReadLinks(stamp);

        Assert.Equal([c[1], No("c4")], read.Changed!.Order());
        Assert.Equal([(c[1], "actor"), (No("c4"), "director")], read.People.Select(link => (link.ClipNo, link.Role)));
        Assert.Empty(read.Viewers);
        Assert.True(read.Stamp.Version > stamp.Version);
    }

    [Fact]
    public void ReadLinks_ClipIsGone_IsAmongTheChanged()
    {
        var c = AddPeople();
        Store.Clips.ReplaceViewerLinks("s", [new(c[0], 1, 5)]);
        var stamp = ReadLinks().Stamp;

        Store.Clips.Apply([Change("c1", metadata: new ClipMetadata(Directors: ["A"]), present: false)]);
        var gone = ReadLinks(stamp);

        Assert.Equal(c[1..], gone.Clips);
        Assert.Equal([c[0]], gone.Changed!);
        Store.Clips.Apply([Change("c1", metadata: new ClipMetadata(Directors: ["A"]))]);
        Assert.Null(ReadLinks(gone.Stamp).Changed);
    }

    [Fact]
    public void ReadLinks_ViewersReplacedOrAnotherStore_GivesAll()
    {
        var c = AddPeople();
        var stamp = ReadLinks().Stamp;
        Assert.Null(ReadLinks(stamp with { Store = "another" }).Changed);
        Assert.Null(ReadLinks(stamp with { Version = stamp.Version + 1 }).Changed);

        Store.Clips.ReplaceViewerLinks("s", [new(c[0], 1, 5)]);

        Assert.Null(ReadLinks(stamp).Changed);
        Assert.Single(ReadLinks(stamp).Viewers);
    }

    [Fact]
    public void LinkTables_AnyChanges_CacheGivesWhatReadingAllGives()
    {
        using var folder = new TempFolder();
        var cache = folder.At("cache", "links.bin");
        var random = new CounterRandom(5);
        var followed = 0;
        AddClips(20);
        for (var step = 0; step < 60; step++)
        {
            if (random.NextInt(12) == 0)
                Store.Clips.ReplaceViewerLinks($"s{random.NextInt(2)}", [.. Store.Clips.All().SelectMany(clip => Enumerable.Range(0, random.NextInt(4)).Select(_ => new ViewerLink(clip.No, random.NextInt(9) - 4, random.NextInt(5))))]);
            else
                Store.Clips.Apply([.. Enumerable.Range(0, 1 + random.NextInt(2)).Select(_ => RandomChange(random)).DistinctBy(change => change.ClipId)]);
            if (random.NextInt(3) == 0)
                continue;
            if (LinkCache.Read(cache)?.Stamp is { } stamp && stamp != ReadLinks().Stamp && ReadLinks(stamp).Changed is not null)
                followed++;
            AssertCached(cache);
        }

        Assert.True(followed > 10, $"only {followed} times was the cache brought up to date");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(52)]
    [InlineData(80)]
    [InlineData(-100)]
    [InlineData(-9)]
    public void LinkTables_CacheIsDamaged_IsMadeAnew(int at)
    {
        using var folder = new TempFolder();
        var cache = folder.At("links.bin");
        var c = AddPeople();
        Store.Clips.ReplaceViewerLinks("s", [new(c[0], 1, 5)]);
        AssertCached(cache);
        var bytes = System.IO.File.ReadAllBytes(cache);
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;

        System.IO.File.WriteAllBytes(cache, bytes);
        Assert.Null(LinkCache.Read(cache));
        AssertCached(cache);
        System.IO.File.WriteAllBytes(cache, bytes[..^1]);
        Assert.Null(LinkCache.Read(cache));
        AssertCached(cache);
        Assert.NotNull(LinkCache.Read(cache));
    }

    [Fact]
    public void LinkTables_OtherClipsThanTheStoreHas_FollowThoseAskedFor()
    {
        var c = AddPeople();
        var tables = LinkTables.Of(Store, [c[0], c[2], c[2] + 5]);

        Assert.Equal(["directors"], tables.Tables.Select(table => table.Relation.Name));
        var directors = tables.Find("directors")!;
        Assert.Equal([0, 1], directors.Relation.Graph.ClipsOf(0).ToArray());
        Assert.Equal(3, directors.Relation.Graph.Clips);
    }

    private void AssertCached(string cache)
    {
        long[] clips = [.. Store.Clips.All().Select(clip => clip.No)];
        var expected = LinkTables.Of(Store, clips);
        foreach (var tables in (ReadOnlySpan<LinkTables?>)[LinkTables.Of(Store, clips, cache), LinkCache.Read(cache)])
        {
            Assert.NotNull(tables);
            Assert.Equal(expected.Clips, tables.Clips);
            Assert.Equal(expected.Tables.Select(table => table.Relation.Name), tables.Tables.Select(table => table.Relation.Name));
            foreach (var (a, b) in expected.Tables.Zip(tables.Tables))
            {
                Assert.Equal(a.Ids, b.Ids);
                Assert.Equal(a.Relation.Graph.ClipStarts.ToArray(), b.Relation.Graph.ClipStarts.ToArray());
                Assert.Equal(a.Relation.Graph.ClipNodes.ToArray(), b.Relation.Graph.ClipNodes.ToArray());
                Assert.Equal(a.Relation.Graph.NodeStarts.ToArray(), b.Relation.Graph.NodeStarts.ToArray());
                Assert.Equal(a.Relation.Graph.NodeClips.ToArray(), b.Relation.Graph.NodeClips.ToArray());
                Assert.Equal(a.Relation.Graph.Ratings.ToArray(), b.Relation.Graph.Ratings.ToArray());
            }
        }
    }

    private static ClipChange RandomChange(CounterRandom random) => Change(
        $"c{1 + random.NextInt(26)}",
        metadata: new ClipMetadata(Directors: [.. Names(random, 2)], Cast: [.. Names(random, 4)]),
        present: random.NextInt(8) > 0);

    private static IEnumerable<string> Names(CounterRandom random, int most)
    {
        for (var i = random.NextInt(most); i > 0; i--)
            yield return $"P{random.NextInt(12)}";
    }

    /// <summary>Three clips: c1 and c3 by A, c2 with X.</summary>
    private long[] AddPeople()
    {
        Store.Clips.Apply([
            Change("c1", metadata: new ClipMetadata(Directors: ["A"])), Change("c2", metadata: new ClipMetadata(Cast: ["X"])),
            Change("c3", metadata: new ClipMetadata(Directors: ["A"]))]);
        return [No("c1"), No("c2"), No("c3")];
    }

    private Read ReadLinks(LinkStamp? since = null)
    {
        var read = new Read();
        Assert.True(Store.Clips.ReadLinks(read, since));
        return read;
    }

    private sealed class Read : ILinkReader
    {
        public LinkStamp Stamp { get; private set; }

        public long[] Clips { get; private set; } = [];

        public IReadOnlySet<long>? Changed { get; private set; }

        public List<PersonLink> People { get; } = [];

        public List<ViewerLink> Viewers { get; } = [];

        public void Begin(LinkStamp stamp, long[] clips, IReadOnlySet<long>? changed) => (Stamp, Clips, Changed) = (stamp, clips, changed);

        public void Person(in PersonLink link) => People.Add(link);

        public void Viewer(in ViewerLink link) => Viewers.Add(link);
    }
}
