using FusionScorer.Core.Graph;
using FusionScorer.Core.Numerics;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Tests.Graph;

public class LinkFactorsTests
{
    [Fact]
    public void Compute_SmallGraph_AreTheSingularVectorsTimesValuesOfTheDenseMatrix()
    {
        const int Clips = 40, Nodes = 30, Count = 5;
        var graph = Communities(Clips, Nodes);
        var dense = new double[Clips * Nodes];
        for (var clip = 0; clip < Clips; clip++)
        {
            foreach (var node in graph.NodesOf(clip))
                dense[(clip * Nodes) + node] = 1 / Math.Sqrt((double)graph.NodesOf(clip).Length * graph.ClipsOf(node).Length);
        }

        var gram = new double[Clips * Clips];
        for (var i = 0; i < Clips; i++)
        {
            for (var j = 0; j < Clips; j++)
                gram[(i * Clips) + j] = Enumerable.Range(0, Nodes).Sum(node => dense[(i * Nodes) + node] * dense[(j * Nodes) + node]);
        }

        var (values, vectors) = SymmetricEigen.Decompose(gram, Clips);
        int[] order = [.. Enumerable.Range(0, Clips).OrderByDescending(k => values[k])];
        var factors = LinkFactors.Compute(graph, Count);
        Assert.Equal(Count, factors.Count);
        for (var k = 0; k < Count; k++)
        {
            var expected = Enumerable.Range(0, Clips).Select(clip => vectors[(clip * Clips) + order[k]] * Math.Sqrt(values[order[k]])).ToArray();
            var sign = expected.MaxBy(Math.Abs) < 0 ? -1 : 1;
            for (var clip = 0; clip < Clips; clip++)
                Assert.Equal(sign * expected[clip], factors[k][clip], 2e-3);
        }
    }

    [Fact]
    public void Compute_FewerNodesThanAskedFor_GivesWhatThereIs()
    {
        var graph = LinkGraph.Build(6, 2, [new(0, 0), new(1, 0), new(2, 1), new(3, 1), new(4, 1)]);
        var factors = LinkFactors.Compute(graph, 10);
        Assert.Equal(2, factors.Count);
        Assert.All(factors, factor => Assert.All(factor, value => Assert.True(float.IsFinite(value))));
        Assert.All(factors, factor => Assert.Equal(0, factor[5]));
        Assert.Empty(LinkFactors.Compute(LinkGraph.Build(3, 2, []), 4));
        Assert.Empty(LinkFactors.Compute(LinkGraph.Build(3, 0, []), 4));
    }

    /// <summary>Four groups that share mostly within; sizes differ, so that singular values do.</summary>
    private static LinkGraph Communities(int clips, int nodes)
    {
        var random = new CounterRandom(5);
        var links = new List<Link>();
        for (var clip = 0; clip < clips; clip++)
        {
            for (var node = 0; node < nodes; node++)
            {
                var near = Group(clip, clips) == Group(node, nodes);
                if (random.NextDouble() < (near ? 0.6 : 0.08))
                    links.Add(new Link(clip, node));
            }
        }

        return LinkGraph.Build(clips, nodes, [.. links]);

        static int Group(int item, int all) => (item * 10 / all) switch { < 4 => 0, < 7 => 1, < 9 => 2, _ => 3 };
    }
}
