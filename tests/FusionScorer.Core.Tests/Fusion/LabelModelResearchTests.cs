using FusionScorer.Core.Fusion;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Fusion;

/// <summary>The method reaches the figures that were measured for it, on the evaluation data.</summary>
public class LabelModelResearchTests
{
    [EvalDataTheory]
    [InlineData("youtube", "train", "test", 2, 0.836, 0.345)]
    [InlineData("youtube", "train", "train", 2, 0.849, 0.417)]
    [InlineData("yoruba", "train", "test", 7, 0.549, 1.463)]
    [InlineData("yoruba", "train", "train", 7, 0.607, 1.299)]
    [InlineData("sms", "train", "train", 2, 0.918, 0.290)]
    [InlineData("sms", "train", "test", 2, 0.842, 0.505)]
    [InlineData("tennis", "train", "valid", 2, 0.891, 0.764)]
    public void Fit_RealVotes_ReachesMeasuredScore(string set, string fit, string score, int levels, double accuracy, double logLoss)
    {
        var files = VotesCsv.Read(levels, EvalData.PathOf("label-matrices", set, $"{fit}.votes.csv"), EvalData.PathOf("label-matrices", set, $"{score}.votes.csv"));
        var metrics = Score(files[0], files[1]);
        Assert.Equal(accuracy, metrics.Accuracy, 0.0015);
        Assert.Equal(logLoss, metrics.LogLoss, 0.0015);
    }

    [EvalDataTheory]
    [InlineData("point", 5, 0.9036, 0.2837)]
    [InlineData("atleast", 5, 0.791, 0.580)]
    [InlineData("keywords", 8, 0.631, 1.101)]
    public void Fit_SyntheticVotes_ReachesMeasuredScore(string set, int levels, double accuracy, double logLoss)
    {
        var file = VotesCsv.Read(levels, EvalData.PathOf("synthetic", $"{set}.votes.csv"))[0];
        var metrics = Score(file, file);
        Assert.Equal(accuracy, metrics.Accuracy, 0.0015);
        Assert.Equal(logLoss, metrics.LogLoss, 0.0015);
    }

    private static PosteriorMetrics Score(VotesCsv.Votes fit, VotesCsv.Votes score)
    {
        var model = LabelModel.Fit(fit.Matrix, [], LabelModelOptions.Default);
        Assert.True(model.Converged);
        return PosteriorMetrics.Of(model.Predict(score.Matrix), score.Labels)!;
    }
}
