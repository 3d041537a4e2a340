using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Graph;

public class LinkGraphTests
{
    [Fact]
    public void Build_Ratings_GoWithTheirLinksAndTheLastOfADoubleCounts()
    {
        var builder = new LinkGraphBuilder();
        builder.Add(0, 2, 4);
        builder.Add([new Link(1, 1), new Link(0, 0)]);
        builder.Add(0, 2, 1.5f);
        builder.Add(1, 0, 3);

        Assert.Equal(5, builder.Count);
        var graph = builder.Build(3, 3);

        Assert.Equal((0, 0), (builder.Count, builder.Build(1, 1).Links));
        Assert.Equal([0, 2], graph.NodesOf(0).ToArray());
        Assert.Equal([float.NaN, 1.5f], graph.RatingsOf(0).ToArray());
        Assert.Equal([3f, float.NaN], graph.RatingsOf(1).ToArray());
        Assert.Empty(graph.RatingsOf(2).ToArray());
    }

    [Fact]
    public void Build_NoRatingLeft_HasNone()
    {
        var builder = new LinkGraphBuilder();
        builder.Add(0, 0, 4);
        builder.Add(0, 0);

        var graph = builder.Build(1, 1);

        Assert.False(graph.HasRatings);
        Assert.Empty(graph.RatingsOf(0).ToArray());
    }

    [Fact]
    public void Build_UnderOtherNumbers_IsBuildingWithThose()
    {
        var builder = new LinkGraphBuilder();
        builder.Add([new(0, 0), new(1, 1), new(2, 2), new(2, 0)]);
        Assert.Throws<ArgumentException>(() => builder.Build(2, 2, clipTo: [0, 1], nodeTo: [0, 1, 0]));
        Assert.Throws<ArgumentException>(() => builder.Build(2, 2, clipTo: [0, 1, 2], nodeTo: [0, 1, 0]));

        var graph = builder.Build(2, 2, clipTo: [1, -1, 0], nodeTo: [1, 1, 0]);

        AssertSame(LinkGraph.Build(2, 2, [new(1, 1), new(0, 0), new(0, 1)]), graph);
    }

    [Fact]
    public void Build_AnyLinks_IsWhatSetsGive() => Properties.ForAll(3000, (links, seed) =>
    {
        var random = new CounterRandom(seed);
        int clips = 1 + random.NextInt(60), nodes = 1 + random.NextInt(40);
        var builder = new LinkGraphBuilder();
        var expected = new SortedDictionary<(int Clip, int Node), float>();
        for (var i = 0; i < links; i++)
        {
            int clip = random.NextInt(clips), node = random.NextInt(nodes);
            var rating = random.NextInt(3) == 0 ? float.NaN : random.NextInt(5);
            builder.Add(clip, node, rating);
            expected[(clip, node)] = rating;
        }

        var graph = builder.Build(clips, nodes);

        for (var clip = 0; clip < clips; clip++)
        {
            Assert.Equal(expected.Keys.Where(key => key.Clip == clip).Select(key => key.Node), graph.NodesOf(clip).ToArray());
            if (graph.HasRatings)
                Assert.Equal(expected.Where(pair => pair.Key.Clip == clip).Select(pair => pair.Value), graph.RatingsOf(clip).ToArray());
        }

        for (var node = 0; node < nodes; node++)
            Assert.Equal(expected.Keys.Where(key => key.Node == node).Select(key => key.Clip), graph.ClipsOf(node).ToArray());
    });

    [Fact]
    public void With_AnyChange_IsBuildingAnew() => Properties.ForAll(
        30,
        (size, seed) =>
        {
            var random = new CounterRandom(seed);
            var rows = Enumerable.Range(0, size).Select(clip => Draw(random, clip, nodes: 20, rated: seed % 3)).ToList();
            var graph = Build(size, 20, rows);
            int clips = size + random.NextInt(4), nodes = 20 + random.NextInt(5);
            var changed = new List<ClipLinks>();
            for (var clip = clips - 1; clip >= 0; clip--)
            {
                if (random.NextInt(3) == 0)
                    changed.Add(Draw(random, clip, nodes, rated: (ulong)random.NextInt(3)));
            }

            var after = Enumerable.Range(0, clips).Select(clip => changed.Find(row => row.Clip == clip) ?? (clip < size ? rows[clip] : new ClipLinks(clip, []))).ToList();

            AssertSame(Build(clips, nodes, after), graph.With(clips, nodes, changed));
        },
        tests: 300);

    [Fact]
    public void With_AllRatedLinksLeave_HasNoRatings()
    {
        var graph = Build(2, 2, [new ClipLinks(0, [0], [3]), new ClipLinks(1, [1])]);

        Assert.False(graph.With(2, 2, [new ClipLinks(0, [1])]).HasRatings);
    }

    [Fact]
    public void With_WhatCannotBe_Throws()
    {
        var graph = LinkGraph.Build(2, 2, [new(0, 0)]);

        Assert.Throws<ArgumentException>(() => graph.With(1, 2, []));
        Assert.Throws<ArgumentException>(() => graph.With(2, 1, []));
        Assert.Throws<ArgumentException>(() => graph.With(2, 2, [new ClipLinks(2, [0])]));
        Assert.Throws<ArgumentException>(() => graph.With(2, 2, [new ClipLinks(0, [2])]));
        Assert.Throws<ArgumentException>(() => graph.With(2, 2, [new ClipLinks(0, [-1])]));
        Assert.Throws<ArgumentException>(() => graph.With(2, 2, [new ClipLinks(0, [0]), new ClipLinks(0, [1])]));
        Assert.Throws<ArgumentException>(() => graph.With(2, 2, [new ClipLinks(0, [0, 1], [1])]));
    }

    [Fact]
    public void Renumber_AnyOrderKeepingNumbers_IsBuildingWithThem() => Properties.ForAll(30, (size, seed) =>
    {
        var random = new CounterRandom(seed);
        var rows = Enumerable.Range(0, size).Select(clip => Draw(random, clip, nodes: 15, rated: seed % 3)).ToList();
        var (clipTo, clips) = Numbers(random, size);
        var (nodeTo, nodes) = Numbers(random, 15);
        var builder = new LinkGraphBuilder();
        Fill(builder, rows);

        AssertSame(builder.Build(clips, nodes, clipTo, nodeTo), Build(size, 15, rows).Renumber(clips, clipTo, nodes, nodeTo));
    });

    [Fact]
    public void Renumber_NumbersThatTurnAround_Throw()
    {
        var graph = LinkGraph.Build(2, 2, [new(0, 0)]);

        Assert.Throws<ArgumentException>(() => graph.Renumber(2, [1, 0], 2, []));
        Assert.Throws<ArgumentException>(() => graph.Renumber(2, [0], 2, []));
        Assert.Throws<ArgumentException>(() => graph.Renumber(2, [], 2, [0, 2]));
        Assert.Throws<ArgumentException>(() => graph.Renumber(1, [], 2, []));
    }

    [Fact]
    public void FromParts_PartsOfAGraph_IsThatGraph()
    {
        var graph = Build(3, 4, [new ClipLinks(0, [3, 1], [2, float.NaN]), new ClipLinks(2, [1])]);

        AssertSame(graph, LinkGraph.FromParts(4, graph.ClipStarts.ToArray(), graph.ClipNodes.ToArray(), graph.Ratings.ToArray()));
    }

    [Theory]
    [InlineData(new int[0], new int[0], 0)]
    [InlineData(new[] { 0, 1 }, new[] { 0, 1 }, 0)]
    [InlineData(new[] { 1, 2 }, new[] { 0, 1 }, 0)]
    [InlineData(new[] { 0, 2, 1, 2 }, new[] { 0, 1 }, 0)]
    [InlineData(new[] { 0, 9, 2 }, new[] { 0, 1 }, 0)]
    [InlineData(new[] { 0, 2 }, new[] { 1, 0 }, 0)]
    [InlineData(new[] { 0, 2 }, new[] { 1, 1 }, 0)]
    [InlineData(new[] { 0, 2 }, new[] { 0, 2 }, 0)]
    [InlineData(new[] { 0, 2 }, new[] { -1, 1 }, 0)]
    [InlineData(new[] { 0, 2 }, new[] { 0, 1 }, 1)]
    [InlineData(new[] { 0, 2 }, new[] { 0, 1 }, 2)]
    public void FromParts_PartsOfNoGraph_Throw(int[] starts, int[] nodes, int ratings) =>
        Assert.Throws<ArgumentException>(() => LinkGraph.FromParts(2, starts, nodes, [.. Enumerable.Repeat(float.NaN, ratings)]));

    private static ClipLinks Draw(CounterRandom random, int clip, int nodes, ulong rated)
    {
        int[] drawn = [.. Enumerable.Range(0, random.NextInt(6)).Select(_ => random.NextInt(nodes))];
        return new ClipLinks(clip, drawn, rated == 0 ? null : [.. drawn.Select(_ => rated == 1 || random.NextInt(2) == 0 ? float.NaN : random.NextInt(5))]);
    }

    private static (int[] To, int Count) Numbers(CounterRandom random, int count)
    {
        var to = new int[count];
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            next += random.NextInt(2);
            to[i] = random.NextInt(4) == 0 ? -1 : next++;
        }

        return (to, next + 1);
    }

    private static LinkGraph Build(int clips, int nodes, IEnumerable<ClipLinks> rows)
    {
        var builder = new LinkGraphBuilder();
        Fill(builder, rows);
        return builder.Build(clips, nodes);
    }

    private static void Fill(LinkGraphBuilder builder, IEnumerable<ClipLinks> rows)
    {
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Nodes.Length; i++)
                builder.Add(row.Clip, row.Nodes[i], row.Ratings?[i] ?? float.NaN);
        }
    }

    private static void AssertSame(LinkGraph expected, LinkGraph actual)
    {
        Assert.Equal(expected.ClipStarts.ToArray(), actual.ClipStarts.ToArray());
        Assert.Equal(expected.ClipNodes.ToArray(), actual.ClipNodes.ToArray());
        Assert.Equal(expected.NodeStarts.ToArray(), actual.NodeStarts.ToArray());
        Assert.Equal(expected.NodeClips.ToArray(), actual.NodeClips.ToArray());
        Assert.Equal(expected.Ratings.ToArray(), actual.Ratings.ToArray());
    }
}
