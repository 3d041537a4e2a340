using System.Collections.Immutable;

namespace FusionScorer.Core.Simulation;

/// <summary>A learning curve from the sessions of a strategy.</summary>
internal static class CurveScore
{
    /// <summary>Means over sessions; the calibration error is pooled.</summary>
    public static LearningCurve Of(string name, ImmutableArray<int> budgets, IReadOnlyList<SessionLog> sessions) =>
        new(name, [.. budgets.Select((budget, b) => Point(budget, [.. sessions.Select(session => session.Scores[b])]))], sessions.Sum(session => session.FilledUp));

    private static CurvePoint Point(int budget, IReadOnlyList<SessionScore> scores)
    {
        var accuracy = scores.Average(score => score.Metrics.Accuracy);
        var spread = scores.Count < 2 ? 0 : Math.Sqrt(scores.Sum(score => Math.Pow(score.Metrics.Accuracy - accuracy, 2)) / (scores.Count - 1));
        double gap = 0, rows = scores.Sum(score => score.Metrics.Rows);
        for (var bin = 0; bin < SessionLog.Bins; bin++)
            gap += Math.Abs(scores.Sum(score => score.Confidence[bin]) - scores.Sum(score => score.Hits[bin]));
        var auc = scores.Select(score => score.AucTop).OfType<double>().ToArray();
        return new CurvePoint(
            budget, accuracy, spread, scores.Average(score => score.Metrics.MacroF1), auc.Length == 0 ? null : auc.Average(),
            scores.Average(score => score.Metrics.LogLoss), gap / rows, scores.Average(score => score.Metrics.MeanClassError),
            scores.Average(score => score.UnderRated));
    }
}
