namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>Draws a report as one page that needs nothing else: no script, no font, no picture from anywhere.</summary>
public static class ReportPage
{
    // Nothing may be fetched or run, whatever a text of the library tries.
    private const string Guard = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private static readonly (string Id, string Name, Action<HtmlWriter, ReportDocument> Write)[] Sections =
    [
        ("levels", "Levels", LevelSections.Distribution),
        ("accuracy", "Accuracy by the audit", ProgressSections.Accuracy),
        ("curve", "Learning curve", ProgressSections.Curve),
        ("share", "Under-rating by share reviewed", ProgressSections.ReviewShare),
        ("calibration", "Calibration", ProgressSections.Calibration),
        ("functions", "Labelling functions", LevelSections.Functions),
        ("dependence", "Dependence", LevelSections.Dependence),
        ("conflict", "Conflicts between signals", ConflictSections.Conflict),
        ("weights", "Weights and their history", WeightSections.Weights),
        ("review", "Review and agreement", ReviewSections.Review),
        ("extraction", "Extraction and failures", ReviewSections.Extraction),
    ];

    /// <summary>Writes the page.</summary>
    /// <param name="to">UTF-8; left open.</param>
    /// <param name="report">All that it shows.</param>
    public static void Write(TextWriter to, ReportDocument report)
    {
        var html = new HtmlWriter(to);
        html.Doctype();
        using (html.Open("html", ("lang", "en")))
        {
            using (html.Open("head"))
            {
                html.Empty("meta", ("charset", "utf-8"));
                html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Guard));
                html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
                html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
                html.Line("title", HtmlWriter.Cut(report.Head.Title, 200));
                html.Style();
            }

            using (html.Open("body"))
                Body(html, report);
        }
    }

    private static void Body(HtmlWriter html, ReportDocument report)
    {
        HeadSections.Header(html, report);
        using (html.Open("main"))
        {
            HeadSections.Summary(html, report);
            HeadSections.Gaps(html, report);
            using (html.Open("nav", ("aria-label", "Sections")))
            using (html.Open("ul"))
            {
                foreach (var (id, name, _) in Sections)
                {
                    using (html.Open("li"))
                        html.Line("a", name, ("href", $"#{id}"));
                }
            }

            foreach (var (id, name, write) in Sections)
            {
                using (html.Open("section", ("id", id), ("aria-labelledby", $"{id}-head")))
                {
                    html.Line("h2", name, ("id", $"{id}-head"));
                    write(html, report);
                }
            }
        }

        using (html.Open("footer"))
            html.Text($"FusionScorer {Words.Version(report.Head.Versions[0].Version)}, {Words.Time(report.Head.At)}. The same figures as JSON: fusion report --json. This page holds no script and fetches nothing.");
    }
}
