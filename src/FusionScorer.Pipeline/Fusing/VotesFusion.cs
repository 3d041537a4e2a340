using FusionScorer.Core.Fusion;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Importing;
using System.Diagnostics;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>The label model alone on any label matrix: <c>fusion fuse --votes</c>.</summary>
public static class VotesFusion
{
    /// <summary>Fits on one matrix and scores another, or the same.</summary>
    /// <param name="votes">The matrix to score.</param>
    /// <param name="fitOn">The matrix to fit on; null for <paramref name="votes"/>.</param>
    public static ScoredVotes Run(string votes, string? fitOn)
    {
        var started = Stopwatch.GetTimestamp();
        var data = LabelMatrixCsv.Read(votes, fitOn);
        var read = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        var fit = LabelModel.Fit(data.Fit, [], new LabelModelOptions());
        var fitted = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        var posterior = fit.Predict(data.Score);
        var predicted = Stopwatch.GetElapsedTime(started);
        return new ScoredVotes(data, fit, posterior, LabelMatrixSummary.Of(data.Score, data.Labels, fit), read, fitted, predicted);
    }

    /// <summary>Writes row, predicted class and probabilities.</summary>
    public static void Write(ScoredVotes scored, string path)
    {
        using var file = AtomicFile.Create(path);
        PredictionCsv.Write(file.Writer, scored.Data.ClipIds, scored.Posterior, scored.Data.Score.Levels);
        file.Commit();
    }
}

/// <summary>A scored label matrix.</summary>
/// <param name="Data">What was read.</param>
/// <param name="Fit">The fitted label model.</param>
/// <param name="Posterior">n × K probabilities, row-major.</param>
/// <param name="Summary">The function table.</param>
/// <param name="ReadTime">Time to read.</param>
/// <param name="FitTime">Time to fit.</param>
/// <param name="PredictTime">Time to predict.</param>
public sealed record ScoredVotes(
    LabelMatrixData Data, LabelModelFit Fit, double[] Posterior, LabelMatrixSummary Summary, TimeSpan ReadTime, TimeSpan FitTime, TimeSpan PredictTime);
