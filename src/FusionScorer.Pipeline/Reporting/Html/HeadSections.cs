using System.Globalization;

namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>What the report is about, in short, and what is missing.</summary>
internal static class HeadSections
{
    public static void Header(HtmlWriter html, ReportDocument report)
    {
        var (head, policy) = (report.Head, report.Head.Policy);
        using (html.Open("header"))
        {
            using (html.Open("h1"))
                html.Foreign(head.Title, most: 200);
            using (html.Open("dl", ("class", "facts")))
            {
                Fact(html, "Project", () => html.Foreign(head.Project));
                Fact(html, "Made", () => html.Line("time", Words.Time(head.At), ("datetime", head.At.ToString("O", CultureInfo.InvariantCulture))));
                Fact(html, "Policy", () =>
                {
                    html.Line("code", Words.Short(policy.Hash));
                    html.Text(" by ");
                    html.Foreign(policy.Author, most: 60);
                    html.Text($", {Words.Time(policy.CreatedAt)}");
                    if (policy.Note.Length > 0)
                    {
                        html.Text(": ");
                        html.Foreign(policy.Note, most: 300);
                    }
                });
                Fact(html, "Levels", () => html.Foreign($"{policy.Taxonomy}: {string.Join(" < ", policy.Levels)}", most: 500));
                Fact(html, "Costs", () => html.Text($"{Words.Plain(policy.UnderRatingCost)} for a level too mild, {Words.Plain(policy.OverRatingCost)} for one too strict; the level shown is {(policy.LevelRule == "argmax" ? "the most probable" : "the one of least expected cost")}"));
                Fact(html, "Fusion run", () => html.Text(head.Run is { } run
                    ? $"no. {run.Id}, {Words.Time(run.At)}: {Words.Of(run.Clips, "clip", "clips")}, {Words.Count(run.DistinctRows)} distinct vote rows, {run.Iterations} iterations{(run.Converged ? "" : " (not converged)")}{(run.DecisionsSince > 0 ? $"; {Words.Of(run.DecisionsSince, "decision", "decisions")} since" : "")}"
                    : "none under this policy"));
                Fact(html, "Versions", () => html.Foreign(string.Join(", ", head.Versions.Select(version => $"{version.Name} {Words.Version(version.Version)}")), most: 600));
            }
        }
    }

    public static void Summary(HtmlWriter html, ReportDocument report)
    {
        var clips = report.Head.Clips;
        using (html.Open("ul", ("class", "cards"), ("aria-label", "In short")))
        {
            Card(html, Words.Count(clips.All), "clips", $"{Words.Count(clips.Decided)} decided, {Words.Count(clips.Known)} known from outside, {Words.Count(clips.Auto)} by the model alone{(clips.WithoutLevel > 0 ? $", {Words.Count(clips.WithoutLevel)} without a level" : "")}{(clips.Disputed > 0 ? $"; {Words.Count(clips.Disputed)} disputed" : "")}");
            if (report.Progress is not { } progress)
                return;
            Card(html, Known(progress.Accuracy.Value), "accuracy by the audit", progress.Accuracy.Value is null
                ? $"no audit answer yet; the model expects {Words.Share(progress.Accuracy.Expected)} of itself"
                : $"90 % interval {Words.Interval(progress.Accuracy.Low, progress.Accuracy.High)}, from {Words.Of(progress.Audit.Answers, "answer", "answers")}");
            Card(html, Known(progress.UnderRated.Value), "shown too mild, by the audit", progress.UnderRated.Value is null
                ? $"the model expects {Words.Share(progress.UnderRated.Expected)}"
                : $"90 % interval {Words.Interval(progress.UnderRated.Low, progress.UnderRated.High)}");
            Card(html, Advice(progress.Stopping.Advice), "stopping verdict", progress.Stopping.Reason);
            Card(html, Needed(progress.Needed.Verdict, progress.Needed.More), $"decisions still needed for {Words.Share(progress.Target)}", progress.Needed is { From: { } from, To: { } to }
                ? $"90 % interval {Words.Count(from)} – {Words.Count(to)}"
                : NeededReason(progress.Needed.Verdict));
        }
    }

    public static void Gaps(HtmlWriter html, ReportDocument report)
    {
        if (report.Missing.Count == 0)
            return;
        using (html.Open("ul", ("class", "gaps"), ("aria-label", "What is missing")))
        {
            foreach (var gap in report.Missing)
            {
                using (html.Open("li"))
                {
                    html.Text($"{char.ToUpperInvariant(gap.What[0])}{gap.What[1..]}. Run: ");
                    html.Line("code", gap.Command);
                }
            }
        }
    }

    /// <summary>A stopping rule's advice in words.</summary>
    public static string Advice(string advice) => advice switch
    {
        "stop" => "Stop",
        "goOn" => "Go on",
        _ => "Not yet known",
    };

    private static string Known(double? share) => share is null ? "Not known" : Words.Share(share);

    private static string Needed(string verdict, int? more) => verdict switch
    {
        "reached" => "None",
        "more" when more is { } count => Words.Count(count),
        _ => "Not known",
    };

    private static string NeededReason(string verdict) => verdict switch
    {
        "reached" => "the lower end of the audit's interval has reached the target",
        "tooEarly" => "too few audit answers or fusion runs to tell",
        _ => "answers of this kind may not be enough: see the learning curve",
    };

    private static void Fact(HtmlWriter html, string name, Action value)
    {
        html.Line("dt", name);
        using (html.Open("dd"))
            value();
    }

    private static void Card(HtmlWriter html, string figure, string name, string note)
    {
        using (html.Open("li"))
        {
            html.Line("b", figure);
            html.Text(name);
            using (html.Open("span"))
                html.Text(HtmlWriter.Cut(note, 200));
        }
    }
}
