using FusionScorer.Core.Graph;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Graph;

public class LevelPropagationTests
{
    [Fact]
    public void Solve_SmallWorlds_EveryClipHearsTheExactSolutionOfTheOtherFolds() => Properties.ForAll(22, (size, seed) =>
    {
        var world = PropagationWorld.Draw(size, seed);
        var options = PropagationWorld.Exact with { Folds = 2 + (int)(seed % 4), Strength = 0.1 + (seed % 7 / 5.0) };
        var propagation = LevelPropagation.Solve(world.Relations, world.Seeds, options);
        Assert.True(propagation.Converged);
        var channels = world.Seeds.Channels;
        var heard = new float[channels];
        for (var clip = 0; clip < 2 + size; clip++)
        {
            var expected = world.Hear(clip, options);
            for (var r = 0; r < world.Relations.Length; r++)
            {
                propagation.Hear(r, clip, heard);
                for (var k = 0; k < channels; k++)
                    Assert.Equal(propagation.Reliability[r] * expected[(r * channels) + k], heard[k], 5e-5);
            }
        }
    });

    [Fact]
    public void Hear_IsTheSumOverNodesAndHeardByAllTheSumOverRelations() => Properties.ForAll(22, (size, seed) =>
    {
        var world = PropagationWorld.Draw(size, seed);
        var propagation = LevelPropagation.Solve(world.Relations, world.Seeds);
        int[] relations = [.. Enumerable.Range(0, world.Relations.Length)];
        var all = propagation.HeardByAll(relations);
        float[] one = new float[propagation.Channels], node = new float[propagation.Channels], sum = new float[propagation.Channels];
        for (var clip = 0; clip < 2 + size; clip++)
        {
            Array.Clear(sum);
            foreach (var r in relations)
            {
                propagation.Hear(r, clip, one);
                var parts = new double[propagation.Channels];
                foreach (var u in world.Relations[r].Graph.NodesOf(clip))
                {
                    propagation.HearOver(r, clip, u, node);
                    for (var k = 0; k < node.Length; k++)
                        parts[k] += node[k];
                }

                for (var k = 0; k < node.Length; k++)
                {
                    Assert.Equal(one[k], parts[k], 1e-5);
                    sum[k] += one[k];
                }
            }

            Assert.Equal(sum, all.AsSpan(clip * sum.Length, sum.Length).ToArray());
        }
    });

    [Fact]
    public void Support_IsKishsFormulaOverTheSeedsOfOtherFolds() => Properties.ForAll(22, (size, seed) =>
    {
        var world = PropagationWorld.Draw(size, seed);
        var options = PropagationOptions.Default;
        var propagation = LevelPropagation.Solve(world.Relations, world.Seeds);
        int[] relations = [.. Enumerable.Range(0, world.Relations.Length)];
        for (var clip = 0; clip < 2 + size; clip++)
        {
            double sum = 0, squares = 0;
            for (var i = 0; i < world.Seeds.Count; i++)
            {
                var other = world.Seeds.Rows.Span[i];
                if (world.FoldOf(other, options) == world.FoldOf(clip, options))
                    continue;
                foreach (var relation in world.Relations)
                {
                    foreach (var node in relation.Graph.NodesOf(clip))
                    {
                        var share = Math.Pow(PropagationWorld.Share(relation, clip, node, options), 2);
                        var weight = relation.Graph.NodesOf(other).Contains(node) ? world.Seeds.Weights.Span[i] : 0;
                        sum += share * weight;
                        squares += share * share * weight;
                    }
                }
            }

            Assert.Equal(squares > 0 ? sum * sum / squares : 0, propagation.Support(relations, clip), 1e-4 * (1 + world.Seeds.Count));
        }
    });

    [Fact]
    public void Support_EqualLinks_CountsSeedsAndNoneNearIsZero()
    {
        // Three clips of one node, seeded 1 and 2; clip 3 shares a node with nobody, clip 4 has none.
        var relation = new LinkRelation("people", "cast", LinkGraph.Build(5, 2, [new(0, 0), new(1, 0), new(2, 0), new(3, 1)]), 0);
        var propagation = LevelPropagation.Solve([relation], new LevelSeeds(new[] { 1, 2, 3 }, new float[] { 1, 1, 1 }, new float[] { 1, 1, 1 }, 1));
        Assert.Equal(2, propagation.Support([0], 0), 1e-6);
        Assert.InRange(propagation.Support([0], 1), 0, 1 + 1e-6);
        Assert.Equal(0, propagation.Support([0], 3));
        Assert.Equal(0, propagation.Support([0], 4));
    }

    [Fact]
    public void Residual_RecomputedDensely_IsWhatIsReported() => Properties.ForAll(22, (size, seed) =>
    {
        // All clips are seeded, so that what they hear over single nodes shows the tendencies of every fold.
        var drawn = PropagationWorld.Draw(size, seed);
        int[] rows = [.. Enumerable.Range(0, 2 + size)];
        var channels = drawn.Seeds.Channels;
        var random = new Core.Randomness.CounterRandom(seed);
        var world = drawn with
        {
            Seeds = new LevelSeeds(rows, PropagationWorld.Numbers(rows.Length * channels, () => random.NextDouble() - 0.5), PropagationWorld.Numbers(rows.Length, () => 0.5 + random.NextDouble()), channels),
        };
        var options = PropagationOptions.Default with { Tolerance = 1e-2, MaxIterations = 1 + (int)(seed % 6) };
        var system = Fields(world, options, out var steps, out var reported);
        var worst = 0.0;
        for (var fold = 0; fold < options.Folds; fold++)
        {
            for (var k = 0; k < channels; k++)
                worst = Math.Max(worst, world.Residual(fold, k, Tendencies(world, system, fold, k), options));
        }

        // Where the right-hand side nearly cancels out, single precision shows.
        Assert.Equal(worst, reported, 2e-3);
        var propagation = LevelPropagation.Solve(world.Relations, world.Seeds, options);
        Assert.Equal((steps, reported, reported <= options.Tolerance), (propagation.Iterations, propagation.Residual, propagation.Converged));
        Assert.InRange(propagation.Iterations, 0, options.MaxIterations);
        if (propagation.Iterations < options.MaxIterations)
            Assert.True(propagation.Converged);
    });

    [Fact]
    public void Solve_AtAnyTolerance_ErrsNoMoreThanItsResidualAllowsAndMoreStepsChangeNothing() => Properties.ForAll(22, (size, seed) =>
    {
        // No eigenvalue of the system is below 1, so tendencies err by no more than the residual's length, and what a clip hears by σ times that.
        var world = PropagationWorld.Draw(size, seed);
        var options = PropagationOptions.Default;
        int[] relations = [.. Enumerable.Range(0, world.Relations.Length)];
        var usual = LevelPropagation.Solve(world.Relations, world.Seeds);
        Assert.True(usual.Converged);
        Assert.Equal(usual.HeardByAll(relations), LevelPropagation.Solve(world.Relations, world.Seeds, options with { MaxIterations = 4000 }).HeardByAll(relations));
        var heard = new float[usual.Channels];
        for (var clip = 0; clip < 2 + size; clip++)
        {
            var expected = world.Hear(clip, options);
            for (var r = 0; r < world.Relations.Length; r++)
            {
                usual.Hear(r, clip, heard);
                for (var k = 0; k < heard.Length; k++)
                {
                    var most = Math.Sqrt(options.Strength) * options.Tolerance * world.Start(world.FoldOf(clip, options), k, options);
                    Assert.Equal(usual.Reliability[r] * expected[(r * heard.Length) + k], heard[k], (usual.Reliability[r] * most) + 1e-5);
                }
            }
        }

        var tight = LevelPropagation.Solve(world.Relations, world.Seeds, PropagationWorld.Exact);
        Assert.True(tight.Iterations >= usual.Iterations);
        Assert.True(tight.LinkVisits >= usual.LinkVisits);
    });

    [Fact]
    public void Solve_PartsThatDoNotGoTogetherOrSettingsOutOfRange_Throws()
    {
        var world = PropagationWorld.Draw(5, 1);
        LevelSeeds seeds = new(new[] { 1, 2 }, new float[] { 1, 2 }, new float[] { 1, 1 }, 1);
        LevelSeeds[] bad =
        [
            seeds with { Rows = new[] { 2, 1 } }, seeds with { Rows = new[] { 1, 1 } }, seeds with { Rows = new[] { -1, 1 } }, seeds with { Rows = new[] { 1, 7 } },
            seeds with { Channels = 0 }, seeds with { Channels = 2 }, seeds with { Weights = new float[] { 1 } }, seeds with { Weights = new[] { 1, float.NaN } },
            seeds with { Weights = new float[] { 1, 0 } }, seeds with { Weights = new[] { 1, float.PositiveInfinity } },
            seeds with { Weights = new[] { 1, 2e6f } }, seeds with { Values = new[] { 1, float.NaN } }, seeds with { Values = new[] { 1, -2e6f } },
        ];
        Assert.All(bad, own => Assert.Throws<ArgumentException>(() => LevelPropagation.Solve(world.Relations, own)));
        var other = new LinkRelation("people", "cast", LinkGraph.Build(3, 1, []), 0);
        Assert.Throws<ArgumentException>(() => LevelPropagation.Solve([.. world.Relations, other], seeds));
        PropagationOptions[] settings =
        [
            new() { Folds = 1 }, new() { Folds = 65 }, new() { Tolerance = 0 }, new() { Tolerance = double.NaN }, new() { Strength = 0 }, new() { Strength = double.NaN },
        ];
        Assert.All(settings, own => Assert.Throws<ArgumentException>(() => LevelPropagation.Solve(world.Relations, seeds, own)));
    }

    /// <summary>The system as <see cref="LevelPropagation"/> lays it out, solved.</summary>
    internal static PropagationSystem Fields(PropagationWorld world, PropagationOptions options, out int steps, out double residual)
    {
        var rows = world.Seeds.Rows.ToArray();
        SeedGraph[] graphs = [.. world.Relations.Select(relation => new SeedGraph(new LinkScale(relation), rows))];
        byte[] folds = [.. rows.Select(row => (byte)world.FoldOf(row, options))];
        var everyone = !world.Relations.IsEmpty && rows.Length == world.Relations[0].Graph.Clips;
        float[] strength = [.. graphs.Select(_ => (float)Math.Sqrt(options.Strength))];
        var system = new PropagationSystem(graphs, strength, world.Seeds.Weights, folds, options.Folds + (everyone ? 0 : 1), world.Seeds.Channels, parallelism: 1);
        (steps, residual) = system.Solve(world.Seeds.Values, options.Tolerance, options.MaxIterations);
        return system;
    }

    private static double[] Tendencies(PropagationWorld world, PropagationSystem system, int fold, int channel)
    {
        var z = new List<double>();
        for (var r = 0; r < world.Relations.Length; r++)
        {
            var relation = world.Relations[r];
            for (var u = 0; u < relation.Graph.Nodes; u++)
            {
                var g = Math.Pow(Math.Max(1, relation.Graph.ClipsOf(u).Length), -relation.HubExponent / 2);
                z.Add(system.Scaled[((system.Offset(r) + u) * system.Stride) + (fold * system.Channels) + channel] / g);
            }
        }

        return [.. z];
    }
}
