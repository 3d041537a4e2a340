using FusionScorer.Core.Querying;
using FusionScorer.Core.Randomness;

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

    [Theory]
    [InlineData("calibrated")]
    [InlineData("overconfident")]
    [InlineData("noise")]
    public void Estimate_AnyQualityOfConfidences_IsUnbiasedAndCovers(string quality)
    {
        const int Draws = 400;
        var random = new CounterRandom(8);
        double mean = 0, cells = 0;
        foreach (var accuracy in (double[])[0.6, 0.7, 0.8, 0.9, 0.95])
        {
            foreach (var answers in (int[])[5, 10, 20, 40, 160])
            {
                double covered = 0, bias = 0;
                for (var draw = 0; draw < Draws; draw++)
                {
                    // A library of its own for each draw: its accuracy lies about the one asked for, so that no coverage is the luck of one number.
                    var (right, confidence) = Library(random, 1000, accuracy, quality);
                    double truth = right.Average(yes => yes ? 1.0 : 0), expected = confidence.Average();
                    var sample = new HashSet<int>();
                    while (sample.Count < answers)
                        sample.Add(random.NextInt(right.Length));
                    var found = AuditSample.Estimate([.. sample.Select(clip => new AuditAnswer(right[clip], confidence[clip], 0.1))], expected, right.Length);
                    covered += found.Low <= truth && truth <= found.High ? 1.0 / Draws : 0;
                    bias += (found.Value!.Value - truth) / Draws;
                }

                Assert.True(covered is > 0.83 and < 0.97, $"{accuracy}, {answers} answers: {covered}");
                Assert.True(Math.Abs(bias) < (answers < 10 ? 0.035 : 0.02), $"{accuracy}, {answers} answers: bias {bias}");
                (mean, cells) = (mean + covered, cells + 1);
            }
        }

        Assert.InRange(mean / cells, 0.89, 0.93);
    }

    [Fact]
    public void Estimate_HalfOfTheLibraryAudited_StillCovers()
    {
        var random = new CounterRandom(9);
        double covered = 0, naive = 0;
        for (var draw = 0; draw < 1000; draw++)
        {
            var (right, confidence) = Library(random, 100, 0.75, "calibrated");
            var sample = Enumerable.Range(0, 100).OrderBy(_ => random.NextBits()).Take(50).Select(clip => new AuditAnswer(right[clip], confidence[clip], 0.1)).ToArray();
            var truth = right.Average(yes => yes ? 1.0 : 0);
            AuditEstimate found = AuditSample.Estimate(sample, confidence.Average(), 100), many = AuditSample.Estimate(sample, confidence.Average());
            covered += found.Low <= truth && truth <= found.High ? 0.001 : 0;
            naive += many.Low <= truth && truth <= many.High ? 0.001 : 0;
        }

        Assert.InRange(covered, 0.87, 0.94);
        Assert.True(naive > 0.96, "the correction for the finite library matters here");
    }

    private static (bool[] Right, double[] Confidence) Library(CounterRandom random, int clips, double accuracy, string quality)
    {
        var right = new bool[clips];
        var confidence = new double[clips];
        var centre = accuracy + (0.04 * (random.NextDouble() - 0.5));
        for (var clip = 0; clip < clips; clip++)
        {
            var p = Math.Clamp(centre + ((1 - accuracy) * 2 * (random.NextDouble() - 0.5)), 0.02, 0.99);
            right[clip] = random.NextDouble() < p;
            confidence[clip] = quality switch
            {
                "noise" => 0.4 + (0.6 * random.NextDouble()),
                "overconfident" => 1 / (1 + Math.Pow((1 - p) / p, 2.2)),
                _ => p,
            };
        }

        return (right, confidence);
    }
}
