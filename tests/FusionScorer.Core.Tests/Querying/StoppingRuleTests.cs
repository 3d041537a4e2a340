using FusionScorer.Core.Querying;

namespace FusionScorer.Core.Tests.Querying;

public class StoppingRuleTests
{
    [Theory]
    [InlineData(0.91, 0.97, StoppingAdvice.Stop, "at least 91.0%")]
    [InlineData(0.90, 0.97, StoppingAdvice.Stop, "at least 90.0%")]
    [InlineData(0.85, 0.95, StoppingAdvice.NotYetKnown, "between 85.0% and 95.0%")]
    [InlineData(0.70, 0.85, StoppingAdvice.GoOn, "at most 85.0%")]
    public void Target_Interval_IsComparedWithIt(double low, double high, StoppingAdvice advice, string words)
    {
        var verdict = new StoppingOnTarget(0.9).Judge(Context(10, new AuditEstimate((low + high) / 2, low, high, 40)));
        Assert.Equal(("target reached", advice), (verdict.Rule, verdict.Advice));
        Assert.Contains(words, verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Target_NoAudit_IsNotKnown() => Assert.Equal(StoppingAdvice.NotYetKnown, new StoppingOnTarget(0).Judge(Context(10)).Advice);

    [Fact]
    public void NoGain_Curve_IsComparedWithTheThreshold()
    {
        var rule = new StoppingOnNoGain(100, 0.005);
        Assert.Equal(StoppingAdvice.NotYetKnown, rule.Judge(Context(10)).Advice);
        Assert.Equal(StoppingAdvice.Stop, rule.Judge(Context(10) with { Curve = Curve(0.01) }).Advice);
        Assert.Equal(StoppingAdvice.GoOn, rule.Judge(Context(10) with { Curve = Curve(3) }).Advice);
        Assert.Equal(StoppingAdvice.NotYetKnown, rule.Judge(Context(10) with { Curve = Curve(0.2, wiggle: 0.03) }).Advice);
    }

    [Theory]
    [InlineData(99, StoppingAdvice.GoOn, "1 of 100 decisions are left")]
    [InlineData(100, StoppingAdvice.Stop, "100 decisions")]
    public void Budget_Decisions_AreCountedAgainstIt(int decisions, StoppingAdvice advice, string words)
    {
        var verdict = new StoppingOnBudget(100).Judge(Context(decisions));
        Assert.Equal(advice, verdict.Advice);
        Assert.Contains(words, verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, StoppingAdvice.NotYetKnown)]
    [InlineData(0, StoppingAdvice.Stop)]
    [InlineData(1, StoppingAdvice.GoOn)]
    public void NothingEligible_Clips_AreCounted(int? eligible, StoppingAdvice advice) =>
        Assert.Equal(advice, new StoppingOnNothingEligible().Judge(Context(10) with { Eligible = eligible }).Advice);

    [Fact]
    public void Combine_OneSaysStop_Stops()
    {
        StoppingVerdict stop = new("a", StoppingAdvice.Stop, "enough"), enough = new("d", StoppingAdvice.Stop, "spent"),
            on = new("b", StoppingAdvice.GoOn, "more"), unknown = new("c", StoppingAdvice.NotYetKnown, "early");
        Assert.Equal(new StoppingVerdict("a, d", StoppingAdvice.Stop, "enough; spent"), StoppingRules.Combine([on, stop, unknown, enough]));
        Assert.Equal(on, StoppingRules.Combine([unknown, on]));
        Assert.Equal(unknown, StoppingRules.Combine([unknown]));
    }

    [Fact]
    public void Rules_ImpossibleNumbers_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingOnTarget(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingOnNoGain(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingOnNoGain(100, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingOnBudget(-1));
    }

    private static StoppingContext Context(int decisions, AuditEstimate? accuracy = null) =>
        new() { Decisions = decisions, Accuracy = accuracy ?? AuditSample.Estimate([]) };

    private static LearningCurveFit Curve(double drop, double wiggle = 0) => LearningCurveFit.Of(
        [.. Enumerable.Range(1, 12).Select(i => new LearningCurvePoint(20 * i, 0.8 - (drop * Math.Pow(20 * i, -0.7)) + (i % 2 == 0 ? wiggle : -wiggle)))])!;
}
