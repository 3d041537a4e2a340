using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class FusedPosteriorTests
{
    private static readonly SignalWeights Weights = SignalWeights.Default.With("s0", 0.3).With("s1", 1.8).With("s2", 0);

    private static readonly Arbitrary<(int Rows, int Signals, int Levels, int Seed)> Shapes =
        (from rows in Gen.Choose(0, 700)
         from signals in Gen.Choose(0, 7)
         from levels in Gen.Choose(1, Taxonomy.MaxLevels)
         from seed in Gen.Choose(0, 10_000)
         select (rows, signals, levels, seed)).ToArbitrary();

    [Fact]
    public void Compute_AnyShape_IsTheSoftmaxOfTheWeightedSum() => Prop.ForAll(Shapes, shape =>
    {
        var blocks = SyntheticBlocks.Draw(shape.Rows, shape.Signals, shape.Levels, (ulong)shape.Seed, temperature: 1.4);

        var p = FusedPosterior.Compute(blocks, Weights);

        for (var row = 0; row < blocks.Rows; row++)
        {
            var expected = Reference(blocks, Weights, row);
            for (var y = 0; y < blocks.Levels; y++)
                Assert.Equal(expected[y], p[(row * blocks.Levels) + y], 2e-6);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compute_LogitsFarApart_StaysFiniteAndPicksTheLargest()
    {
        float[] values = [500, -500, 0, -200, -200, 0, 300, 300.5f, 299];
        var blocks = new SignalBlocks(3, 3, ["s"], [0, 0, 0], 1, values);

        var p = FusedPosterior.Compute(blocks, SignalWeights.Default);

        Assert.Equal([1, 0, 0], p[..3].Select(x => Math.Round(x, 6)));
        Assert.Equal([0, 0, 1], p[3..6].Select(x => Math.Round(x, 6)));
        Assert.Equal(1, p[6..].Sum(), 1e-6);
    }

    [Fact]
    public void Compute_AnyParallelismAndPlace_GivesTheSameBits()
    {
        var blocks = SyntheticBlocks.Draw(30_000);
        var p = FusedPosterior.Compute(blocks, Weights);
        var some = new float[700 * blocks.Levels];

        FusedPosterior.Compute(blocks, Weights, 29_300, some);

        Assert.Equal(p, FusedPosterior.Compute(blocks, Weights, parallelism: 3));
        Assert.Equal(p.AsSpan(29_300 * blocks.Levels).ToArray(), some);
    }

    [Theory]
    [InlineData(8, 10)]
    [InlineData(-1, 5)]
    [InlineData(0, 4)]
    public void Compute_SpanThatDoesNotFit_IsRefused(int start, int length) =>
        Assert.Throws<ArgumentException>(() => FusedPosterior.Compute(SyntheticBlocks.Draw(9), Weights, start, new float[length]));

    [Fact]
    public void MeanContribution_ShiftedBlock_IsTheMeanDistanceFromItsCentreTimesTheWeight()
    {
        var blocks = new SignalBlocks(2, 2, ["a", "b"], [0, 0], 2, [7, 9, 0, 0, 3, 3, 0, 4]);

        var mean = FusedPosterior.MeanContribution(blocks, SignalWeights.Default.With("b", 0.5));

        Assert.Equal([0.25, 0.25], mean);
    }

    [Fact]
    public void Compute_SomeRows_GivesTheBitsOfAllAtOnce()
    {
        var blocks = SyntheticBlocks.Draw(1000);
        var all = FusedPosterior.Compute(blocks, Weights);
        int[] rows = [.. Enumerable.Range(0, 600).Select(i => i * 7919 % 1000), 999, 0, 999];

        var some = FusedPosterior.Compute(blocks, Weights, rows);

        Assert.Equal(rows.SelectMany(row => all[(row * 5)..((row + 1) * 5)]), some);
        Assert.Empty(FusedPosterior.Compute(blocks, Weights, ReadOnlySpan<int>.Empty));
    }

    internal static double[] Reference(SignalBlocks blocks, SignalWeights weights, int row)
    {
        var z = blocks.Bias.ToArray();
        for (var s = 0; s < blocks.Signals.Length; s++)
        {
            for (var y = 0; y < z.Length; y++)
                z[y] += weights.Of(blocks.Signals[s]) * blocks.Of(row, s)[y];
        }

        var e = z.Select(x => Math.Exp((x - z.Max()) / blocks.Temperature)).ToArray();
        return [.. e.Select(x => x / e.Sum())];
    }
}
