using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>How good levels are, and what more answers would do.</summary>
internal static class ProgressSections
{
    private static readonly (double Width, double Height) Wide = (800, 380);
    private static readonly (double Width, double Height) Square = (520, 480);

    public static void Accuracy(HtmlWriter html, ReportDocument report)
    {
        if (report.Progress is not { } progress)
        {
            html.Line("p", "Nothing is fused under this policy yet.");
            return;
        }

        html.Line("p", $"The audit draws clips at random, so that its answers speak for all {Words.Of(progress.Audit.Clips, "clip", "clips")} that can be watched and whose level is not known from outside. It rests on {Words.Of(progress.Audit.Answers, "answer", "answers")}; {Words.Of(progress.Audit.Waiting.Count, "pick waits", "picks wait")} for one. What the model expects of its own levels stands beside it.");
        using (html.Open("figure"))
        {
            IntervalChart.Write(
                html, "accuracy-plot", "Accuracy and under-rating by the audit",
                [
                    new Interval("right", progress.Accuracy.Value, progress.Accuracy.Low, progress.Accuracy.High, progress.Accuracy.Expected, progress.Target),
                    new Interval("shown too mild", progress.UnderRated.Value, progress.UnderRated.Low, progress.UnderRated.High, progress.UnderRated.Expected, Target: null),
                ]);
            html.Line("figcaption", $"Dots with 90 % intervals are by the audit, diamonds are what the model expects, the dashed mark is the target of {Words.Share(progress.Target)}.");
        }

        DataTable.Write(
            html, "By the audit, and by the model itself", ["Figure", Column.Number("By the audit"), Column.Number("90 % interval"), Column.Number("Model expects")],
            [
                Row("share of right levels", progress.Accuracy, Words.Share), Row("share shown too mild", progress.UnderRated, Words.Share), Row("mean cost of a level", progress.Cost, Words.Number),
            ],
            folded: false);
        html.Line("h3", "Whether to go on");
        DataTable.Write(
            html, "Stopping rules", [Column.Tag("Rule"), Column.Tag("Advice"), Column.Wide("Why")],
            [.. progress.Stopping.Rules.Select(rule => (Cell[])[rule.Rule, HeadSections.Advice(rule.Advice), rule.Reason])], folded: false);
    }

    public static void Curve(HtmlWriter html, ReportDocument report)
    {
        if (report.Progress is not { Curve.Count: > 0 } progress)
        {
            html.Line("p", "No fusion run has left a point of the learning curve under this policy yet.");
            return;
        }

        var points = progress.Curve.Select(point => ((double)point.Decided, point.Accuracy)).ToList();
        var numbers = progress.Curve.Select(point => point.Accuracy).Append(progress.Target).Concat(progress.Accuracy.Value is null ? [] : [progress.Accuracy.Low ?? 0, progress.Accuracy.High ?? 1]).ToList();
        var x = Axis.Counts(Math.Max(progress.Decided, progress.Curve.Max(point => point.Decided)), "decided clips");
        using (html.Open("figure"))
        {
            Plot.Write(
                html, "curve-plot", "Learning curve", string.Join("; ", progress.Curve.Select(point => $"{Words.Share(point.Accuracy)} at {point.Decided}")), Wide,
                (x, Axis.Around(numbers.Min(), numbers.Max(), "share of right levels", Words.Tick, least: 0, most: 1)),
                plot =>
                {
                    plot.Rule((x.Low, progress.Target), (x.High, progress.Target));
                    plot.Line("c1", points, _ => points.Count > 60 ? 0 : 4);
                    if (progress.Accuracy is { Value: { } value, Low: { } low, High: { } high })
                    {
                        plot.Whisker("c2", progress.Decided, low, high);
                        plot.Line("c2", [(progress.Decided, value)], _ => 4);
                    }

                    plot.Legend(progress.Accuracy.Value is null ? [("c1", "learning curve")] : [("c1", "learning curve"), ("c2", "the audit now, 90 % interval")]);
                });
            html.Line("figcaption", $"One point for each number of decided clips at which the model was fused: what it expected of its levels then, shifted by what the audit finds now. The dashed line is the target of {Words.Share(progress.Target)}.");
        }

        DataTable.Write(
            html, "Learning curve", [Column.Number("Decided clips"), Column.Number("Share of right levels")],
            [.. progress.Curve.Select(point => (Cell[])[Words.Count(point.Decided), Words.Share(point.Accuracy)])], folded: true);
    }

    public static void ReviewShare(HtmlWriter html, ReportDocument report)
    {
        if (report.ReviewShare is not { } share)
        {
            html.Line("p", report.Progress is null ? "Nothing is fused under this policy yet." : "There is no clip that people could be asked about.");
            return;
        }

        var most = share.Points.Max(point => Math.Max(point.AtRandom, Math.Max(point.ByRisk, point.ByStrategy)));
        using (html.Open("figure"))
        {
            Plot.Write(
                html, "share-plot", "Expected under-rated share by share reviewed",
                string.Join("; ", share.Points.Select(point => $"{Words.Share(point.Reviewed)} reviewed: {Words.Share(point.ByStrategy)}, by risk {Words.Share(point.ByRisk)}, at random {Words.Share(point.AtRandom)}")), Wide,
                (Axis.Around(share.Points[0].Reviewed, Math.Max(share.Points[0].Reviewed, 1), "share of clips reviewed", Words.Tick, least: 0, most: 1), Axis.Around(0, Math.Max(0.001, most), "expected share shown too mild", Words.Tick, least: 0, most: 1)),
                plot =>
                {
                    plot.Line("c0 dots", [.. share.Points.Select(point => (point.Reviewed, point.AtRandom))], _ => 0);
                    plot.Line("c1", [.. share.Points.Select(point => (point.Reviewed, point.ByStrategy))], _ => 3);
                    plot.Line("c2 dash", [.. share.Points.Select(point => (point.Reviewed, point.ByRisk))], _ => 0);
                    plot.Legend(("c1", "as the queue asks"), ("c2 dash", "most risky first"), ("c0 dots", "at random"));
                });
            using (html.Open("figcaption"))
            {
                html.Text($"How many of all {Words.Of(share.Clips, "clip", "clips")} that people can be asked about would still be shown too mild, by the model's own probabilities, if that share of them were reviewed and people were right. {Words.Of(share.Decided, "is", "are")} decided now. “As the queue asks” is the order of the strategy ");
                html.Line("code", share.Strategy);
                html.Text(" now. What the model would learn on the way is not counted in, so that the truth should be lower; whether the probabilities are right is what the audit tells.");
            }
        }

        DataTable.Write(
            html, "Expected share shown too mild", [Column.Number("Reviewed"), Column.Number("As the queue asks"), Column.Number("Most risky first"), Column.Number("At random")],
            [.. share.Points.Select(point => (Cell[])[Words.Share(point.Reviewed), Words.Share(point.ByStrategy), Words.Share(point.ByRisk), Words.Share(point.AtRandom)])], folded: true);
    }

    public static void Calibration(HtmlWriter html, ReportDocument report)
    {
        if (report.Calibration is not { } calibration)
        {
            html.Line("p", "Nothing is decided yet, so that confidence cannot be compared with what people found.");
            return;
        }

        html.Line("p", $"How often the model's most probable level was the one that people found, by how sure it was, on {Words.Of(calibration.After.Clips, "decided clip", "decided clips")}; each is judged by a model that did not learn from its decision. Points on the diagonal are right as often as they say."
            + (calibration is { Temperature: { } temperature, Before: { } former } ? $" The expected calibration error is {Words.Share(former.Error)} before and {Words.Share(calibration.After.Error)} after calibration (temperature {Words.Number(temperature)})." : $" The expected calibration error is {Words.Share(calibration.After.Error)}.")
            + " The queue asks about doubtful clips, so that these are harder than the library as a whole.");
        using (html.Open("figure", ("class", "half")))
        {
            Plot.Write(
                html, "calibration-plot", "Reliability diagram before and after calibration", $"Expected calibration error after calibration {Words.Share(calibration.After.Error)}" + (calibration.Before is { } first ? $", before {Words.Share(first.Error)}" : ""),
                Square, (Axis.Share("confidence"), Axis.Share("share right")), plot =>
                {
                    plot.Rule((0, 0), (1, 1));
                    if (calibration.Before is { } before)
                        Bins(plot, "c2 dash", before);
                    Bins(plot, "c1", calibration.After);
                    plot.Legend(calibration.Before is null ? [("c1", "as shown")] : [("c1", "after calibration"), ("c2 dash", "before")]);
                });
            html.Line("figcaption", "The larger a dot, the more clips it stands for; a dot of few clips tells little.");
        }

        DataTable.Write(
            html, "Reliability after calibration", ["Confidence", Column.Number("Clips"), Column.Number("Mean confidence"), Column.Number("Share right")],
            [.. calibration.After.Bins.Where(bin => bin.Clips > 0).Select(Row)], folded: false);
        if (calibration.Before is { } old)
        {
            DataTable.Write(
                html, "Reliability before calibration", ["Confidence", Column.Number("Clips"), Column.Number("Mean confidence"), Column.Number("Share right")],
                [.. old.Bins.Where(bin => bin.Clips > 0).Select(Row)], folded: false);
        }
    }

    private static void Bins(Plot plot, string kind, ReportReliability reliability)
    {
        var bins = reliability.Bins.Where(bin => bin.Clips > 0).ToList();
        plot.Line(kind, [.. bins.Select(bin => (bin.Confidence ?? 0, bin.Accuracy ?? 0))], i => 3 + (9 * Math.Sqrt((double)bins[i].Clips / reliability.Clips)));
    }

    private static Cell[] Row(ReportBin bin) => [$"{Words.Tick(bin.From)} – {Words.Tick(bin.To)}", Words.Count(bin.Clips), Words.Share(bin.Confidence), Words.Share(bin.Accuracy)];

    private static Cell[] Row(string name, ProgressDocument.FigurePart figure, Func<double?, string> format) =>
        [name, format(figure.Value), figure.Value is null ? Words.Unknown : $"{format(figure.Low)} – {format(figure.High)}", format(figure.Expected)];
}
