using FusionScorer.Core.Querying;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Tests.Querying;

public class AuditSampleTests
{
    [Fact]
    public void Estimate_NoAnswers_KnowsNothing() => Assert.Equal(new AccuracyEstimate(null, 0, 1, 0), AuditSample.Estimate([]));

    [Fact]
    public void Estimate_EqualChances_IsTheShareWithWilsonsInterval()
    {
        var estimate = AuditSample.Estimate([.. Enumerable.Range(0, 10).Select(i => new AuditAnswer(i < 8, 0.9, 0.1))]);
        Assert.Equal(0.8, estimate.Accuracy!.Value, 1e-12);
        Assert.Equal(0.541, estimate.Low, 0.001);
        Assert.Equal(0.931, estimate.High, 0.001);
        Assert.Equal(10, estimate.Answers);
    }

    [Fact]
    public void Estimate_AllRight_StillAllowsForErrors()
    {
        var estimate = AuditSample.Estimate([.. Enumerable.Repeat(new AuditAnswer(true, 1, 0.5), 5)]);
        Assert.Equal(1, estimate.Accuracy);
        Assert.InRange(estimate.Low, 0.5, 0.8);
    }

    [Fact]
    public void Estimate_UnequalChances_WeighsTheRareMore() =>
        Assert.Equal(0.2, AuditSample.Estimate([new AuditAnswer(true, 0.5, 0.4), new AuditAnswer(false, 0.5, 0.1)]).Accuracy!.Value, 1e-12);

    [Fact]
    public void Estimate_WithConfidences_CoversTheTruthAndIsNarrower()
    {
        // A library of 2,000 clips whose confidences are too high by 0.1; samples of 100.
        var random = new CounterRandom(8);
        var confidence = Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? 1.0 : 0.4).ToArray();
        var right = confidence.Select(p => random.NextDouble() < p - 0.1).ToArray();
        double truth = right.Average(r => r ? 1.0 : 0.0), mean = confidence.Average();
        int covered = 0, narrower = 0;
        var bias = 0.0;
        for (var draw = 0; draw < 400; draw++)
        {
            var answers = Enumerable.Range(0, 100).Select(_ => random.NextInt(2000)).Select(i => new AuditAnswer(right[i], confidence[i], 0.05)).ToArray();
            AccuracyEstimate plain = AuditSample.Estimate(answers), difference = AuditSample.Estimate(answers, mean);
            covered += difference.Low <= truth && truth <= difference.High ? 1 : 0;
            narrower += difference.High - difference.Low < plain.High - plain.Low ? 1 : 0;
            bias += (difference.Accuracy!.Value - truth) / 400;
        }

        Assert.InRange(covered / 400.0, 0.86, 0.94);
        Assert.True(narrower > 380, $"narrower in {narrower} of 400");
        Assert.Equal(0, bias, 0.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    public void Estimate_ImpossibleChance_Throws(double chance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AuditSample.Estimate([new AuditAnswer(true, 0.5, chance)]));
}
