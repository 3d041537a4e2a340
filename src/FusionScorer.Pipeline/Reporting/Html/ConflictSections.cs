namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>Which signals contradict each other.</summary>
internal static class ConflictSections
{
    public static void Conflict(HtmlWriter html, ReportDocument report)
    {
        if (report.Conflict is not { } conflict)
        {
            html.Line("p", "Nothing is fused under this policy yet.");
            return;
        }

        if (conflict.Pairs.Count == 0)
        {
            html.Line("p", "No two signals contradict each other on any clip.");
            return;
        }

        html.Line("p", $"A clip's conflict, 0 to 1, is how far apart its signals are beyond what their own vagueness explains. {Words.Of(conflict.Clips, "clip has", "clips have")} any, {Words.Count(conflict.AtLeastThreshold)} reach {Words.Plain(conflict.Threshold)}, from which on the queue asks. Each clip is counted with the pair that contributes most, the milder signal first.");
        using (html.Open("figure"))
        {
            BarChart.Write(
                html, "conflict-plot", "Clips by the pair of signals that dominates their conflict", [("c2", $"conflict of {Words.Plain(conflict.Threshold)} or more"), ("c0", "less")],
                [.. conflict.Pairs.Select(pair => new Bar(Name(pair), [pair.AtLeastThreshold, pair.Clips - pair.AtLeastThreshold], Words.Count(pair.Clips)))]);
            html.Line("figcaption", "Clips by the pair of signals that dominates their conflict." + (conflict.MorePairs > 0 ? $" {Words.Of(conflict.MorePairs, "rarer pair is", "rarer pairs are")} left out." : ""));
        }

        DataTable.Write(
            html, "Pairs of signals in conflict", ["Says milder", "Says stricter", Column.Number("Clips"), Column.Number($"≥ {Words.Plain(conflict.Threshold)}"), Column.Number("Mean conflict")],
            [.. conflict.Pairs.Select(pair => (Cell[])[Cell.Foreign(pair.Milder), Cell.Foreign(pair.Stricter), Words.Count(pair.Clips), Words.Count(pair.AtLeastThreshold), Words.Number(pair.Mean)])], folded: true);
        DataTable.Write(
            html, "Clips of the greatest conflict, by pair", [Column.Wide("Clip"), "Says milder", "Says stricter", "Level now", "By", Column.Number("Conflict"), Column.Tag("Id")],
            [.. conflict.Pairs.SelectMany(pair => pair.Worst.Select(clip => (Cell[])[
                Cell.Foreign(clip.Name), Cell.Foreign(pair.Milder), Cell.Foreign(pair.Stricter), Cell.Foreign(clip.Level), clip.Source, Words.Number(clip.Conflict), Cell.Foreign(clip.ClipId)]))],
            folded: true);
    }

    private static string Name(ReportConflictPair pair) => $"{pair.Milder} < {pair.Stricter}";
}
