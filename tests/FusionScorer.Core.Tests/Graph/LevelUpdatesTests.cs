using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Graph;

public class LevelUpdatesTests
{
    private const int Channels = 3;
    private static readonly PropagationOptions Exact = PropagationOptions.Default with { Folds = 5, Tolerance = 1e-6, MaxIterations = 300, UpdateTolerance = 1e-6 };

    [Fact]
    public void Set_SeedBySeed_IsWhatSolvingAtOnceGives()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var relations = LinkWorld.Draw(60 + Math.Abs(seed % 40), (ulong)(uint)seed).Relations();
            var clips = relations[0].Graph.Clips;
            var random = new CounterRandom((ulong)(uint)seed, 5);
            var updates = new LevelUpdates(relations, Channels, Exact);
            var seeds = new SortedDictionary<int, (float[] Value, float Weight)>();
            for (var i = 0; i < 40; i++)
            {
                // Some seeds are changed, and some taken back.
                var row = random.NextInt(clips);
                float[] value = [.. Enumerable.Range(0, Channels).Select(_ => (float)(random.NextDouble() - 0.5))];
                var weight = random.NextInt(5) == 0 ? 0 : (float)(0.2 + random.NextDouble());
                updates.Set(row, value, weight);
                Assert.True(updates.Converged);
                if (weight > 0)
                    seeds[row] = (value, weight);
                else
                    seeds.Remove(row);
            }

            var whole = LevelPropagation.Solve(
                relations,
                new LevelSeeds(seeds.Keys.ToArray(), seeds.Values.SelectMany(pair => pair.Value).ToArray(), seeds.Values.Select(pair => pair.Weight).ToArray(), Channels), Exact);
            float[] one = new float[Channels], other = new float[Channels];
            for (var relation = 0; relation < relations.Length; relation++)
            {
                for (var clip = 0; clip < clips; clip++)
                {
                    updates.Hear(relation, clip, one);
                    whole.Hear(relation, clip, other);
                    for (var k = 0; k < Channels; k++)
                        Assert.Equal(other[k], one[k] * whole.Reliability[relation], 2e-4);
                }
            }
        }));
    }

    [Fact]
    public void Set_AnyValue_IsNotHeardByItsOwnClipBeyondTheTolerance()
    {
        var relations = LinkWorld.Draw(200).Relations();
        float[] mild = new float[Channels], strict = new float[Channels];
        foreach (var (value, heard) in ((float, float[])[])[(-1f, mild), (1f, strict)])
        {
            var updates = new LevelUpdates(relations, Channels);
            for (var row = 0; row < 50; row++)
                updates.Set(row, row == 20 ? [value, value, value] : [0.1f * row, 1, -1], 1);
            updates.Hear(relation: 2, clip: 20, heard);
        }

        // Which seeds are relaxed again depends on all folds together, so the tolerance bounds the echo.
        for (var k = 0; k < Channels; k++)
            Assert.Equal(mild[k], strict[k], 2 * PropagationOptions.Default.UpdateTolerance);
        Assert.Contains(mild, value => value != 0);
    }

    [Fact]
    public void Affected_AfterOneMoreSeed_HoldsEveryClipThatHearsSomethingElse()
    {
        var world = LinkWorld.Draw(3_000);
        var relations = world.Relations();
        var updates = new LevelUpdates(relations, Channels);
        for (var row = 0; row < 3_000; row += 15)
            updates.Set(row, [world.Truth[row] - 2, 0, 0], 1);
        var before = Heard();

        updates.Set(7, [2, 0, 0], 1);

        var affected = updates.Affected();
        Assert.NotEmpty(affected);
        Assert.True(updates.Relaxed < 201 * 3, $"{updates.Relaxed} seeds were relaxed");
        var after = Heard();
        for (var clip = 0; clip < 3_000; clip++)
        {
            if (Array.BinarySearch(affected, clip) < 0)
                Assert.Equal(before[clip], after[clip], 0.02);
        }

        double[] Heard()
        {
            var result = new double[3_000];
            var heard = new float[Channels];
            for (var clip = 0; clip < result.Length; clip++)
            {
                for (var relation = 0; relation < relations.Length; relation++)
                {
                    updates.Hear(relation, clip, heard);
                    result[clip] += heard[0];
                }
            }

            return result;
        }
    }

    [Theory]
    [InlineData(2, 1f)]
    [InlineData(3, -1f)]
    [InlineData(3, float.NaN)]
    public void Set_WrongSizeOrWeight_Throws(int channels, float weight)
    {
        var updates = new LevelUpdates(LinkWorld.Draw(20).Relations(), Channels);

        Assert.Throws<ArgumentException>(() => updates.Set(0, new float[channels], weight));
    }
}
