using FusionScorer.Core.Fusion;
using FusionScorer.Core.Voting;

namespace FusionScorer.Pipeline.Reporting;

/// <summary>The function table and the dependences, from what the latest run stored.</summary>
internal static class FunctionFigures
{
    // More would be no map that anybody can read.
    private const int MostFunctions = 60;
    private const int MostPairs = 50;
    private const int MostSuggestions = 50;

    /// <summary>The table that <c>fusion fuse</c> shows; null without a run.</summary>
    public static LabelMatrixSummary? Summarise(ReportState state)
    {
        if (state.Fit is not { } fit)
            return null;
        var labels = new List<int>(state.Clips.Count);
        for (var row = 0; row < state.Clips.Count; row++)
        {
            if (state.ModelLevel[row] >= 0)
                labels.Add(state.TruthOf(row));
        }

        var columns = LabelMatrix.ColumnsOf(state.Policy.Functions, state.Policy.InformativeMissing);
        return LabelMatrixSummary.Of(new LabelMatrix(state.Taxonomy.Count, columns, state.Votes), [.. labels], fit);
    }

    public static ReportFunction[] Table(LabelMatrixSummary? summary) => summary is null ? [] :
    [
        .. summary.Functions.Select(function => new ReportFunction(
            function.Name, function.Signal, function.Coverage, function.Missing, function.Overlap, function.Conflict, function.Accuracy, function.Judged, function.LearnedAccuracy, function.Weight)),
    ];

    public static string[] Suggestions(LabelMatrixSummary? summary) => summary is null ? [] : [.. summary.Suggestions.Take(MostSuggestions).Select(suggestion => suggestion.Text)];

    /// <summary>How many more there are.</summary>
    public static int MoreSuggestions(LabelMatrixSummary? summary) => summary is null ? 0 : Math.Max(0, summary.Suggestions.Length - MostSuggestions);

    public static ReportDependence? Dependence(ReportState state, LabelMatrixSummary? summary)
    {
        if (state.Fit is not { } fit || summary is null)
            return null;
        int[] shown = [.. Enumerable.Range(0, fit.Columns.Length)];
        if (shown.Length > MostFunctions)
            shown = [.. shown.OrderByDescending(j => Enumerable.Range(0, fit.Columns.Length).Where(l => l != j).Max(l => Share(fit, j, l))).Take(MostFunctions).Order()];
        return new ReportDependence(
            [.. shown.Select(j => fit.Columns[j].Name)], [.. shown.Select(j => shown.Select(l => Share(fit, j, l)).ToArray())], fit.Columns.Length - shown.Length,
            [.. summary.Dependent.Take(MostPairs).Select(pair => new ReportPair(pair.First, pair.Second, pair.Share))], Math.Max(0, summary.Dependent.Length - MostPairs));
    }

    // A function says all that it says itself.
    private static double Share(LabelModelFit fit, int one, int other) => one == other ? 1 : Math.Max(fit.Share(one, other), fit.Share(other, one));
}
