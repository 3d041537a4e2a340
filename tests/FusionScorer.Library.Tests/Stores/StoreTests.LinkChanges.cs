using FusionScorer.Core.Clips;
using FusionScorer.Core.Randomness;
using FusionScorer.Library.Links;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    [SkippableFact]
    public void ReadLinks_FirstTime_GivesAllLinksOfPresentClips()
    {
        var c = AddPeople();
        Store.Clips.ReplaceViewerLinks("s", [new(c[0], 1, 5), new(c[2], 1, 4)]);
        Store.Clips.Apply([Change("c3", metadata: new ClipMetadata(Directors: ["A"]), present: false)]);

        var read = ReadLinks();

        Assert.False(read.ViewersStay);
        Assert.Equal(c[..2], read.Clips);
        Assert.Equal(Store.Clips.PersonLinks(), read.People);
        Assert.Equal(Store.Clips.ViewerLinks(), read.Viewers.Where(link => read.Clips.Contains(link.ClipNo)));
    }

    [SkippableFact]
    public void ReadLinks_NothingChanged_IsNotCalled()
    {
        AddPeople();
        var stamp = ReadLinks().Stamp;

        Store.Clips.Apply([Change("c1", metadata: new ClipMetadata("Another title", Directors: ["A", " A"]))]);
        Reopen();

        Assert.False(Store.Clips.ReadLinks(new Read(), stamp));
    }

    [SkippableFact]
    public void ReadLinks_AfterAChange_GivesAllPeopleAndNoViewers()
    {
        var c = AddPeople();
        Store.Clips.ReplaceViewerLinks("s", [new(c[0], 1, 5)]);
        var stamp = ReadLinks().Stamp;
        using var other = Open();

        other.Clips.Apply([Change("c2", metadata: new ClipMetadata(Cast: ["A"])), Change("c4", metadata: new ClipMetadata(Writers: ["B"]))]);
        var read = ReadLinks(stamp);

        Assert.True(read.ViewersStay);
        Assert.Empty(read.Viewers);
        Assert.Equal([(c[0], "director"), (c[1], "actor"), (c[2], "director"), (No("c4"), "writer")], read.People.Select(link => (link.ClipNo, link.Role)));
        Assert.Equal(Store.Clips.PersonLinks(), read.People);
        Assert.True(read.Stamp.Version > stamp.Version);
    }

    [SkippableFact]
    public void ReadLinks_IdOfOneClipTellsOthersApart_GivesTheirPeopleAnew()
    {
        Store.Clips.Apply([
            Change("c1", metadata: new ClipMetadata(Directors: ["Ann"])), Change("c2", metadata: new ClipMetadata(Directors: [new("Ann Lee", 1)]))]);
        var before = ReadLinks();
        Assert.NotEqual(before.People[0].Person, before.People[1].Person);

        Store.Clips.Apply([Change("c3", metadata: new ClipMetadata(Writers: [new("Ann", 1)]))]);

        Assert.Single(ReadLinks(before.Stamp).People.Select(link => link.Person).Distinct());
    }

    [SkippableFact]
    public void ReadLinks_ClipIsGone_IsLeftOutUntilItIsBackWithItsViewers()
    {
        var c = AddPeople();
        Store.Clips.ReplaceViewerLinks("s", [new(c[0], 1, 5)]);
        var stamp = ReadLinks().Stamp;

        Store.Clips.Apply([Change("c1", metadata: new ClipMetadata(Directors: ["A"]), present: false)]);
        var gone = ReadLinks(stamp);

        Assert.Equal(c[1..], gone.Clips);
        Assert.Equal(c[1..], gone.People.Select(link => link.ClipNo));
        Assert.True(gone.ViewersStay);
        Store.Clips.Apply([Change("c1", metadata: new ClipMetadata(Directors: ["A"]))]);
        var back = ReadLinks(gone.Stamp);
        Assert.False(back.ViewersStay);
        Assert.Single(back.Viewers);
    }

    [SkippableFact]
    public void ReadLinks_ViewersReplacedOrAnotherStore_GivesAll()
    {
        var c = AddPeople();
        var stamp = ReadLinks().Stamp;
        Assert.False(ReadLinks(stamp with { Store = "another" }).ViewersStay);
        Assert.False(ReadLinks(stamp with { Version = stamp.Version + 1 }).ViewersStay);

        Store.Clips.ReplaceViewerLinks("s", [new(c[0], 1, 5)]);

        Assert.False(ReadLinks(stamp).ViewersStay);
        Assert.Single(ReadLinks(stamp).Viewers);
    }

    [SkippableFact]
    public void LinkTables_IdsOfPeople_HaveNames()
    {
        using var folder = new TempFolder();
        Store.Clips.Apply([
            Change("c1", metadata: new ClipMetadata(Directors: ["jj abrams"], Cast: ["X"])),
            Change("c2", metadata: new ClipMetadata(Cast: ["Y", "X"], Writers: ["Y"]))]);
        Assert.Equal(["jj abrams"], Names("directors"));

        Store.Clips.Apply([Change("c1", metadata: new ClipMetadata(Directors: ["Z"], Cast: ["X"])), Change("c3", metadata: new ClipMetadata(Writers: [new("J.J. Abrams", 9190)]))]);

        Assert.Equal(["Z"], Names("directors"));
        Assert.Equal(["X", "Y"], Names("cast"));
        Assert.Equal(["Y", "J.J. Abrams"], Names("writers"));

        string[] Names(string kind)
        {
            int[] ids = [.. LinkTables.Of(Store, [.. Store.Clips.All().Select(clip => clip.No)], folder.At("links.bin")).Find(kind)!.Ids.Select(id => (int)id)];
            var names = Store.Clips.PersonNames(ids);
            return [.. ids.Select(id => names[id])];
        }
    }

    [SkippableFact]
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
            if (LinkCache.Read(cache)?.Stamp is { } stamp && stamp != ReadLinks().Stamp && ReadLinks(stamp).ViewersStay)
                followed++;
            AssertCached(cache);
        }

        Assert.True(followed > 10, $"only {followed} times was the cache brought up to date");
    }

    [SkippableTheory]
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

    [SkippableFact]
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
        metadata: new ClipMetadata(Directors: [.. Mentions(random, 2)], Cast: [.. Mentions(random, 4)], Writers: [.. Mentions(random, 2)]),
        present: random.NextInt(8) > 0);

    private static IEnumerable<Credit> Mentions(CounterRandom random, int most)
    {
        for (var i = random.NextInt(most); i > 0; i--)
            yield return new Credit($"P{random.NextInt(12)}", random.NextInt(5) == 0 ? 1 + random.NextInt(6) : 0);
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

        public bool ViewersStay { get; private set; }

        public List<PersonLink> People { get; } = [];

        public List<ViewerLink> Viewers { get; } = [];

        public void Begin(LinkStamp stamp, long[] clips, bool viewersStay) => (Stamp, Clips, ViewersStay) = (stamp, clips, viewersStay);

        public void Person(in PersonLink link) => People.Add(link);

        public void Viewer(in ViewerLink link) => Viewers.Add(link);
    }
}
