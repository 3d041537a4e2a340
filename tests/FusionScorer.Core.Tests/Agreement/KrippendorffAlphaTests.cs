using FusionScorer.Core.Agreement;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Tests.Agreement;

/// <summary>Alpha against the published example, and against raters whose agreement is known.</summary>
public sealed class KrippendorffAlphaTests
{
    // Krippendorff 2011, section C: four observers, twelve units, values 1 to 5; 0 = missing.
    private static readonly int[][] Example =
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ];

    private static AgreementEstimate? Estimate(IEnumerable<IReadOnlyList<int>> units, int values = 5, AgreementMetric metric = AgreementMetric.Ordinal) =>
        KrippendorffAlpha.Estimate(units, values, metric, new CounterRandom(7));

    private static IEnumerable<IReadOnlyList<int>> Units(int[][] raters) =>
        Enumerable.Range(0, raters[0].Length).Select(unit => (IReadOnlyList<int>)[.. raters.Select(rater => rater[unit]).Where(value => value > 0).Select(value => value - 1)]);

    [Theory]
    [InlineData(AgreementMetric.Nominal, 0.743)]
    [InlineData(AgreementMetric.Ordinal, 0.815)]
    [InlineData(AgreementMetric.Interval, 0.849)]
    public void Estimate_OfThePublishedExample_IsThePublishedAlpha(AgreementMetric metric, double published)
    {
        var alpha = Estimate(Units(Example), metric: metric)!.Value;

        Assert.Equal(published, alpha.Value, 0.0005);
        Assert.Equal((11, 40), (alpha.Units, alpha.Values));
        Assert.InRange(alpha.Value, alpha.Low, alpha.High);
    }

    // Krippendorff 2011, section A: two observers, ten units, two values.
    [Fact]
    public void Estimate_OfThePublishedBinaryExample_IsThePublishedAlpha()
    {
        int[][] raters = [[1, 2, 1, 1, 1, 1, 1, 1, 2, 1], [2, 2, 2, 1, 1, 2, 1, 1, 1, 1]];

        Assert.Equal(0.095, Estimate(Units(raters), values: 2, AgreementMetric.Nominal)!.Value.Value, 0.0005);
        Assert.Equal(0.095, Estimate(Units(raters), values: 2)!.Value.Value, 0.0005);
    }

    [Fact]
    public void Estimate_OfPerfectRaters_IsOne()
    {
        var alpha = Estimate(Enumerable.Range(0, 20).Select(unit => (IReadOnlyList<int>)[unit % 5, unit % 5, unit % 5]))!.Value;

        Assert.Equal((1.0, 1.0, 1.0), (alpha.Value, alpha.Low, alpha.High));
    }

    [Fact]
    public void Estimate_OfRatersWhoGuess_IsNearZero_AndItsIntervalHoldsZero()
    {
        var random = new CounterRandom(3);

        var alpha = Estimate([.. Enumerable.Range(0, 2000).Select(_ => (IReadOnlyList<int>)[random.NextInt(5), random.NextInt(5)])])!.Value;

        Assert.InRange(alpha.Value, -0.06, 0.06);
        Assert.True(alpha.Low < 0 && alpha.High > 0);
    }

    [Fact]
    public void Estimate_OfOrderedLevels_ForgivesNeighboursMoreThanExtremes()
    {
        var near = Estimate(Enumerable.Range(0, 40).Select(unit => (IReadOnlyList<int>)(unit % 4 == 0 ? [unit % 5, Math.Min(4, unit % 5 + 1)] : [unit % 5, unit % 5])))!.Value;
        var far = Estimate(Enumerable.Range(0, 40).Select(unit => (IReadOnlyList<int>)(unit % 4 == 0 ? [unit % 5, 4 - (unit % 5)] : [unit % 5, unit % 5])))!.Value;

        Assert.True(near.Value > far.Value + 0.1, $"near {near.Value}, far {far.Value}");
    }

    // Units of a rater who is right with probability p and guesses otherwise: nominal alpha of two of them is p².
    [Fact]
    public void Estimate_RecoversAKnownAgreement_AndItsIntervalCoversIt()
    {
        const double right = 0.8;
        var covered = 0;
        for (var run = 0; run < 60; run++)
        {
            var random = new CounterRandom(11, (ulong)run);
            var units = new List<IReadOnlyList<int>>();
            for (var unit = 0; unit < 150; unit++)
            {
                var truth = random.NextInt(4);
                units.Add([Answer(random, truth), Answer(random, truth)]);
            }

            var alpha = KrippendorffAlpha.Estimate(units, 4, AgreementMetric.Nominal, new CounterRandom(5, (ulong)run), draws: 300)!.Value;
            covered += alpha.Low <= right * right && alpha.High >= right * right ? 1 : 0;
        }

        Assert.InRange(covered, 51, 60);

        static int Answer(CounterRandom random, int truth) => random.NextDouble() < right ? truth : random.NextInt(4);
    }

    [Fact]
    public void Estimate_WhereNothingCanBeTold_IsNull()
    {
        Assert.Null(Estimate([]));
        Assert.Null(Estimate([[1], [2], [3]]));
        Assert.Null(Estimate([[1, 1], [1, 1]]));
    }

    [Fact]
    public void Estimate_OfOneSeed_IsTheSame()
    {
        Assert.Equal(Estimate(Units(Example)), Estimate(Units(Example)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Estimate([[0, 5]]));
    }
}
