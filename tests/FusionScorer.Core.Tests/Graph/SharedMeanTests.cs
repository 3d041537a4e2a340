using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Graph;

public class SharedMeanTests
{
    [Fact]
    public void Compute_HandWorkedGraph_IsTheShrunkMeanOfTheOthers()
    {
        // Clips 0, 1 and 2 share node 0 (degree 3); 0 and 3 share node 1. Overall mean of 1, 3, 5, 7 is 4; strength 2.
        var graph = LinkGraph.Build(5, 2, [new(0, 0), new(1, 0), new(2, 0), new(0, 1), new(3, 1)]);
        var mean = SharedMean.Compute(graph, [1, 3, 5, 7, 100], [1, 1, 1, 1, 0], hubExponent: 0, strength: 2);
        Assert.Equal(((3 + 5 + 7 + 8) / 5.0) - 4, mean[0], 1e-6);
        Assert.Equal(((1 + 5 + 8) / 4.0) - 4, mean[1], 1e-6);
        Assert.Equal(((1 + 8) / 3.0) - 4, mean[3], 1e-6);
        Assert.Equal(0, mean[4]);
        var damped = SharedMean.Compute(graph, [1, 3, 5, 7, 100], [1, 1, 1, 1, 0], hubExponent: 1, strength: 2);
        Assert.Equal((((8 / 3.0) + 3.5 + 8) / ((2 / 3.0) + 0.5 + 2)) - 4, damped[0], 1e-6);
    }

    [Fact]
    public void Compute_OwnValue_EntersThroughTheOverallMeanAlone() => Properties.ForAll(11, (clip, seed) =>
    {
        const int Clips = 12, Nodes = 6;
        var random = new CounterRandom(seed);
        var links = Enumerable.Range(0, 30).Select(_ => new Link(random.NextInt(Clips), random.NextInt(Nodes))).ToArray();
        var values = Enumerable.Range(0, Clips).Select(_ => (float)random.NextDouble()).ToArray();
        var weight = Enumerable.Range(0, Clips).Select(_ => (float)random.NextInt(2)).ToArray();

        // Moving another clip, that shares nothing with anyone, the other way keeps the overall mean as it was.
        weight[clip] = 1;
        var alone = LinkGraph.Build(Clips + 1, Nodes, links);
        float[] moved = [.. values, 0.5f];
        float[] before = [.. values, 0.5f];
        moved[clip] += 4;
        moved[Clips] -= 4;
        float[] weights = [.. weight, 1];
        Assert.Equal(SharedMean.Compute(alone, before, weights, 0.5, 3)[clip], SharedMean.Compute(alone, moved, weights, 0.5, 3)[clip], 1e-5f);
    }, tests: 100);

    [Fact]
    public void Compute_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => SharedMean.Compute(LinkGraph.Build(2, 1, []), [1], [1, 1], 0, 1));
}
