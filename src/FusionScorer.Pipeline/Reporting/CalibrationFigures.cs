using FusionScorer.Core.Classification;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Reporting;

/// <summary>Confidence against what people found, before and after the temperature.</summary>
internal static class CalibrationFigures
{
    /// <summary>The diagrams; null while nothing is decided.</summary>
    /// <param name="state">What was read.</param>
    /// <param name="temperature">The run's temperature; null where it is not known.</param>
    public static ReportCalibration? Of(ReportState state, double? temperature)
    {
        if (state.Progress is not { } inputs || DecidedCalibration.Of(state.Standings, RowOf, inputs.Context.Posterior.Span, state.Taxonomy.Count) is not { } after)
            return null;
        var before = temperature is { } t ? DecidedCalibration.Of(state.Standings, RowOf, inputs.Context.Posterior.Span, state.Taxonomy.Count, t) : null;
        return new ReportCalibration(temperature, before is null ? null : View(before), View(after));

        // A clip that came after the run has no posterior yet.
        int RowOf(long clip) => inputs.RowOf(clip) is var row and >= 0 && state.ModelLevel[row] >= 0 ? row : -1;
    }

    private static ReportReliability View(ReliabilityDiagram diagram)
    {
        var width = 1.0 / diagram.Bins.Length;
        return new ReportReliability(
            diagram.Error, diagram.Count,
            [.. diagram.Bins.Select((bin, index) => new ReportBin(index * width, (index + 1) * width, bin.Count, bin.Count > 0 ? bin.MeanConfidence : null, bin.Count > 0 ? bin.Accuracy : null))]);
    }
}
