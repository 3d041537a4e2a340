namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>Levels, and the functions that they come from.</summary>
internal static class LevelSections
{
    public static void Distribution(HtmlWriter html, ReportDocument report)
    {
        var clips = report.Head.Clips;
        if (clips.All == clips.WithoutLevel)
        {
            html.Line("p", "No clip has a level yet.");
            return;
        }

        using (html.Open("figure"))
        {
            BarChart.Write(
                html, "levels-plot", "Clips by the level shown now", [("c1", "decided by people"), ("c2", "known from outside"), ("c0", "the model alone")],
                [.. report.Distribution.Select(level => new Bar(level.Level, [level.Decided, level.Known, level.Auto], Words.Count(level.Clips)))]);
            html.Line("figcaption", "Clips by the level that is shown now, and by who says so. A decision always stands; the model never overrules it.");
        }

        DataTable.Write(
            html, "Clips by level", [Column.Tag("Level"), Column.Number("Clips"), Column.Number("Share"), Column.Number("Decided"), Column.Number("Known"), Column.Number("Model alone")],
            [.. report.Distribution.Select(level => (Cell[])[Cell.Foreign(level.Level), Words.Count(level.Clips), Words.Share((double)level.Clips / (clips.All - clips.WithoutLevel)), Words.Count(level.Decided), Words.Count(level.Known), Words.Count(level.Auto)])],
            folded: false);
    }

    public static void Functions(HtmlWriter html, ReportDocument report)
    {
        if (report.Functions.Count == 0)
        {
            html.Line("p", "Nothing is fused under this policy yet.");
            return;
        }

        html.Line("p", "What each function of the policy says, as fusion fuse prints it. Shares are of all clips. A function is right where the known level is among those that it voted for; “learned” is the label model's own estimate. The weight is the discount for what other functions say already.");
        DataTable.Write(
            html, "Labelling functions",
            [
                Column.Tag("Function"), Column.Tag("Signal"), Column.Number("Fires"), Column.Number("Silent"), Column.Number("Missing"), Column.Number("Overlap"), Column.Number("Conflict"),
                Column.Number("Right (known)"), Column.Number("Judged on"), Column.Number("Right (learned)"), Column.Number("Weight"),
            ],
            [.. report.Functions.Select(function => (Cell[])[
                Cell.Foreign(function.Name), Cell.Foreign(function.Signal), Words.Share(function.Coverage), Words.Share(Math.Max(0, 1 - function.Coverage - function.Missing)), Words.Share(function.Missing),
                Words.Share(function.Overlap), Words.Share(function.Conflict), Words.Share(function.Accuracy), Words.Count(function.Judged), Words.Share(function.LearnedAccuracy), Words.Number(function.Weight)])],
            folded: false);
        if (report.Suggestions.Count == 0)
            return;
        html.Line("h3", "Functions that deserve a second look");
        using (html.Open("ul"))
        {
            foreach (var suggestion in report.Suggestions)
            {
                using (html.Open("li"))
                    html.Foreign(suggestion, most: 400);
            }
        }

        if (report.MoreSuggestions > 0)
            html.Line("p", $"{Words.Of(report.MoreSuggestions, "more such function is", "more such functions are")} left out; fusion fuse names them.");
    }

    public static void Dependence(HtmlWriter html, ReportDocument report)
    {
        if (report.Dependence is not { Functions.Count: > 0 } dependence)
        {
            html.Line("p", "Nothing is fused under this policy yet.");
            return;
        }

        using (html.Open("figure"))
        {
            HeatMap.Write(
                html, "dependence-plot", "How much functions say the same",
                dependence.Pairs.Count == 0 ? "No pair of functions is dependent." : string.Join("; ", dependence.Pairs.Select(pair => $"{pair.First} and {pair.Second}: {Words.Share(pair.Share)}")),
                dependence.Functions, dependence.Shares);
            html.Line("figcaption", "By row and column, in per cent: how much of what a function says another one says already, given the level (the larger of both directions). Dependent functions count for less, so that the same fact is not heard twice."
                + (dependence.LeftOut > 0 ? $" {Words.Of(dependence.LeftOut, "function", "functions")} that depend least on others are left out." : ""));
        }

        if (dependence.Pairs.Count > 0)
        {
            DataTable.Write(
                html, "Dependent pairs", [Column.Tag("Function"), Column.Tag("and"), Column.Number("Say the same")],
                [.. dependence.Pairs.Select(pair => (Cell[])[Cell.Foreign(pair.First), Cell.Foreign(pair.Second), Words.Share(pair.Share)])], folded: true);
            if (dependence.MorePairs > 0)
                html.Line("p", $"{Words.Of(dependence.MorePairs, "pair that depends less is", "pairs that depend less are")} left out.");
        }
    }
}
