using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Graph;

/// <summary>
/// A clip never hears its own seed. How far each relation is trusted (<see cref="LevelPropagation.Reliability"/>) is one number learned from all seeds, the
/// clip's own among them, as any fitted parameter is: so the exact tests look at the solution before that number, or where it is held at its bound.
/// </summary>
public class LevelPropagationEchoTests
{
    private static readonly float[] Amounts = [0, -1, 1e-3f, 30, -3e5f];

    [Fact]
    public void Solve_OwnSeedChangedByAnyAmount_LeavesTheSolutionOfItsFoldByteIdentical() => Properties.ForAll(22, (size, seed) =>
    {
        var world = PropagationWorld.Draw(size, seed);
        if (world.Seeds.Count == 0)
            return;
        var options = PropagationOptions.Default;
        var i = (int)(seed % (ulong)world.Seeds.Count);
        var fold = world.FoldOf(world.Seeds.Rows.Span[i], options);
        var before = Block(world, fold);
        foreach (var amount in Amounts)
            Assert.Equal(before, Block(world with { Seeds = world.With(i, value => (value * amount) + amount) }, fold));

        float[] Block(PropagationWorld own, int block)
        {
            var system = LevelPropagationTests.Fields(own, options, out _, out _);
            var at = block * system.Channels;
            return [.. system.Scaled.Where((_, lane) => lane % system.Stride >= at && lane % system.Stride < at + system.Channels)];
        }
    });

    [Fact]
    public void Hear_OwnSeedChangedByAnyAmount_StaysTheSameUpToReliability() => Properties.ForAll(22, (size, seed) =>
    {
        var world = PropagationWorld.Draw(size, seed);
        if (world.Seeds.Count == 0)
            return;
        var i = (int)(seed % (ulong)world.Seeds.Count);
        var clip = world.Seeds.Rows.Span[i];
        var before = LevelPropagation.Solve(world.Relations, world.Seeds);
        int[] all = [.. Enumerable.Range(0, world.Relations.Length)];
        float[] a = new float[before.Channels], b = new float[before.Channels];
        foreach (var amount in Amounts)
        {
            var after = LevelPropagation.Solve(world.Relations, world.With(i, value => (value * amount) + amount));
            Assert.Equal(before.Support(all, clip), after.Support(all, clip));
            foreach (var r in all)
            {
                before.Hear(r, clip, a);
                after.Hear(r, clip, b);
                for (var k = 0; k < a.Length; k++)
                    Assert.Equal(after.Reliability[r] * a[k], before.Reliability[r] * b[k], 1e-6 * (1 + Math.Abs(a[k])));
            }
        }
    });

    [Fact]
    public void Hear_ReliabilityHeldAtItsBound_IsByteIdenticalAroundAnyCycle()
    {
        // Each clip has a person of its row and one of its column, and two clips stand in every cell: cycles of four links and of more. Signs go by
        // blocks of rows and columns, so that clips foretell each other far better than so low a strength expects.
        const int side = 24;
        var links = new List<Link>();
        var values = new List<float>();
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                for (var twin = 0; twin < 2 && row % 2 == column % 2; twin++)
                {
                    links.Add(new Link(values.Count, row));
                    links.Add(new Link(values.Count, side + column));
                    values.Add(row % 2 == 0 ? 1 : -1);
                }
            }
        }

        int[] rows = [.. Enumerable.Range(0, values.Count)];
        float[] weights = [.. rows.Select(_ => 1f)];
        var world = new PropagationWorld(
            [new LinkRelation("people", "cast", LinkGraph.Build(rows.Length, 2 * side, [.. links]), 0)], new LevelSeeds(rows, values.ToArray(), weights, 1));
        var options = PropagationOptions.Default with { Strength = 0.01 };
        var before = LevelPropagation.Solve(world.Relations, world.Seeds, options);
        Assert.Equal(2, before.Reliability[0]);
        float[] a = new float[1], b = new float[1], twins = new float[1];
        foreach (var clip in (ReadOnlySpan<int>)[0, 7, 100, rows.Length - 1])
        {
            var after = LevelPropagation.Solve(world.Relations, world.With(clip, value => -2 * value), options);
            Assert.Equal(2, after.Reliability[0]);
            before.Hear(0, clip, a);
            after.Hear(0, clip, b);
            Assert.NotEqual(0, a[0]);
            Assert.Equal(a, b);
        }

        // Others do hear it: the answer travels.
        var moved = LevelPropagation.Solve(world.Relations, world.With(0, value => -2 * value), options).HeardByAll([0]);
        var still = before.HeardByAll([0]);
        Assert.InRange(rows.Count(clip => moved[clip] != still[clip]), rows.Length / 2, rows.Length - 1);
        before.Hear(0, 1, twins);
        Assert.Equal(Math.Sign(values[1]), Math.Sign(twins[0]));
    }

    [Fact]
    public void Hear_TwoClipsThatShareTwoPeople_HearOnlyEachOther()
    {
        // The shortest cycle: 0 and 1 share two people; 2 shares one more with 1, so that 0 is two hops from it.
        var relation = new LinkRelation("people", "cast", LinkGraph.Build(3, 3, [new(0, 0), new(0, 1), new(1, 0), new(1, 1), new(1, 2), new(2, 2)]), 0);
        var random = new CounterRandom(0xF01D);
        Assert.True(random.At(0) % 4 != random.At(1) % 4, "the clips must not be of one fold, or they hear nothing by design");
        Assert.Equal(0, Heard(5, 0, 0));
        Assert.NotEqual(0, Heard(0, 5, 0));
        Assert.Equal(0, Heard(0, 5, 1));
        Assert.NotEqual(0, Heard(5, 0, 2));

        float Heard(float zero, float one, int clip)
        {
            var heard = new float[1];
            var seeds = new LevelSeeds(new[] { 0, 1 }, new[] { zero, one }, new float[] { 1, 1 }, 1);
            LevelPropagation.Solve([relation], seeds).Hear(0, clip, heard);
            return heard[0];
        }
    }
}
