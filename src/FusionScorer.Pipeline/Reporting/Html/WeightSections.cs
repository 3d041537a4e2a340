namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>Signal weights, now and before.</summary>
internal static class WeightSections
{
    private const int MostLines = 8;
    private const double Usual = 1;

    private static readonly string[] Kinds = ["c1", "c2", "c3", "c4", "c1 dash", "c2 dash", "c3 dash", "c4 dash"];

    public static void Weights(HtmlWriter html, ReportDocument report)
    {
        var weights = report.Weights;
        if (weights.Signals.Any(signal => signal.Contribution is not null))
        {
            var moving = weights.Signals.Where(signal => signal.Contribution is not null).OrderByDescending(signal => signal.Contribution).ToList();
            using (html.Open("figure"))
            {
                BarChart.Write(
                    html, "weights-plot", "How far each signal moves levels", [("c1", "")],
                    [.. moving.Select(signal => new Bar(signal.Signal, [signal.Contribution!.Value], $"{Words.Number(signal.Contribution)} nats"))]);
                html.Line("figcaption", "How far each signal moves posteriors under the weights in force: the mean absolute contribution to a level's logit over all clips, in nats.");
            }
        }

        DataTable.Write(
            html, "Signal weights now", ["Signal", Column.Number("Weight"), Column.Number("Contribution (nats)")],
            [.. weights.Signals.Select(signal => (Cell[])[Cell.Foreign(signal.Signal), Words.Number(signal.Weight), Words.Number(signal.Contribution)])], folded: false);
        html.Line("h3", "History");
        History(html, weights);
        DataTable.Write(
            html, "Policies, the latest first", [Column.Tag("Policy"), Column.Tag("Made"), "By", Column.Wide("Why"), Column.Wide("Changed")],
            [.. weights.History.Reverse().Select(step => (Cell[])[
                step.Active ? $"{Words.Short(step.Hash)} (active)" : Words.Short(step.Hash), Words.Time(step.At), Cell.Foreign(step.Author), Cell.Foreign(step.Note),
                Cell.Foreign(step.Changes.Count == 0 ? Words.Unknown : string.Join("; ", step.Changes) + (step.MoreChanges > 0 ? $"; and {step.MoreChanges} more" : ""))])],
            folded: true);
        if (weights.Earlier > 0)
            html.Line("p", $"{Words.Of(weights.Earlier, "older policy is", "older policies are")} left out; see: fusion policy log.");
    }

    private static void History(HtmlWriter html, ReportWeights weights)
    {
        var steps = weights.History;
        var moved = steps.SelectMany(step => step.Weights).Where(stated => !stated.Weight.Equals(Usual)).Select(stated => stated.Signal).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (moved.Count == 0)
        {
            html.Line("p", $"Every signal has had a weight of 1 under {(steps.Count == 1 ? "the one policy" : $"all {steps.Count} policies")}.");
            return;
        }

        if (steps.Count < 2)
            return;
        var shown = moved.Take(MostLines).ToList();
        using (html.Open("figure"))
        {
            Plot.Write(
                html, "history-plot", "Signal weights by policy", string.Join("; ", shown.Select(signal => $"{signal}: {string.Join(", ", steps.Select(step => Words.Plain(Of(step, signal))))}")), (800, 320),
                (new Axis(1, steps.Count, Math.Max(1, Math.Ceiling(steps.Count / 12.0)), "policies, in the order in which they were made", value => Words.Count((long)value)), new Axis(0, 2, 0.5, "weight", Words.Plain)),
                plot =>
                {
                    for (var i = 0; i < shown.Count; i++)
                        plot.Steps(Kinds[i], [.. steps.Select((step, at) => ((double)at + 1, Of(step, shown[i])))]);
                    plot.Legend([.. shown.Select((signal, i) => (Kinds[i], HtmlWriter.Cut(signal, 12)))]);
                });
            html.Line("figcaption", "Signals whose weight was ever other than 1, policy by policy." + (moved.Count > MostLines ? $" {moved.Count - MostLines} more are left out." : ""));
        }
    }

    private static double Of(ReportPolicyStep step, string signal) => step.Weights.FirstOrDefault(stated => stated.Signal == signal)?.Weight ?? Usual;
}
