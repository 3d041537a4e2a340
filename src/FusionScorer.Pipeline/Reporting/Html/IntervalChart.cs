namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>A share with its interval.</summary>
/// <param name="Name">What it is the share of.</param>
/// <param name="Value">The estimate; null without any.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Expected">What a model expects.</param>
/// <param name="Target">What is asked for; null for nothing.</param>
internal sealed record Interval(string Name, double? Value, double? Low, double? High, double? Expected, double? Target);

/// <summary>Shares with intervals, one below the other, from 0 to 1.</summary>
internal static class IntervalChart
{
    private const double Width = 800;
    private const double Row = 44;
    private const double Left = 130;
    private const double Right = Width - 24;

    public static void Write(HtmlWriter html, string id, string title, IReadOnlyList<Interval> intervals)
    {
        var bottom = (intervals.Count * Row) + 6;
        var description = string.Join("; ", intervals.Select(interval => $"{interval.Name}: {(interval.Value is null ? "no audit answer" : $"{Words.Share(interval.Value)}, interval {Words.Interval(interval.Low, interval.High)}")}, the model expects {Words.Share(interval.Expected)}"));
        Drawing.Write(html, id, title, description, (Width, bottom + 28), () =>
        {
            for (var tick = 0; tick <= 5; tick++)
            {
                html.Empty("path", ("class", "grid"), ("d", $"M{X(tick / 5.0)} 2V{HtmlWriter.N(bottom)}"));
                html.Line("text", Words.Tick(tick / 5.0), ("class", "tick"), ("x", X(tick / 5.0)), ("y", HtmlWriter.N(bottom + 20)), ("text-anchor", "middle"));
            }

            for (var i = 0; i < intervals.Count; i++)
                One(html, intervals[i], (i * Row) + (Row / 2) + 2);
        });
    }

    private static void One(HtmlWriter html, Interval interval, double y)
    {
        var at = HtmlWriter.N(y);
        html.Line("text", interval.Name, ("x", HtmlWriter.N(Left - 14)), ("y", HtmlWriter.N(y + 4)), ("text-anchor", "end"));
        if (interval.Target is { } target)
            html.Empty("path", ("class", "rule"), ("d", $"M{X(target)} {HtmlWriter.N(y - 17)}v34"));
        if (interval.Expected is { } expected)
        {
            using (html.Open("g", ("class", "c2")))
                html.Empty("path", ("class", "dot"), ("d", $"M{X(expected)} {HtmlWriter.N(y - 7)}l7 7l-7 7l-7-7Z"));
        }

        if (interval is not { Value: { } value, Low: { } low, High: { } high })
            return;
        using (html.Open("g", ("class", "c1")))
        {
            html.Empty("path", ("class", "whisker"), ("d", $"M{X(low)} {at}H{X(high)}m0-6v12M{X(low)} {HtmlWriter.N(y - 6)}v12"));
            html.Empty("circle", ("class", "dot"), ("cx", X(value)), ("cy", at), ("r", "6"));
        }
    }

    private static string X(double share) => HtmlWriter.N(Left + ((Right - Left) * Math.Clamp(share, 0, 1)));
}
