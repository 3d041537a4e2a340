using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Graph;

public class RelationReliabilityTests
{
    private const int Count = 2000;

    [Fact]
    public void Learn_HeardThatForetells_FindsTheFactor()
    {
        var (heard, noise) = (Normal(1), Normal(2));
        Assert.InRange(Learn(Sum(1, heard, 1, noise), heard)[0], 0.9, 1.1);
        Assert.InRange(Learn(Sum(0.4f, heard, 1, noise), heard)[0], 0.33, 0.47);
        Assert.InRange(Learn(Sum(1.5f, heard, 1, noise), heard)[0], 1.4, 1.6);
        Assert.Equal(2, Learn(Sum(9, heard, 1, noise), heard)[0]);
    }

    [Fact]
    public void Learn_HeardThatForetellsNothingOrTheOpposite_IsZero()
    {
        Assert.InRange(Learn(Normal(2), Normal(1))[0], 0, 0.1);
        Assert.Equal(0, Learn(Sum(-1, Normal(1), 1, Normal(2)), Normal(1))[0]);

        // The one beside it is learned as if it were alone.
        var both = Learn(Sum(1, Normal(3), -1, Normal(1)), Normal(1), Normal(3));
        Assert.Equal(0, both[0]);
        Assert.Equal(Learn(Sum(1, Normal(3), -1, Normal(1)), Normal(3))[0], both[1], 1e-9);
    }

    [Fact]
    public void Learn_FewSeedsOrNothingHeard_StaysNearOne()
    {
        Assert.Equal(1, Learn(Normal(1), new float[Count])[0], 1e-9);
        Assert.Equal(1, Learn(new float[Count], Normal(1))[0]);
        Assert.InRange(Learn([1], [0.1f])[0], 0.8, 1.2);
        Assert.Empty(Learn([1]));
    }

    [Fact]
    public void Learn_AnyNumbers_LiesBetweenZeroAndTwoAndKnowsNoUnit() => Properties.ForAll(30, (size, seed) =>
    {
        var random = new CounterRandom(seed, 43);
        float[] values = Draw(), weights = PropagationWorld.Numbers(size, () => 0.1 + random.NextDouble());
        float[][] heard = [.. Enumerable.Range(0, 1 + random.NextInt(4)).Select(_ => Draw())];
        if (random.NextInt(3) == 0)
            heard[^1] = [.. heard[0]];
        var learned = RelationReliability.Learn(heard, Seeds(values, weights));
        Assert.All(learned, value => Assert.InRange(value, 0, 2));
        var other = RelationReliability.Learn([.. heard.Select(own => own.Select(value => value * 1024).ToArray())], Seeds([.. values.Select(value => value * 1024)], weights));
        for (var r = 0; r < learned.Length; r++)
            Assert.Equal(learned[r], other[r], 1e-6);

        float[] Draw() => PropagationWorld.Numbers(size, () => (6 * random.NextDouble()) - 3);
    });

    [Fact]
    public void Solve_SeedsDrawnFromTheModel_IsAboutOne()
    {
        // Tendencies of every node, summed up over links, and noise: just what propagation expects.
        var options = PropagationOptions.Default;
        var relations = Enumerable.Range(0, 2).Select(r => PropagationWorld.Relation(new CounterRandom(5, (ulong)r), $"r{r}", Count, 150, 3 * Count)).ToArray();
        var values = Normal(9);
        for (var r = 0; r < relations.Length; r++)
        {
            var tendency = Normal(20 + (ulong)r);
            for (var clip = 0; clip < Count; clip++)
            {
                foreach (var node in relations[r].Graph.NodesOf(clip))
                    values[clip] += (float)PropagationWorld.Share(relations[r], clip, node, options) * tendency[node];
            }
        }

        var propagation = LevelPropagation.Solve([.. relations], Seeds(values, PropagationWorld.Numbers(Count, () => 1)), options);
        Assert.All(propagation.Reliability, value => Assert.InRange(value, 0.75, 1.25));
    }

    private static double[] Learn(float[] values, params float[][] heard) => RelationReliability.Learn(heard, Seeds(values, PropagationWorld.Numbers(values.Length, () => 1)));

    private static LevelSeeds Seeds(float[] values, float[] weights) => new(Enumerable.Range(0, values.Length).ToArray(), values, weights, 1);

    private static float[] Sum(float a, float[] one, float b, float[] two) => [.. one.Zip(two, (x, y) => (a * x) + (b * y))];

    /// <summary>Standard normal numbers (Box and Muller 1958).</summary>
    private static float[] Normal(ulong stream)
    {
        var random = new CounterRandom(77, stream);
        return PropagationWorld.Numbers(Count, () => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }
}
