using FusionScorer.Core.Levels;
using FusionScorer.Core.Querying;

namespace FusionScorer.Core.Tests.Querying;

public class ExpectedCostsTests
{
    [Fact]
    public void Compute_HandWorked_IsThatOfTheCheapestLevel()
    {
        // Showing the milder level costs 2 × .4, showing the stricter one costs .6.
        var result = new float[2];
        ExpectedCosts.Compute(CostMatrix.Linear(2), [0.6f, 0.4f, 1, 0], result);
        Assert.Equal([0.6f, 0], result);
    }

    [Fact]
    public void Compute_ProbabilitiesOfOtherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => ExpectedCosts.Compute(CostMatrix.Linear(2), [1, 0, 1], new float[2]));
}
