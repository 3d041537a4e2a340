using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class WeightsPreviewTests
{
    private static readonly SignalWeights After = SignalWeights.Default.With("s0", 0.4).With("s3", 2);

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 5)]
    [InlineData(true, 12)]
    public void Of_ManyClips_CountsWhatTheSlowWayCounts(bool leastCost, int levels)
    {
        var blocks = SyntheticBlocks.Draw(9_001, levels: levels);
        var cost = CostMatrix.Linear(levels);
        var counts = new int[levels * levels];
        double before = 0, after = 0;
        var changes = new List<MovedRow>();
        for (var row = 0; row < blocks.Rows; row++)
        {
            var (p, q) = (FusedPosteriorTests.Reference(blocks, SignalWeights.Default, row), FusedPosteriorTests.Reference(blocks, After, row));
            var (from, to) = leastCost ? (cost.LeastCost(p), cost.LeastCost(q)) : (PosteriorMetrics.Argmax(p), PosteriorMetrics.Argmax(q));
            counts[(from * levels) + to]++;
            before += cost.Expected(p, from) / blocks.Rows;
            after += cost.Expected(q, to) / blocks.Rows;
            if (from != to)
                changes.Add(new MovedRow(row, from, to, p.Zip(q, (a, b) => Math.Abs(a - b)).Sum() / 2));
        }

        var preview = WeightsPreview.Of(blocks, SignalWeights.Default, After, cost, leastCost, examples: 7);

        // Where two levels are within float32 of a tie, one clip or another may fall to the other side.
        Assert.True(counts.Zip(preview.Counts, (a, b) => Math.Abs(a - b)).Sum() <= 4);
        Assert.Equal(blocks.Rows, preview.Rows);
        Assert.True(preview.Milder > 100 && preview.Stricter > 100);
        Assert.Equal(blocks.Rows - Enumerable.Range(0, levels).Sum(y => preview[y, y]), preview.Moved);
        Assert.Equal(before, preview.CostBefore, 1e-5);
        Assert.Equal(after, preview.CostAfter, 1e-5);
        Assert.Equal(changes.OrderByDescending(row => row.Change).Take(7).Select(row => (row.Row, row.From, row.To)), preview.Examples.Select(row => (row.Row, row.From, row.To)));
    }

    [Fact]
    public void Of_SameWeights_MovesNobody()
    {
        var preview = WeightsPreview.Of(SyntheticBlocks.Draw(1000), After, After, CostMatrix.Linear(5), leastCost: true);

        Assert.Equal((1000, 0, 0), (preview.Rows, preview.Moved, preview.Examples.Length));
        Assert.Equal(preview.CostBefore, preview.CostAfter);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_AllLevelsAlike_FallsToTheStricter(bool leastCost)
    {
        var blocks = new SignalBlocks(3, 5, ["s"], [0, 0, 0, 0, 0], 1, new float[15]);

        var preview = WeightsPreview.Of(blocks, SignalWeights.Default, SignalWeights.Default.With("s", 0), CostMatrix.Linear(5, 1, 0), leastCost);

        Assert.Equal(3, preview[4, 4]);
    }

    [Fact]
    public void Of_AnyParallelism_IsTheSameToTheBit()
    {
        var blocks = SyntheticBlocks.Draw(50_000);
        var one = WeightsPreview.Of(blocks, SignalWeights.Default, After, CostMatrix.Linear(5), leastCost: true, examples: 20);

        foreach (var threads in (int[])[2, 5])
        {
            var many = WeightsPreview.Of(blocks, SignalWeights.Default, After, CostMatrix.Linear(5), leastCost: true, examples: 20, threads);
            Assert.Equal(one.Counts.AsSpan(), many.Counts.AsSpan());
            Assert.Equal((one.CostBefore, one.CostAfter), (many.CostBefore, many.CostAfter));
            Assert.Equal(one.Examples.AsSpan(), many.Examples.AsSpan());
        }
    }

    [Fact]
    public void Of_NoClips_IsEmpty()
    {
        var preview = WeightsPreview.Of(SyntheticBlocks.Draw(0), SignalWeights.Default, After, CostMatrix.Linear(5), leastCost: true);

        Assert.Equal((0, 0, 0.0), (preview.Rows, preview.Moved, preview.CostAfter));
    }

    [Fact]
    public void Of_CostsOfOtherLevels_AreRefused() => Assert.Throws<ArgumentException>(() =>
        WeightsPreview.Of(SyntheticBlocks.Draw(1), SignalWeights.Default, After, CostMatrix.Linear(3), leastCost: true));
}
