using FusionScorer.Core.Querying;

namespace FusionScorer.Core.Tests.Querying;

public class AuditSampleTests
{
    [Fact]
    public void Estimate_NoAnswers_KnowsNothing() => Assert.Equal(new AuditEstimate(null, 0, 1, 0), AuditSample.Estimate([]));

    [Fact]
    public void Estimate_EqualChances_IsTheShareWithWilsonsInterval()
    {
        var estimate = AuditSample.Estimate(Answers(10, 8));
        Assert.Equal(0.8, estimate.Value!.Value, 1e-12);
        Assert.Equal(0.541, estimate.Low, 0.001);
        Assert.Equal(0.931, estimate.High, 0.001);
        Assert.Equal(10, estimate.Answers);
        Assert.Equal((0.931 - 0.541) / 3.29, estimate.StandardError, 0.001);
    }

    [Fact]
    public void Estimate_AllRight_StillAllowsForErrors()
    {
        var estimate = AuditSample.Estimate([.. Enumerable.Repeat(new AuditAnswer(true, 1, 0.5), 5)]);
        Assert.Equal(1, estimate.Value);
        Assert.InRange(estimate.Low, 0.5, 0.8);
    }

    [Fact]
    public void Estimate_UnequalChances_WeighsTheRareMore() =>
        Assert.Equal(0.2, AuditSample.Estimate([new AuditAnswer(true, 0.5, 0.4), new AuditAnswer(false, 0.5, 0.1)]).Value!.Value, 1e-12);

    [Fact]
    public void Estimate_ChancesAllScaledAlike_ChangesNothing()
    {
        AuditAnswer[] answers = [new(true, 0.9, 0.4), new(false, 0.6, 0.1), new(true, 0.7, 0.2)];
        Near(AuditSample.Estimate(answers, 0.7), AuditSample.Estimate([.. answers.Select(answer => answer with { InclusionProbability = answer.InclusionProbability / 1000 })], 0.7));
    }

    [Fact]
    public void Estimate_SampleLuckierThanTheLibrary_IsCorrectedDownwards()
    {
        // The audited clips are those that the model is surest of: the rest must be worse.
        AuditAnswer[] answers = [.. Enumerable.Range(0, 40).Select(i => new AuditAnswer(i % 10 != 0, i % 10 != 0 ? 0.95 : 0.6, 0.1))];
        Assert.InRange(AuditSample.Estimate(answers, 0.75).Value!.Value, 0.65, 0.85);
        Assert.Equal(0.9, AuditSample.Estimate(answers).Value!.Value, 1e-12);
    }

    [Fact]
    public void Estimate_PredictionsThatExplainTheAnswers_NarrowTheInterval()
    {
        AuditAnswer[] answers = [.. Enumerable.Range(0, 60).Select(i => new AuditAnswer(i % 3 != 0, i % 3 != 0 ? 0.9 : 0.2, 0.1))];
        AuditEstimate plain = AuditSample.Estimate(answers), corrected = AuditSample.Estimate(answers, 2.0 / 3);
        Assert.True(corrected.High - corrected.Low < 0.6 * (plain.High - plain.Low));
    }

    [Fact]
    public void Estimate_WholeLibraryAudited_IsExact()
    {
        var estimate = AuditSample.Estimate(Answers(10, 8), 0.5, clips: 10);
        Assert.Equal((0.8, 0.8, 0.8), (Math.Round(estimate.Value!.Value, 12), Math.Round(estimate.Low, 12), Math.Round(estimate.High, 12)));
    }

    [Fact]
    public void Estimate_HalfTheLibraryAudited_IsNarrowerAndNeverBeyondWhatIsKnown()
    {
        AuditEstimate many = AuditSample.Estimate(Answers(20, 20)), few = AuditSample.Estimate(Answers(20, 20), clips: 40);
        Assert.True(few.High - few.Low < many.High - many.Low);
        Assert.True(AuditSample.Estimate(Answers(20, 2), 0.9, clips: 25).Low >= 2.0 / 25);
        Assert.True(AuditSample.Estimate(Answers(20, 2), 0.9, clips: 25).High <= 7.0 / 25);
    }

    [Fact]
    public void Estimate_Costs_ScaleWithTheirUnit()
    {
        AuditMeasure[] costs = [new(0, 0.5, 0.1), new(2, 1, 0.1), new(0, 0.25, 0.1), new(1, 0.25, 0.1)];
        var one = AuditSample.Estimate(costs, new AuditPopulation(100, 0.5), top: 8);
        var ten = AuditSample.Estimate([.. costs.Select(cost => cost with { Value = cost.Value * 10, Predicted = cost.Predicted * 10 })], new AuditPopulation(100, 5), top: 80);
        Near(one with { Value = one.Value * 10, Low = one.Low * 10, High = one.High * 10 }, ten);
        Assert.InRange(one.Value!.Value, 0.5, 0.8);
        Assert.InRange(one.High, 1, 4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    public void Estimate_ImpossibleChance_Throws(double chance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AuditSample.Estimate([new AuditAnswer(true, 0.5, chance)]));

    [Fact]
    public void Estimate_NumbersOutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AuditSample.Estimate([new AuditAnswer(true, 1.5, 0.1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AuditSample.Estimate([], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => AuditSample.Estimate(Answers(3, 1), clips: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => AuditSample.Estimate([new AuditMeasure(3, 1, 0.1)], new AuditPopulation(10, 1), top: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => AuditSample.Estimate([], new AuditPopulation(10, 0), top: 0));
    }

    private static AuditAnswer[] Answers(int count, int right) => [.. Enumerable.Range(0, count).Select(i => new AuditAnswer(i < right, 0.9, 0.1))];

    private static void Near(AuditEstimate expected, AuditEstimate actual)
    {
        Assert.Equal(expected.Value!.Value, actual.Value!.Value, 1e-9);
        Assert.Equal(expected.Low, actual.Low, 1e-9);
        Assert.Equal(expected.High, actual.High, 1e-9);
    }
}
