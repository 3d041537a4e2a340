using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Tests.Levels;

public class CostMatrixTests
{
    [Fact]
    public void Linear_UnderAndOver_CostByDistance()
    {
        var cost = CostMatrix.Linear(4, under: 2, over: 1);
        Assert.Equal(6, cost[3, 0]);
        Assert.Equal(3, cost[0, 3]);
        Assert.Equal(0, cost[2, 2]);
    }

    [Fact]
    public void LeastCost_UnderRatingCostsMore_LeansToTheStricterLevel() =>
        Assert.Equal(1, CostMatrix.Linear(2).LeastCost([0.6, 0.4]));

    [Fact]
    public void LeastCost_Tie_GoesToTheStricterLevel()
    {
        Assert.Equal(1, CostMatrix.Linear(2).LeastCost([2.0 / 3, 1.0 / 3]));
        Assert.Equal(2, CostMatrix.Linear(3, under: 0, over: 0).LeastCost([1, 0, 0]));
    }

    [Fact]
    public void LeastCost_AmongSome_StaysWithinThem() =>
        Assert.Equal(1, CostMatrix.Linear(4).LeastCost([0, 0, 0, 1], LevelSet.Range(0, 1)));

    [Fact]
    public void Expected_HandWorked_SumsOverTruths() => Assert.Equal((0.5 * 1) + (0.2 * 2), CostMatrix.Linear(3).Expected([0.5, 0.3, 0.2], 1), 1e-12);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(double.PositiveInfinity, 1)]
    public void Linear_ImpossibleCost_Throws(double under, double over) => Assert.Throws<FormatException>(() => CostMatrix.Linear(3, under, over));
}
