using FusionScorer.Core.Classification;

namespace FusionScorer.Core.Tests.Classification;

public class LevelContrastsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(20)]
    public void Contrasts_AnyCount_AreOrthonormalSumToZeroAndEndPositive(int levels)
    {
        var contrasts = new LevelContrasts(levels);
        Assert.Equal(levels - 1, contrasts.Count);
        for (var a = 0; a < contrasts.Count; a++)
        {
            Assert.Equal(0, Enumerable.Range(0, levels).Sum(y => contrasts.Of(y)[a]), 1e-9);
            Assert.True(contrasts.Of(levels - 1)[a] > 0);
            for (var b = 0; b <= a; b++)
                Assert.Equal(a == b ? 1 : 0, Enumerable.Range(0, levels).Sum(y => contrasts.Of(y)[a] * contrasts.Of(y)[b]), 1e-9);
        }
    }

    [Fact]
    public void Contrasts_FourLevels_AreTheTextbookPolynomials()
    {
        var contrasts = new LevelContrasts(4);
        double[][] expected = [[-3, -1, 1, 3], [1, -1, -1, 1], [-1, 3, -3, 1]];
        double[] length = [Math.Sqrt(20), 2, Math.Sqrt(20)];
        for (var a = 0; a < 3; a++)
        {
            for (var y = 0; y < 4; y++)
                Assert.Equal(expected[a][y] / length[a], contrasts.Of(y)[a], 1e-12);
        }
    }

    [Fact]
    public void Logits_OfContrasts_AreTheirSum()
    {
        var contrasts = new LevelContrasts(3);
        var logits = new double[3];
        contrasts.Logits([2, -1], logits);
        for (var y = 0; y < 3; y++)
            Assert.Equal((2 * contrasts.Of(y)[0]) - contrasts.Of(y)[1], logits[y], 1e-12);
    }
}
