using System.Globalization;

namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>What people did, and what could not be read.</summary>
internal static class ReviewSections
{
    public static void Review(HtmlWriter html, ReportDocument report)
    {
        var review = report.Review;
        if (review.Answers == 0)
        {
            html.Line("p", "Nobody has given an answer yet.");
            return;
        }

        html.Line("p", $"{Words.Of(review.Answers, "answer", "answers")} of {Words.Of(review.Reviewers, "reviewer", "reviewers")}{(review is { Reviewers: > 1, MeanPerReviewer: { } mean } ? $", {mean.ToString("#,0.#", CultureInfo.InvariantCulture)} each on average" : "")}. Figures are of all together; nothing here is by reviewer, and nothing ranks people.");
        List<Cell[]> rows = report.Progress is { } progress ? [.. progress.Answers.Select(pair => (Cell[])[Kind(pair.Key), Words.Count(pair.Value)])] : [];
        rows.AddRange(
        [
            ["answers whose time is known", Words.Count(review.Timed)],
            ["minutes that these took", review.Minutes.ToString("#,0.0", CultureInfo.InvariantCulture)],
            ["clips drawn for a blind second answer", Words.Count(review.SecondDrawn)],
            ["of these, answered", Words.Count(review.SecondDone)],
            ["of these, with a level in common", Words.Count(review.SecondAgreed)],
            ["disputed clips that wait for a lead", Words.Count(review.Disputed)],
            ["clips that a lead has settled", Words.Count(review.Settled)],
        ]);
        DataTable.Write(html, "Answers", ["What", Column.Number("Number")], rows, folded: false);
        html.Line("p", review.Alpha is { } alpha
            ? string.Create(CultureInfo.InvariantCulture, $"Krippendorff's alpha for ordered levels is {alpha.Value:0.00} (95 % interval {alpha.Low:0.00} to {alpha.High:0.00}), from {Words.Of(alpha.Values, "blind answer", "blind answers")} on {Words.Of(alpha.Clips, "clip", "clips")}: 1 is perfect agreement, 0 is what chance would give.")
            : "Too few clips have blind answers of two reviewers to tell how well people agree.");
    }

    private static string Kind(string kind) => kind switch
    {
        "level" => "answers that give a level",
        "unsure" => "unsure",
        "skip" => "passed on",
        "flag" => "flagged",
        "undo" => "taken back",
        "reopen" => "reopened by a lead",
        _ => kind,
    };

    public static void Extraction(HtmlWriter html, ReportDocument report)
    {
        var extraction = report.Extraction;
        if (extraction.Signals.Count == 0)
        {
            html.Line("p", "No signal was read from any clip yet.");
            return;
        }

        using (html.Open("figure"))
        {
            BarChart.Write(
                html, "extraction-plot", "Clips by signal and by what became of reading it", [("c1", "read"), ("c0", "nothing to read"), ("c2", "failed"), ("c4", "waits")],
                [.. extraction.Signals.Select(signal => new Bar(signal.Signal, [signal.Read, signal.Missing, signal.Failed, signal.Waiting], $"{Words.Count(signal.Read)} read"))], Math.Max(1, extraction.Clips));
            html.Line("figcaption", "What became of each signal on all clips. A signal with nothing to read is no failure: the clip has no captions, for example.");
        }

        DataTable.Write(
            html, "Signals", ["Signal", Column.Number("Read"), Column.Number("Nothing to read"), Column.Number("Failed"), Column.Number("Waits")],
            [.. extraction.Signals.Select(signal => (Cell[])[Cell.Foreign(signal.Signal), Words.Count(signal.Read), Words.Count(signal.Missing), Words.Count(signal.Failed), Words.Count(signal.Waiting)])], folded: false);
        html.Line("h3", "Failures");
        if (extraction.Failures.Count == 0)
        {
            html.Line("p", "No reading failed.");
            return;
        }

        DataTable.Write(
            html, "Readings that failed, by reason", [Column.Wide("Reason"), "Signal", Column.Number("Clips")],
            [.. extraction.Failures.Select(failure => (Cell[])[Cell.Foreign(failure.Reason), Cell.Foreign(failure.Signal), Words.Count(failure.Clips)])], folded: true);
        if (extraction.MoreReasons)
            html.Line("p", $"{Words.Of(extraction.ReasonsLeftOut, "rarer reason is", "rarer reasons are")} left out; the review app lists all, clip by clip.");
    }
}
