using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Progress;

/// <summary>Figures as the API shows them.</summary>
internal static class ProgressViews
{
    public static ProgressView Of(ProgressFigures figures)
    {
        var (model, taxonomy) = (figures.Model, figures.Model.Policy.Taxonomy);
        var effort = figures.Effort;
        return new ProgressView(
            ProgressDocument.Of(model.PolicyRow.Hash, figures.Report), model.Run.Id, model.Run.At, [.. taxonomy.Levels],
            [.. Enumerable.Range(0, taxonomy.Count).Select(level => new LevelShare(taxonomy[level], figures.Clips[level], figures.Settled[level]))],
            CalibrationOf(figures),
            [.. figures.Functions.Functions.Select(f => new FunctionRow(f.Name, f.Signal, f.Coverage, f.Overlap, f.Conflict, f.Accuracy, f.Judged, f.Weight))],
            [.. figures.Functions.Dependent.Select(pair => new DependencePair(pair.First, pair.Second, pair.Share))],
            new EffortView(
                effort.Decisions, effort.Timed, effort.Minutes, effort.MedianSeconds, figures.LibraryMinutes, figures.WithoutLength,
                Math.Max(0, figures.LibraryMinutes - effort.Minutes), [.. effort.Days.Select(day => new EffortDay(day.Day, day.Decisions, day.Minutes))]));
    }

    public static ExtractionView Of(ExtractionStatus status, DateTimeOffset now) => new(
        status.Running, status.By, status.Run?.StartedAt, status.Run?.Done ?? 0, status.Run?.Total ?? 0, status.Pace(now), status.SecondsLeft(now),
        [.. status.Signals.Select(signal => new SignalStatus(signal.Signal, signal.Read, signal.Missing, signal.Failed, signal.Waiting))], status.Clips);

    private static DecidedCalibration? CalibrationOf(ProgressFigures figures)
    {
        if (figures.Calibration is not { } diagram)
            return null;
        var width = 1.0 / diagram.Bins.Length;
        return new DecidedCalibration(
            diagram.Error,
            [.. diagram.Bins.Select((bin, index) => new CalibrationBin(index * width, (index + 1) * width, bin.Count, bin.MeanConfidence, bin.Accuracy))],
            diagram.Count);
    }
}
