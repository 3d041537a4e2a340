using System.Collections.Immutable;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Graph;

public class LevelPropagationAnyInputTests
{
    [Fact]
    public void Solve_AnyWorld_GivesFiniteNumbersAndTheSameBytesAtAnyParallelism() => Properties.ForAll(20, (size, seed) =>
    {
        var random = new CounterRandom(seed, 42);
        var clips = 1 + size;
        ImmutableArray<LinkRelation> relations =
        [
            .. Enumerable.Range(0, random.NextInt(4)).Select(r => PropagationWorld.Relation(random, $"r{r}", clips, 1 + random.NextInt(9), random.NextInt(3) * random.NextInt(3 * clips))),
        ];
        var share = random.NextInt(4) / 3.0;
        int[] rows = [.. Enumerable.Range(0, clips).Where(_ => random.NextDouble() < share)];
        var channels = 1 + random.NextInt(5);
        var exponent = (15 * random.NextDouble()) - 9;
        var flat = random.NextInt(3) == 0;
        var level = random.NextInt(2);
        var values = PropagationWorld.Numbers(rows.Length * channels, () => flat ? level : Math.Pow(10, exponent) * (random.NextDouble() - 0.5));
        var weights = PropagationWorld.Numbers(rows.Length, () => Math.Pow(10, (15 * random.NextDouble()) - 9));
        CheckAll(relations, new LevelSeeds(rows, values, weights, channels), clips);
    }, tests: 300);

    [Theory]
    [InlineData(1e-30f, 1)]
    [InlineData(1e6f, 1)]
    [InlineData(1, 1e-30f)]
    [InlineData(1, 1e6f)]
    public void Solve_WeightsOrValuesAtTheEndsOfTheirRange_GivesFiniteNumbers(float weight, float value)
    {
        var random = new CounterRandom(3);
        var relation = PropagationWorld.Relation(random, "cast", 30, 8, 60);
        int[] rows = [.. Enumerable.Range(0, 20)];
        float[] values = [.. rows.Select(row => row % 2 == 0 ? value : -value)];
        float[] weights = [.. rows.Select(row => row % 3 == 0 ? 1 : weight)];
        CheckAll([relation], new LevelSeeds(rows, values, weights, 1), 30);
    }

    [Fact]
    public void Solve_NoSeedsOrNoRelations_HearsNothing()
    {
        var world = PropagationWorld.Draw(10, 3);
        var mute = LevelPropagation.Solve(world.Relations, new LevelSeeds(default, default, default, 2));
        Assert.All(mute.HeardByAll([.. Enumerable.Range(0, world.Relations.Length)]), value => Assert.Equal(0, value));
        Assert.Equal((0, 0.0, true), (mute.Iterations, mute.Residual, mute.Converged));
        Assert.All(mute.Reliability, value => Assert.Equal(1, value));
        var bare = LevelPropagation.Solve([], world.Seeds);
        Assert.Empty(bare.Reliability);
        Assert.True(bare.Converged);
        Assert.Equal(0, bare.Support([], 0));
    }

    [Fact]
    public void Solve_ManyClips_SameBytesAtAnyParallelism()
    {
        // Wide enough that clips and nodes fall into several stretches.
        var world = LinkWorld.Draw(20_000);
        var relations = world.Relations();
        foreach (var every in (ReadOnlySpan<int>)[1, 3])
        {
            int[] rows = [.. Enumerable.Range(0, world.Clips).Where(clip => clip % every == 0)];
            float[] values = [.. rows.Select(row => world.Truth[row] - 2f)];
            var seeds = new LevelSeeds(rows, values, PropagationWorld.Numbers(rows.Length, () => 1), 1);
            LevelPropagation one = LevelPropagation.Solve(relations, seeds), two = LevelPropagation.Solve(relations, seeds, parallelism: 2);
            Assert.True(one.Converged);
            Assert.Equal((one.Iterations, one.Residual, one.LinkVisits), (two.Iterations, two.Residual, two.LinkVisits));
            Assert.Equal(one.Reliability.ToArray(), two.Reliability.ToArray());
            Assert.Equal(one.HeardByAll([0, 1, 2]), two.HeardByAll([0, 1, 2], parallelism: 2));
        }
    }

    private static void CheckAll(ImmutableArray<LinkRelation> relations, LevelSeeds seeds, int clips)
    {
        LevelPropagation one = LevelPropagation.Solve(relations, seeds), two = LevelPropagation.Solve(relations, seeds, parallelism: 2);
        Assert.All(one.Reliability, value => Assert.InRange(value, 0, 2));
        Assert.Equal(one.Reliability.ToArray(), two.Reliability.ToArray());
        Assert.True(double.IsFinite(one.Residual));
        Assert.Equal((one.Iterations, one.Residual), (two.Iterations, two.Residual));
        Assert.Equal(one.Residual <= PropagationOptions.Default.Tolerance, one.Converged);
        if (relations.IsEmpty)
            return;
        int[] all = [.. Enumerable.Range(0, relations.Length)];
        var heard = one.HeardByAll(all);
        Assert.Equal(heard, two.HeardByAll(all, parallelism: 2));
        Assert.All(heard, value => Assert.True(float.IsFinite(value)));
        for (var clip = 0; clip < clips; clip++)
            Assert.InRange(one.Support(all, clip), 0, double.MaxValue);
    }
}
