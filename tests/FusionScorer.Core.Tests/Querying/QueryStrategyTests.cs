using FusionScorer.Core.Querying;

namespace FusionScorer.Core.Tests.Querying;

public class QueryStrategyTests
{
    private const double NotEligible = double.NegativeInfinity;

    [Fact]
    public void LeastConfidence_HandWorked_IsOneLessTheTop() =>
        AssertClose([0.1, 0.5, 0.3], new LeastConfidenceStrategy().Score(QueryContexts.Of(0.9f, 0.5f, 0.3f)));

    [Fact]
    public void SmallestMargin_HandWorked_IsOneLessTheGapOfTheTopTwo()
    {
        AssertClose([0.2, 1, 0.6], new SmallestMarginStrategy().Score(QueryContexts.Of(0.9f, 0.5f, 0.3f)));
        var three = QueryContexts.Of(0.5f) with { Levels = 3, Posterior = new[] { 0.2f, 0.5f, 0.3f } };
        AssertClose([0.8], new SmallestMarginStrategy().Score(three));
    }

    [Fact]
    public void Entropy_HandWorked_IsInNats() =>
        AssertClose([0, Math.Log(2)], new EntropyStrategy().Score(QueryContexts.Of(1, 0.5f)));

    [Fact]
    public void Conflict_ClipWithoutAny_IsNotEligible() =>
        AssertClose([0.25, NotEligible], new ConflictStrategy().Score(QueryContexts.Of(1, 1) with { Conflict = new[] { 0.25f, 0 } }));

    [Fact]
    public void ConflictOrUncertain_ThresholdsOff_RanksAllByCostAndConflict()
    {
        var context = QueryContexts.Of(1, 1, 1) with { Conflict = new[] { 0.5f, 0, 0 }, ExpectedCost = new[] { 0.2f, 0.4f, 0 }, DecisionCount = 49 };
        AssertClose([1, 1, 0], new ConflictOrUncertainStrategy().Score(context));
    }

    [Fact]
    public void ConflictOrUncertain_ThresholdsOn_LeavesOutClipsBelowBoth()
    {
        var context = QueryContexts.Of(1, 1, 1) with { Conflict = new[] { 0.25f, 0.1f, 0.1f }, ExpectedCost = new[] { 0.1f, 0.5f, 0.1f }, DecisionCount = 50 };
        AssertClose([0.45, 1.1, NotEligible], new ConflictOrUncertainStrategy().Score(context));
    }

    [Fact]
    public void Random_OtherSeed_GivesAnotherOrder()
    {
        var strategy = new RandomStrategy();
        Assert.Equal(strategy.Score(QueryContexts.Many(9, 1)), strategy.Score(QueryContexts.Many(9, 1)));
        Assert.NotEqual(strategy.Score(QueryContexts.Many(9, 1)), strategy.Score(QueryContexts.Many(9, 2)));
    }

    [Fact]
    public void Score_UnavailableClip_IsNeverEligible()
    {
        var context = QueryContexts.Of(0.5f, 0.5f) with
        {
            Available = new[] { false, true },
            Conflict = new[] { 1f, 1f },
            ExpectedCost = new[] { 1f, 1f },
            LabelModelPosterior = new[] { 1f, 0, 1, 0 },
        };
        Assert.All(QueryStrategies.Names, name =>
        {
            var utilities = QueryStrategies.ByName(name).Score(context);
            Assert.Equal(NotEligible, utilities[0]);
            Assert.True(double.IsFinite(utilities[1]));
        });
    }

    [Fact]
    public void ByName_EveryName_FindsTheStrategyOfThatName()
    {
        Assert.All(QueryStrategies.Names, name => Assert.Equal(name, QueryStrategies.ByName(name).Name));
        Assert.Contains(QueryStrategies.Default, QueryStrategies.Names);
    }

    [Fact]
    public void ByName_UnknownName_ListsTheNames() =>
        Assert.Contains("smallest-margin", Assert.Throws<BadInputException>(() => QueryStrategies.ByName("best")).Message, StringComparison.Ordinal);

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(expected[i] == actual[i] || Math.Abs(expected[i] - actual[i]) < 1e-6, $"utility {i} is {actual[i]}, not {expected[i]}");
    }
}
