using FusionScorer.Core.Fusion;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

public class VotePosteriorTests
{
    [Fact]
    public void Compute_WeightsAndTemperatureOne_IsTheLabelModel() => RandomVotes.ForAll(votes =>
    {
        var fit = Fit(votes);
        Assert.Equal(fit.Predict(votes.Matrix), VotePosterior.Compute(fit, votes.Matrix, SignalWeights.Default));
    });

    [Fact]
    public void Of_AnyClip_IsItsRowOfCompute() => RandomVotes.ForAll(votes =>
    {
        var fit = Fit(votes);
        var weights = SignalWeights.Default.With("s0", 1.7).With("s1", 0.3);
        var all = VotePosterior.Compute(fit, votes.Matrix, weights, 1.5);
        var p = new double[fit.Levels];
        for (var row = 0; row < votes.Matrix.Rows; row++)
        {
            VotePosterior.Of(fit, votes.Matrix.Row(row), weights, 1.5, p);
            Assert.Equal(all.AsSpan(row * fit.Levels, fit.Levels).ToArray(), p);
        }
    });

    [Fact]
    public void Discounts_PartnerSwitchedOff_LiftsTheDiscount()
    {
        var fit = LabelModel.Fit(SyntheticVotes.Draw(20_000).Matrix, [], LabelModelOptions.Default);
        Assert.Equal(fit.Weight.ToArray(), fit.Discounts(SignalWeights.Default));
        Assert.True(fit.Weight[0] < 0.7);
        Assert.True(fit.Discounts(SignalWeights.Default.With("s1", 0))[0] > 0.97);
        Assert.Equal(fit.Weight.ToArray(), fit.Discounts(SignalWeights.Default.With("s1", 2)));
    }

    [Fact]
    public void Of_SignalAtWeightZero_DoesNotDependOnIt()
    {
        var fit = LabelModel.Fit(SyntheticVotes.Draw(2_000, functions: 3, copy: 0).Matrix, [], LabelModelOptions.Default);
        double[] with = new double[5], without = new double[5];
        VotePosterior.Of(fit, [2, 3, 6], SignalWeights.Default.With("s2", 0), 1, with);
        VotePosterior.Of(fit, [2, 3, 0], SignalWeights.Default.With("s2", 0), 1, without);
        Assert.Equal(without, with);
    }

    [Fact]
    public void SignalPosterior_SignalMissing_IsUniform()
    {
        var fit = LabelModel.Fit(SyntheticVotes.Draw(2_000, functions: 3).Matrix, [], LabelModelOptions.Default);
        var p = new double[5];
        VotePosterior.SignalPosterior(fit, [0, 3, 6], "s0", p);
        Assert.All(p, share => Assert.Equal(0.2, share, 1e-12));
        VotePosterior.SignalPosterior(fit, [0, 3, 6], "s2", p);
        Assert.Equal(4, PosteriorMetrics.Argmax(p));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Of_ImpossibleTemperature_Throws(double temperature)
    {
        var fit = LabelModel.Fit(SyntheticVotes.Draw(10, functions: 2).Matrix, [], LabelModelOptions.Default);
        Assert.Throws<ArgumentOutOfRangeException>(() => VotePosterior.Of(fit, [1, 1], SignalWeights.Default, temperature, new double[5]));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(2.1)]
    [InlineData(double.NaN)]
    public void SignalWeights_OutOfRange_Throws(double weight) =>
        Assert.Contains("genre", Assert.Throws<BadInputException>(() => SignalWeights.Default.With("genre", weight)).Message, StringComparison.Ordinal);

    [Fact]
    public void SignalWeights_NotNamed_IsOne()
    {
        var weights = SignalWeights.Create([KeyValuePair.Create("genre", 0.5)]);
        Assert.Equal(0.5, weights.Of("genre"));
        Assert.Equal(1, weights.Of("speech"));
        Assert.Equal(1, SignalWeights.Default.Of("genre"));
    }

    private static LabelModelFit Fit(RandomVotes votes) => LabelModel.Fit(votes.Matrix, votes.Decisions, LabelModelOptions.Default with { MaxIterations = 30 });
}
