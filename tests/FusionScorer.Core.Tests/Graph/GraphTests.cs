using FusionScorer.TestKit;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Tests.Graph;

public class GraphTests
{
    [Fact]
    public void Build_LinksInAnyOrderWithDoubles_GivesBothSidesSorted()
    {
        var graph = LinkGraph.Build(3, 2, [new(2, 1), new(0, 1), new(2, 0), new(2, 1), new(0, 1)]);
        Assert.Equal(3, graph.Links);
        Assert.Equal([1], graph.NodesOf(0).ToArray());
        Assert.Empty(graph.NodesOf(1).ToArray());
        Assert.Equal([0, 1], graph.NodesOf(2).ToArray());
        Assert.Equal([2], graph.ClipsOf(0).ToArray());
        Assert.Equal([0, 2], graph.ClipsOf(1).ToArray());
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, 2)]
    [InlineData(-1, 0)]
    public void Build_LinkOutside_Throws(int clip, int node) => Assert.Throws<ArgumentException>(() => LinkGraph.Build(3, 2, [new(clip, node)]));

    [Fact]
    public void Compute_HandWorkedGraph_MixesOthersOnly()
    {
        // Node 0 links clips 0, 1, 2; node 1 links clips 0, 3. Known: 0 → 0, 1 → 1, 2 → 2, 3 unknown. With h = 1: d = 1/3 and 1/2.
        var graph = LinkGraph.Build(5, 2, [new(0, 0), new(1, 0), new(2, 0), new(0, 1), new(3, 1)]);
        var mix = NeighbourMix.Compute(graph, [0, 1, 2, -1, 0], 3, hubExponent: 1);
        Assert.Equal([0, 0.5f, 0.5f], mix.Of(0).ToArray());
        Assert.Equal([0.5f, 0, 0.5f], mix.Of(1).ToArray());
        Assert.Equal([1f, 0, 0], mix.Of(3).ToArray());
        Assert.Empty(mix.Of(4).ToArray());
        Assert.Equal([2f, 2, 2, 1, 0], mix.Support.ToArray());
    }

    [Fact]
    public void Compute_HubBesideSmallNode_IsDamped()
    {
        // Clip 0 shares a hub with nine clips of level 0 and a pair node with one clip of level 1.
        var links = Enumerable.Range(0, 10).Select(clip => new Link(clip, 0)).Append(new Link(0, 1)).Append(new Link(10, 1)).ToArray();
        var known = Enumerable.Repeat(0, 10).Append(1).ToArray();
        var graph = LinkGraph.Build(11, 2, links);
        Assert.Equal(0.9f, NeighbourMix.Compute(graph, known, 2, hubExponent: 0).Of(0)[0], 1e-6f);
        Assert.Equal(0.9f / (0.9f + 0.5f), NeighbourMix.Compute(graph, known, 2, hubExponent: 1).Of(0)[0], 1e-6f);
    }

    [Fact]
    public void Compute_PriorStrength_ShrinksTowardsAllOtherClips()
    {
        // Clip 0 has one known neighbour, of level 1; the other known clips have levels 1, 0, 0.
        var graph = LinkGraph.Build(4, 1, [new(0, 0), new(1, 0)]);
        var mix = NeighbourMix.Compute(graph, [1, 1, 0, 0], 2, 0, priorStrength: 2);
        Assert.Equal((1 + (2 / 3.0)) / 3, mix.Of(0)[1], 1e-6);
    }

    [Fact]
    public void Compute_OwnLevelChanged_ChangesNothingForTheClipItself() => Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), seed =>
    {
        var random = new CounterRandom((ulong)seed);
        var links = Enumerable.Range(0, 40).Select(_ => new Link(random.NextInt(12), random.NextInt(6))).ToArray();
        var known = Enumerable.Range(0, 12).Select(_ => random.NextInt(4) - 1).ToArray();
        var graph = LinkGraph.Build(12, 6, links);
        var clip = random.NextInt(12);
        var before = NeighbourMix.Compute(graph, known, 3, 0.7, 1.5);
        known[clip] = known[clip] < 0 ? 2 : -1;
        var after = NeighbourMix.Compute(graph, known, 3, 0.7, 1.5);
        Assert.Equal(before.Support[clip], after.Support[clip]);
        Assert.Equal(before.Of(clip).ToArray(), after.Of(clip).ToArray());
        for (var other = 0; other < 12; other++)
            Assert.Equal(after.Support[other] > 0 ? 1 : 0, after.Of(other).ToArray().Sum(), 1e-5f);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(3)]
    [InlineData(-2)]
    public void Compute_LevelOutOfRange_Throws(int level) =>
        Assert.Throws<ArgumentException>(() => NeighbourMix.Compute(LinkGraph.Build(1, 0, []), [level], 3, 1));
}
