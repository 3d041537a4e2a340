using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class PolicyPreviewTests
{
    private static readonly SignalWeights Other = SignalWeights.Default.With("s0", 0.4).With("s3", 2);

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 5)]
    [InlineData(true, 12)]
    public void Of_ManyClips_CountsWhatTheSlowWayCounts(bool leastCost, int levels)
    {
        var before = Setting(SyntheticBlocks.Draw(9_001, levels: levels), leastCost: leastCost);
        var after = before with { Weights = Other, Cost = CostMatrix.Linear(levels, 3, 0.5) };
        var among = Enumerable.Range(0, 9_001).Select(row => row % 3 != 1).ToArray();
        var counts = new int[levels * levels];
        var changes = new List<MovedRow>();
        var (old, now) = (new double[4], new double[4]);
        for (var row = 0; row < among.Length; row++)
        {
            var (p, q) = (FusedPosteriorTests.Reference(before.Blocks, before.Weights, row), FusedPosteriorTests.Reference(before.Blocks, Other, row));
            var (from, to) = (LevelOf(before, p), LevelOf(after, q));
            counts[(from * levels) + to]++;
            if (from != to)
                changes.Add(new MovedRow(row, from, to, p.Zip(q, (a, b) => Math.Abs(a - b)).Sum() / 2));
            if (!among[row])
                continue;
            Expect(old, before.Cost, p, from);
            Expect(now, after.Cost, q, to);
        }

        var preview = PolicyPreview.Of(before, after, examples: 7, among);

        // Where two levels are within float32 of a tie, one clip or another may fall to the other side.
        Assert.True(counts.Zip(preview.Counts, (a, b) => Math.Abs(a - b)).Sum() <= 4);
        Assert.Equal((9_001, among.Count(counted => counted)), (preview.Rows, preview.SpokenFor));
        Assert.True(preview.Milder > 100 && preview.Stricter > 100);
        Assert.Equal(preview.Rows - Enumerable.Range(0, levels).Sum(y => preview[y, y]), preview.Moved);
        AssertRates(old, preview.Before, preview.SpokenFor);
        AssertRates(now, preview.After, preview.SpokenFor);
        Assert.Equal(changes.OrderByDescending(row => row.Change).Take(7).Select(row => (row.Row, row.From, row.To)), preview.Examples.Select(row => (row.Row, row.From, row.To)));
    }

    [Fact]
    public void Shift_AnyBlocksWeightsAndCosts_GivesEachClipTheLevelOfItsStoredPosterior() => Properties.ForAll(700, (rows, seed) =>
    {
        // Coarse numbers, so that ties and near ties abound.
        var random = new CounterRandom(seed, 7);
        var levels = 2 + random.NextInt(8);
        var blocks = Coarse(rows, levels, random);
        var before = Setting(blocks, leastCost: random.NextInt(4) > 0) with { Cost = CostMatrix.Linear(levels, random.NextInt(4), 1 + random.NextInt(3)) };
        var after = before with
        {
            Weights = SignalWeights.Default.With("s0", random.NextInt(5) / 2.0).With("s1", 2 * random.NextDouble()),
            Cost = CostMatrix.Linear(levels, 1000 * random.NextDouble(), 0.001),
        };

        var shift = LevelShift.Of(before, after, parallelism: 2);

        var (old, now) = (Stored(before), Stored(after));
        Assert.Equal(old, shift.From.ToArray());
        Assert.Equal(now, shift.To.ToArray());
        Assert.Equal(Enumerable.Range(0, rows).Where(row => old[row] != now[row]), shift.Moved.ToArray().Select(row => row.Row).Order());
        var preview = PolicyPreview.Of(before, after, examples: 1000);
        Assert.Equal(old.Zip(now).GroupBy(pair => (pair.First * levels) + pair.Second).OrderBy(group => group.Key).Select(group => (group.Key, group.Count())),
            preview.Counts.Select((count, cell) => (cell, count)).Where(pair => pair.count > 0));
        Assert.Equal(shift.Moved.ToArray(), preview.Examples);
    });

    [Fact]
    public void Page_FromOneLevelToAnother_NamesThoseThatMoveSoLargestFirst()
    {
        var before = Setting(SyntheticBlocks.Draw(20_000));
        var shift = LevelShift.Of(before, before with { Weights = Other });
        var all = shift.Moved.ToArray();

        var (total, page) = shift.Page(3, 2, 5, 10);

        var expected = all.Where(row => row is { From: 3, To: 2 }).ToArray();
        Assert.Equal(expected.Length, total);
        Assert.Equal(expected.Skip(5).Take(10), page);
        Assert.True(page.Length == 10 && page.Zip(page.Skip(1)).All(pair => pair.First.Change >= pair.Second.Change));
        Assert.Equal((all.Length, 0), (shift.Page(null, null, all.Length, 10).Total, shift.Page(null, null, all.Length, 10).Page.Length));
        Assert.All(all, row => Assert.True(shift.IsMoved(row.Row)));
    }

    [Fact]
    public void Of_SameSetting_MovesNobody()
    {
        var setting = Setting(SyntheticBlocks.Draw(1000)) with { Weights = Other };

        var preview = PolicyPreview.Of(setting, setting);

        Assert.Equal((1000, 0, 0), (preview.Rows, preview.Moved, preview.Examples.Length));
        Assert.Equal(preview.Before, preview.After);
        Assert.Equal(1, preview.Before.Accuracy + preview.Before.UnderRated + preview.Before.OverRated, 1e-5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_AllLevelsAlike_FallsToTheStricter(bool leastCost)
    {
        var before = new LevelSetting(new SignalBlocks(3, 5, ["s"], [0, 0, 0, 0, 0], 1, new float[15]), SignalWeights.Default, CostMatrix.Linear(5, 1, 0), leastCost);

        Assert.Equal(3, PolicyPreview.Of(before, before with { Weights = SignalWeights.Default.With("s", 0) })[4, 4]);
    }

    [Fact]
    public void Of_OtherCostsAlone_MovesLevelsAndNoPosterior()
    {
        var before = Setting(SyntheticBlocks.Draw(5_000));

        var preview = PolicyPreview.Of(before, before with { Cost = CostMatrix.Linear(5, 6) });

        Assert.True(preview.Stricter > 100);
        Assert.Equal(0, preview.Milder);
        Assert.All(preview.Examples, row => Assert.Equal(0, row.Change));
        Assert.True(preview.After.UnderRated < preview.Before.UnderRated && preview.After.OverRated > preview.Before.OverRated);
    }

    [Fact]
    public void Of_OtherBlocks_ComparesTwoModels()
    {
        var before = Setting(SyntheticBlocks.Draw(4_000));
        var after = Setting(SyntheticBlocks.Draw(4_000, seed: 2));

        var preview = PolicyPreview.Of(before, after);

        var (old, now) = (Stored(before), Stored(after));
        Assert.Equal(old.Zip(now).Count(pair => pair.First != pair.Second), preview.Moved);
        Assert.True(preview.Moved > 1000);
    }

    [Fact]
    public void Of_AnyParallelism_IsTheSameToTheBit()
    {
        var before = Setting(SyntheticBlocks.Draw(50_000));
        var after = before with { Weights = Other };
        var one = PolicyPreview.Of(before, after, examples: 20);
        var shift = LevelShift.Of(before, after);

        foreach (var threads in (int[])[2, 5])
        {
            var many = PolicyPreview.Of(before, after, examples: 20, parallelism: threads);
            Assert.Equal(one.Counts.AsSpan(), many.Counts.AsSpan());
            Assert.Equal((one.Before, one.After), (many.Before, many.After));
            Assert.Equal(one.Examples.AsSpan(), many.Examples.AsSpan());
            Assert.Equal(shift.Moved, LevelShift.Of(before, after, threads).Moved);
        }
    }

    [Fact]
    public void Of_NoClips_IsEmpty()
    {
        var setting = Setting(SyntheticBlocks.Draw(0));

        var preview = PolicyPreview.Of(setting, setting with { Weights = Other });

        Assert.Equal((0, 0, 0.0), (preview.Rows, preview.Moved, preview.After.Cost));
        Assert.Equal(0, LevelShift.Of(setting, setting).Moved.Length);
    }

    [Fact]
    public void Of_WhatDoesNotGoTogether_IsRefused()
    {
        var setting = Setting(SyntheticBlocks.Draw(3));

        Assert.Throws<ArgumentException>(() => PolicyPreview.Of(setting, setting with { Cost = CostMatrix.Linear(3) }));
        Assert.Throws<ArgumentException>(() => PolicyPreview.Of(setting, Setting(SyntheticBlocks.Draw(4))));
        Assert.Throws<ArgumentException>(() => LevelShift.Of(setting, Setting(SyntheticBlocks.Draw(3, levels: 4))));
        Assert.Throws<ArgumentException>(() => PolicyPreview.Of(setting, setting, among: new bool[2]));
    }

    private static LevelSetting Setting(SignalBlocks blocks, bool leastCost = true) => new(blocks, SignalWeights.Default, CostMatrix.Linear(blocks.Levels), leastCost);

    private static SignalBlocks Coarse(int rows, int levels, CounterRandom random)
    {
        var values = new float[rows * 3 * levels];
        for (var i = 0; i < values.Length; i++)
            values[i] = (random.NextInt(5) - 2) / 2f;
        return new SignalBlocks(rows, levels, ["s0", "s1", "s2"], [.. new double[levels]], 0.5 + random.NextDouble(), values);
    }

    // As a fusion run does it: the posterior is stored in single precision, the level follows in double.
    private static byte[] Stored(LevelSetting setting)
    {
        var k = setting.Blocks.Levels;
        var posterior = FusedPosterior.Compute(setting.Blocks, setting.Weights);
        return [.. Enumerable.Range(0, setting.Blocks.Rows).Select(row => (byte)LevelOf(setting, [.. posterior[(row * k)..((row + 1) * k)].Select(p => (double)p)]))];
    }

    private static int LevelOf(LevelSetting setting, double[] p) => setting.LeastCost ? setting.Cost.LeastCost(p) : PosteriorMetrics.Argmax(p);

    private static void Expect(double[] sums, CostMatrix cost, double[] p, int level)
    {
        sums[0] += p[level];
        sums[1] += p.Skip(level + 1).Sum();
        sums[2] += p.Take(level).Sum();
        sums[3] += cost.Expected(p, level);
    }

    private static void AssertRates(double[] sums, ExpectedRates rates, int n)
    {
        Assert.Equal(sums[0] / n, rates.Accuracy, 1e-5);
        Assert.Equal(sums[1] / n, rates.UnderRated, 1e-5);
        Assert.Equal(sums[2] / n, rates.OverRated, 1e-5);
        Assert.Equal(sums[3] / n, rates.Cost, 2e-5);
    }
}
