using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Tests.Querying;

public class LearningCurveFitTests
{
    private static readonly int[] Numbers = [10, 20, 40, 60, 80, 100, 150, 200, 250, 300, 350, 400];

    [Theory]
    [InlineData(0.9, 0.6, 0.5)]
    [InlineData(0.8, 1.5, 1)]
    [InlineData(0.95, 0.8, 0.3)]
    public void Of_ExactPowerLaw_IsRecovered(double a, double b, double c)
    {
        var fit = LearningCurveFit.Of(Curve(a, b, c))!;
        Assert.Equal(a, fit.Ceiling, 0.02);
        Assert.Equal(b, fit.Drop, 0.15 * b);
        Assert.Equal(c, fit.Rate, 0.1 * c);
        Assert.Equal(400, fit.Decisions);
        Assert.Equal(a - (b * Math.Pow(1000, -c)), fit.Accuracy(1000), 0.005);
        Assert.Equal(b * (Math.Pow(400, -c) - Math.Pow(500, -c)), fit.Gain(100).Expected, 0.002);
    }

    [Fact]
    public void Needed_ExactPowerLaw_IsItsInverse()
    {
        var fit = LearningCurveFit.Of(Curve(0.9, 0.6, 0.5))!;
        var exact = Math.Pow(0.6 / (0.9 - 0.88), 2) - 400;
        var needed = fit.Needed(0.88, 100_000);
        Assert.Equal(DecisionsNeededKind.More, needed.Kind);
        Assert.InRange(needed.More!.Value, exact * 0.8, exact * 1.25);
        Assert.InRange(exact, needed.From!.Value, needed.To!.Value);
        Assert.Equal($"about {needed.More} more ({needed.From} to {needed.To})", needed.ToString());
    }

    [Fact]
    public void Needed_OtherTargets_AreReachedOrOutOfReach()
    {
        var fit = LearningCurveFit.Of(Curve(0.9, 0.6, 0.5))!;
        Assert.Equal(new DecisionsNeeded(DecisionsNeededKind.Reached), fit.Needed(0.8, 1000));
        Assert.Equal(DecisionsNeededKind.NotReachable, fit.Needed(0.95, 100_000).Kind);
        Assert.Equal(DecisionsNeededKind.NotReachable, fit.Needed(0.88, 100).Kind);
        Assert.Equal(DecisionsNeededKind.NotReachable, fit.Needed(0.88, 0).Kind);
    }

    [Fact]
    public void Needed_NoisyCurves_IntervalHoldsTheTruth()
    {
        var exact = Math.Pow(0.6 / (0.9 - 0.875), 2) - 400;
        int held = 0, above = 0;
        const int Runs = 200;
        for (var run = 0; run < Runs; run++)
        {
            var random = new CounterRandom((ulong)run, 77);
            var fit = LearningCurveFit.Of([.. Curve(0.9, 0.6, 0.5).Select(point => point with { Accuracy = point.Accuracy + (0.006 * Normal(random)) })])!;
            var needed = fit.Needed(0.875, 1_000_000);
            held += needed.Kind == DecisionsNeededKind.NotReachable || (exact >= (needed.From ?? 0) && exact <= (needed.To ?? int.MaxValue)) ? 1 : 0;
            above += needed.Kind == DecisionsNeededKind.NotReachable || needed.More > exact ? 1 : 0;
        }

        Assert.InRange(held / (double)Runs, 0.85, 0.99);
        Assert.InRange(above / (double)Runs, 0.25, 0.75);
    }

    [Fact]
    public void Needed_LevelLessSure_WidensTheInterval()
    {
        DecisionsNeeded sure = LearningCurveFit.Of(Curve(0.9, 0.6, 0.5))!.Needed(0.88, 1_000_000), unsure = LearningCurveFit.Of(Curve(0.9, 0.6, 0.5), 0.01)!.Needed(0.88, 1_000_000);
        Assert.True(unsure.From < sure.From);
        Assert.True(unsure.To is null || unsure.To > sure.To);
    }

    [Fact]
    public void Needed_MoreLikelyReachedThanNot_SaysPerhapsNone()
    {
        var needed = LearningCurveFit.Of(Curve(0.9, 0.6, 0.5), 0.02)!.Needed(0.865, 1_000_000);
        Assert.Equal((DecisionsNeededKind.More, 0, 0), (needed.Kind, needed.More, needed.From));
        Assert.StartsWith("perhaps none", needed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Gain_FlatCurve_IsBelowAnyThresholdThatMatters()
    {
        var random = new CounterRandom(3);
        var fit = LearningCurveFit.Of([.. Numbers.Select(n => new LearningCurvePoint(n, 0.8 + (0.001 * Normal(random))))])!;
        Assert.InRange(fit.Gain(100).AtMost, 0, 0.003);
        Assert.InRange(fit.Gain(100).Expected, 0, fit.Gain(100).AtMost);
    }

    [Fact]
    public void Of_TooFewPointsOrTooShort_IsTooEarly()
    {
        Assert.Null(LearningCurveFit.Of([]));
        Assert.Null(LearningCurveFit.Of(Curve(0.9, 0.6, 0.5)[..4]));
        Assert.Null(LearningCurveFit.Of([.. Enumerable.Range(100, 20).Select(n => new LearningCurvePoint(n, 0.7))]));
        Assert.Null(LearningCurveFit.Of([.. Enumerable.Repeat(new LearningCurvePoint(10, 0.7), 9), new LearningCurvePoint(0, 0.5)]));
        Assert.NotNull(LearningCurveFit.Of(Curve(0.9, 0.6, 0.5)[..5]));
    }

    [Fact]
    public void Of_NumbersOutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningCurveFit.Of([new LearningCurvePoint(1, double.NaN)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningCurveFit.Of([new LearningCurvePoint(-1, 0.5)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningCurveFit.Of([], -1));
    }

    [Fact]
    public void Of_AnyPoints_GivesProbabilitiesThatAreNumbers() => Prop.ForAll(
        (from seed in Gen.Choose(0, 1_000_000) from count in Gen.Choose(5, 30) from first in Gen.Choose(1, 1000) select (seed, count, first)).ToArbitrary(),
        drawn =>
        {
            var random = new CounterRandom((ulong)drawn.seed);
            var kind = random.NextInt(3);
            var fit = LearningCurveFit.Of([.. Enumerable.Range(0, drawn.count).Select(i => new LearningCurvePoint(
                drawn.first + (i * drawn.first), kind == 0 ? random.NextDouble() : kind == 1 ? 1 - (i / 100.0) : 0.5))]);
            Assert.NotNull(fit);
            Assert.InRange(fit.Accuracy(drawn.first * 50), 0, 1);
            Assert.InRange(fit.ProbabilityReached(random.NextDouble(), drawn.first * 50), 0, 1);
            var (expected, most) = fit.Gain(100);
            Assert.InRange(expected, 0, most);
            var needed = fit.Needed(random.NextDouble(), 10_000);
            if (needed.Kind == DecisionsNeededKind.More)
            {
                Assert.InRange(needed.More!.Value, needed.From!.Value, 10_000);
                Assert.True(needed.To is null || needed.To >= needed.More);
            }
        }).QuickCheckThrowOnFailure();

    // The classical table: t = 2.015 leaves 5 % above with 5 degrees of freedom, and so on.
    [Theory]
    [InlineData(6.313751515, 1)]
    [InlineData(2.91998558, 2)]
    [InlineData(2.353363435, 3)]
    [InlineData(2.131846786, 4)]
    [InlineData(2.015048373, 5)]
    [InlineData(1.812461123, 10)]
    [InlineData(1.697260887, 30)]
    public void StudentT_NinetyFivePercent_IsThatOfTheTables(double t, int degrees)
    {
        Assert.Equal(0.95, StudentT.Cdf(t, degrees), 1e-8);
        Assert.Equal(0.05, StudentT.Cdf(-t, degrees), 1e-8);
    }

    private static LearningCurvePoint[] Curve(double a, double b, double c) => [.. Numbers.Select(n => new LearningCurvePoint(n, a - (b * Math.Pow(n, -c))))];

    private static double Normal(CounterRandom random) => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
}
