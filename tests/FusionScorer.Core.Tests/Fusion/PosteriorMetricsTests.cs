using FusionScorer.Core.Fusion;

namespace FusionScorer.Core.Tests.Fusion;

public class PosteriorMetricsTests
{
    [Fact]
    public void Of_HandWorkedRows_GivesEachMeasure()
    {
        // Shown: 0, 0, 1; true: 0, 1, 1; the last row is not known.
        double[] p = [0.9, 0.1, 0.6, 0.4, 0.2, 0.8, 0.5, 0.5];
        var metrics = PosteriorMetrics.Of(p, [0, 1, 1, -1])!;
        Assert.Equal(3, metrics.Rows);
        Assert.Equal(2.0 / 3, metrics.Accuracy, 1e-12);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.4) + Math.Log(0.8)) / 3, metrics.LogLoss, 1e-12);
        Assert.Equal((0.1 + 0.6 + 0.2) / 3, metrics.CalibrationError, 1e-12);
        Assert.Equal(1.0 / 3, metrics.MeanClassError, 1e-12);
        Assert.Equal(2.0 / 3, metrics.MacroF1, 1e-12);
    }

    [Fact]
    public void Of_TrueLevelHeldImpossible_ClipsTheLoss() => Assert.Equal(-Math.Log(1e-6), PosteriorMetrics.Of([1, 0], [1])!.LogLoss, 1e-9);

    [Fact]
    public void Of_LevelsShownFurtherOff_CountByTheirDistance() =>
        Assert.Equal((2 + 1 + 0) / 3.0, PosteriorMetrics.Of([1, 0, 0, 0, 0, 1, 0, 1, 0], [2, 1, 1])!.MeanClassError, 1e-12);

    [Fact]
    public void Of_NoKnownLabel_IsNull() => Assert.Null(PosteriorMetrics.Of([0.5, 0.5], [-1]));

    [Fact]
    public void Argmax_Tie_GoesToTheStricterLevel() => Assert.Equal(2, PosteriorMetrics.Argmax([0.4, 0.2, 0.4]));

    [Fact]
    public void Of_LevelAbsentFromTruth_DoesNotCountInMeans()
    {
        var metrics = PosteriorMetrics.Of([0.1, 0.9, 0, 0.8, 0.2, 0], [1, 1])!;
        Assert.Equal(2.0 / 3, metrics.MacroF1, 1e-12);
    }
}
