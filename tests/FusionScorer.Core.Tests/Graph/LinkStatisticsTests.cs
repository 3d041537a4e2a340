using FusionScorer.Core.Clips;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Graph;

public class LinkStatisticsTests
{
    [Fact]
    public void Of_HandWorkedWorld_CountsIt()
    {
        // Clips 0, 1, 2 hang together over people; viewers add 3 and 4; clip 5 has a viewer of its own, clip 6 nothing. Node 3 of the cast is nobody's.
        var cast = LinkGraph.Build(7, 4, [new(0, 0), new(1, 0), new(1, 1), new(2, 1), new(3, 2)]);
        var viewers = LinkGraph.Build(7, 3, [new(2, 0), new(3, 0), new(4, 0), new(5, 1), new(3, 2), new(4, 2)]);

        var statistics = LinkStatistics.Of(
            7, [new LinkRelation(SignalNames.People, "cast", cast, 0), new LinkRelation(SignalNames.Viewers, "viewers", viewers, 0.5)]);

        Assert.Equal(new RelationStatistics("people", "cast", 4, 3, 5, new(1, 2, 2), new(2, 2, 2), 1), statistics.Relations[0]);
        Assert.Equal(new RelationStatistics("viewers", "viewers", 4, 3, 6, new(1, 2, 2), new(2, 3, 3), 1), statistics.Relations[1]);
        Assert.Equal(new ComponentSummary(1, 3, 4), statistics.People);
        Assert.Equal(new ComponentSummary(1, 5, 2), statistics.All);
    }

    [Fact]
    public void Of_NoLinks_LeavesEveryClipAlone()
    {
        var statistics = LinkStatistics.Of(3, [new LinkRelation(SignalNames.People, "cast", LinkGraph.Build(3, 0, []), 0)]);

        Assert.Equal(new RelationStatistics("people", "cast", 0, 0, 0, default, default, 0), statistics.Relations[0]);
        Assert.Equal(new ComponentSummary(0, 0, 3), statistics.All);
        Assert.Equal(new ComponentSummary(0, 0, 0), LinkStatistics.Of(0, []).All);
        Assert.Throws<ArgumentException>(() => LinkStatistics.Of(2, [new LinkRelation(SignalNames.People, "cast", LinkGraph.Build(3, 0, []), 0)]));
    }

    [Fact]
    public void Of_AnyWorld_GroupsAreThoseOfAWalk() => Properties.ForAll(60, (links, seed) =>
    {
        var random = new CounterRandom(seed);
        int clips = 1 + random.NextInt(40), nodes = 1 + random.NextInt(40);
        var graph = LinkGraph.Build(clips, nodes, [.. Enumerable.Range(0, links).Select(_ => new Link(random.NextInt(clips), random.NextInt(nodes)))]);

        var statistics = LinkStatistics.Of(clips, [new LinkRelation(SignalNames.People, "cast", graph, 0)]);

        var sizes = Walk(graph);
        Assert.Equal(new ComponentSummary(sizes.Count(size => size > 1), sizes.Where(size => size > 1).DefaultIfEmpty().Max(), sizes.Count(size => size == 1)), statistics.People);
        Assert.Equal(statistics.People, statistics.All);
    });

    private static List<int> Walk(LinkGraph graph)
    {
        var seen = new HashSet<int>();
        var sizes = new List<int>();
        for (var first = 0; first < graph.Clips; first++)
        {
            if (!seen.Add(first))
                continue;
            var queue = new Queue<int>([first]);
            var size = 0;
            while (queue.TryDequeue(out var clip))
            {
                size++;
                foreach (var node in graph.NodesOf(clip))
                {
                    foreach (var other in graph.ClipsOf(node))
                    {
                        if (seen.Add(other))
                            queue.Enqueue(other);
                    }
                }
            }

            sizes.Add(size);
        }

        return sizes;
    }
}
