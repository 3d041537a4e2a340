namespace FusionScorer.Core.Tests.Querying;

/// <summary>The estimate against a known truth, where clips to ask about are chosen by what the model is unsure of and every answer trains it.</summary>
public class AuditCoverageTests
{
    private const int Runs = 200;

    // Seeds are fixed: with 200 runs a coverage of 0.90 is measured with a standard error of 0.02.
    [Theory]
    [InlineData(0.4, 0.05, 25, 100)]
    [InlineData(0.4, 0.05, 25, 400)]
    [InlineData(0.4, 0.2, 25, 100)]
    [InlineData(0.4, 0.2, 25, 400)]
    [InlineData(1.2, 0.05, 25, 400)]
    [InlineData(1.2, 0.2, 25, 100)]
    [InlineData(1.2, 0.2, 1, 60)]
    [InlineData(0.4, 0.2, 1, 60)]
    public void Estimate_AdaptiveReview_CoversTheTruthNineTimesInTen(double strength, double share, int batch, int decisions)
    {
        int covered = 0, underCovered = 0;
        double bias = 0, naive = 0;
        for (var run = 0; run < Runs; run++)
        {
            var world = new AuditWorld((ulong)run + 1, 500, strength);
            world.Review(decisions, batch, share);
            var found = world.Estimate();
            covered += found.Accuracy.Low <= found.TrueAccuracy && found.TrueAccuracy <= found.Accuracy.High ? 1 : 0;
            underCovered += found.UnderRated.Low <= found.TrueUnderRated && found.TrueUnderRated <= found.UnderRated.High ? 1 : 0;
            bias += ((found.Accuracy.Value ?? found.TrueAccuracy) - found.TrueAccuracy) / Runs;
            naive += ((found.NotLeftOut.Value ?? found.TrueAccuracy) - found.TrueAccuracy) / Runs;
        }

        var words = $"bias {bias:0.000}, {naive:0.000} where answers are not left out; under-rating {underCovered / (double)Runs}";
        Assert.True(covered is >= (int)(0.85 * Runs) and <= (int)(0.96 * Runs), $"covered {covered / (double)Runs}; {words}");
        Assert.True(underCovered >= (int)(0.85 * Runs), words);
        Assert.True(Math.Abs(bias) < 0.035 && bias < naive, words);
    }
}
