using FusionScorer.Core.Querying;

namespace FusionScorer.Core.Tests.Querying;

public class DisagreementStrategyTests
{
    private static readonly DisagreementStrategy Strategy = new();

    [Fact]
    public void Score_HandWorked_IsTheJensenShannonDivergence()
    {
        var context = QueryContexts.Of(1, 0.5f, 1) with { LabelModelPosterior = new[] { 0f, 1, 0.5f, 0.5f, 0.5f, 0.5f } };
        var utilities = Strategy.Score(context);
        Assert.Equal(Math.Log(2), utilities[0], 1e-12);
        Assert.Equal(0, utilities[1], 1e-12);
        Assert.Equal((Math.Log(4.0 / 3) + (0.5 * Math.Log(2.0 / 3)) + (0.5 * Math.Log(2))) / 2, utilities[2], 1e-12);
    }

    [Fact]
    public void Score_LabelModelNotKnown_NothingIsEligible()
    {
        Assert.All(Strategy.Score(QueryContexts.Of(0.5f, 0.9f)), utility => Assert.Equal(double.NegativeInfinity, utility));
        Assert.Empty(BatchSelector.Select(QueryContexts.Of(0.5f, 0.9f), Strategy, 5, 0, new HashSet<int>()));
    }

    [Fact]
    public void Validate_LabelModelPosteriorOfOtherLength_Throws() =>
        Assert.Throws<InvalidOperationException>(() => (QueryContexts.Of(0.5f) with { LabelModelPosterior = new float[4] }).Validate());
}
