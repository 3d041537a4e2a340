using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.TestKit;

public sealed class TrendTests
{
    [Fact]
    public void Of_ALineWithNoise_CoversTheKnownSlopeAsOftenAsItsErrorSays()
    {
        var covered = 0;
        for (var seed = 0u; seed < 200; seed++)
        {
            var trend = Trend.Of(Times(120), Series(120, slope: 0.3, memory: 0.5, seed));
            covered += Math.Abs(trend.Slope - 0.3) < 2 * trend.Error ? 1 : 0;
        }

        // Two errors are 95 %; with 120 values that hang together the estimate of the error itself is a little too small.
        Assert.InRange(covered, 165, 200);
    }

    [Fact]
    public void Of_AWanderingSeriesWithoutTrend_SeldomRises()
    {
        var rises = 0;
        for (var seed = 0u; seed < 200; seed++)
        {
            var trend = Trend.Of(Times(120), Series(120, slope: 0, memory: 0.7, seed));
            rises += trend.Slope - (2 * trend.Error) > 0 ? 1 : 0;
        }

        Assert.InRange(rises, 0, 25);
    }

    [Fact]
    public void Of_TwoValues_SaysNothing() => Assert.Equal(double.PositiveInfinity, Trend.Of([0, 1], [1, 2]).Error);

    private static double[] Times(int count) => [.. Enumerable.Range(0, count).Select(i => i / 6.0)];

    private static double[] Series(int count, double slope, double memory, uint seed)
    {
        var random = new CounterRandom(seed, 5);
        var values = new double[count];
        var wandering = 0.0;
        for (var i = 0; i < count; i++)
        {
            wandering = (memory * wandering) + random.NextDouble() - 0.5;
            values[i] = 100 + (slope * i / 6) + wandering;
        }

        return values;
    }
}
