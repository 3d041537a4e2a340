using System.Globalization;
using FusionScorer.Core.Fusion;
using FusionScorer.Pipeline.Fusing;

namespace FusionScorer.Cli.Output;

/// <summary>What the label model made of a label matrix.</summary>
internal static class VotesReport
{
    public static void WriteTable(Shell shell, ScoredVotes scored)
    {
        shell.Tables.Write(FusionReport.FunctionTable(scored.Summary));
        FusionReport.WriteFindings(shell, scored.Summary);
        var metrics = Metrics(scored);
        shell.Tables.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{scored.Data.Score.Rows} rows, {scored.Fit.DistinctRows} distinct rows fitted, {scored.Data.Score.Levels} classes, {scored.Fit.Iterations} iterations{(scored.Fit.Converged ? "" : " (not converged)")}"));
        if (metrics is { } known)
            shell.Tables.Note(string.Create(CultureInfo.InvariantCulture, $"accuracy {known.Accuracy:0.0000}, log-loss {known.LogLoss:0.0000}, calibration error {known.CalibrationError:0.000} on labelled rows"));
    }

    /// <summary>The shape is fixed by the label matrix contract, so it names no schema.</summary>
    public static void WriteJson(Shell shell, ScoredVotes scored)
    {
        var metrics = Metrics(scored);
        JsonOut.Document(shell, schema: null, json =>
        {
            json.WriteNumber("rows", scored.Data.Score.Rows);
            json.WriteNumber("distinctRows", scored.Fit.DistinctRows);
            json.WriteNumber("classes", scored.Data.Score.Levels);
            json.WriteNumber("iterations", scored.Fit.Iterations);
            json.WriteBoolean("converged", scored.Fit.Converged);
            json.Number("objective", scored.Fit.Objective);
            json.WriteStartObject("seconds");
            json.WriteNumber("read", Math.Round(scored.ReadTime.TotalSeconds, 4));
            json.WriteNumber("fit", Math.Round(scored.FitTime.TotalSeconds, 4));
            json.WriteNumber("predict", Math.Round(scored.PredictTime.TotalSeconds, 4));
            json.WriteEndObject();
            json.Number("accuracy", metrics?.Accuracy);
            json.Number("logLoss", metrics?.LogLoss);
            json.Objects("functions", scored.Summary.Functions, function =>
            {
                json.WriteString("name", function.Name);
                json.Number("coverage", function.Coverage);
                json.Number("overlap", function.Overlap);
                json.Number("conflict", function.Conflict);
                json.Number("accuracy", function.Accuracy);
                json.Number("weight", function.Weight);
            });
        });
    }

    private static PosteriorMetrics? Metrics(ScoredVotes scored) =>
        scored.Data.Labels.AsSpan().ContainsAnyExcept(-1) ? PosteriorMetrics.Of(scored.Posterior, scored.Data.Labels) : null;
}
