using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Tests.Querying;

public class AuditSamplePropertyTests
{
    [Fact]
    public void Estimate_AnyAnswers_IntervalHoldsTheEstimateWithinRange() => ForAll((answers, mean, clips) =>
    {
        foreach (var estimate in (AuditEstimate[])[AuditSample.Estimate(answers), AuditSample.Estimate(answers, mean), AuditSample.Estimate(answers, mean, clips)])
        {
            Assert.InRange(estimate.Low, 0, 1);
            Assert.InRange(estimate.High, estimate.Low, 1);
            Assert.True(answers.Length == 0 ? estimate.Value is null : estimate.Value >= estimate.Low && estimate.Value <= estimate.High, $"{estimate}");
        }
    });

    [Fact]
    public void Estimate_AnswersFourTimes_NarrowsTheInterval() => ForAll((answers, mean, _) =>
    {
        if (answers.Length == 0)
            return;
        AuditAnswer[] more = [.. answers, .. answers, .. answers, .. answers];
        Assert.True(Width(AuditSample.Estimate(more)) < Width(AuditSample.Estimate(answers)));
        Assert.True(Width(AuditSample.Estimate(more, mean)) < Width(AuditSample.Estimate(answers, mean)), $"{AuditSample.Estimate(more, mean)} against {AuditSample.Estimate(answers, mean)}");
    }, skewed: false);

    [Fact]
    public void Estimate_AnswersInOtherOrder_IsTheSame() => ForAll((answers, mean, clips) =>
    {
        AuditEstimate one = AuditSample.Estimate(answers, mean, clips), other = AuditSample.Estimate([.. answers.Reverse()], mean, clips);
        Assert.Equal(one.Value ?? -1, other.Value ?? -1, 1e-9);
        Assert.Equal(one.Low, other.Low, 1e-9);
        Assert.Equal(one.High, other.High, 1e-9);
    });

    private static double Width(AuditEstimate estimate) => estimate.High - estimate.Low;

    private static void ForAll(Action<AuditAnswer[], double, int> check, bool skewed = true) => Prop.ForAll(
        (from seed in Gen.Choose(0, 1_000_000) from count in Gen.Choose(0, 60) from beyond in Gen.Choose(0, 200) select (seed, count, beyond)).ToArbitrary(),
        drawn =>
        {
            var random = new CounterRandom((ulong)drawn.seed);
            var accuracy = random.NextDouble();
            AuditAnswer[] answers = [.. Enumerable.Range(0, drawn.count).Select(_ => new AuditAnswer(
                random.NextDouble() < accuracy, random.NextInt(4) == 0 ? random.NextInt(2) : random.NextDouble(), skewed && random.NextInt(2) == 0 ? 1e-12 + (random.NextDouble() / 2) : 0.1))];
            check(answers, random.NextDouble(), drawn.count + drawn.beyond);
        }).QuickCheckThrowOnFailure();
}
