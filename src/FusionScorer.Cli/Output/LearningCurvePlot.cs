using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using FusionScorer.Core.Simulation;

namespace FusionScorer.Cli.Output;

/// <summary>Draws learning curves as SVG: accuracy over labels, with standard errors; light or dark as the viewer is.</summary>
internal static class LearningCurvePlot
{
    private const int Width = 900;
    private const int Height = 500;
    private const int Left = 58;
    private const int Right = Width - 222;
    private const int Top = 84;
    private const int Bottom = Height - 58;
    private const double LabelHeight = 17;
    private const double TickRoom = 32;
    private const int LongestName = 60;
    private const int Colours = 8;

    // Dark enough on white, and light enough on black, to be read as text; lines are named beside their ends, so colour alone tells nothing.
    private const string Style = """
        <style>
        text { font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #24292f }
        .title { font-size: 17px; font-weight: 600 }
        .muted { fill: #59636e }
        .paper { fill: #ffffff }
        .grid { stroke: #d8dee4 }
        .axis { stroke: #8c959f }
        .line { stroke: currentColor; stroke-width: 2; fill: none; stroke-linejoin: round }
        .more .line { stroke-dasharray: 7 3 }
        .reference .line { stroke-dasharray: 2 4 }
        .band { fill: currentColor; fill-opacity: 0.12 }
        .dot, .name { fill: currentColor }
        .leader { stroke: currentColor; stroke-opacity: 0.5; fill: none }
        .reference { color: #59636e }
        .c0 { color: #0969da } .c1 { color: #bc4c00 } .c2 { color: #1a7f37 } .c3 { color: #8250df }
        .c4 { color: #bf3989 } .c5 { color: #8a5d00 } .c6 { color: #0f7480 } .c7 { color: #7d4e2a }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 }
        .muted { fill: #9198a1 }
        .paper { fill: #0d1117 }
        .grid { stroke: #2a313c }
        .axis { stroke: #656c76 }
        .dot, .name { fill: currentColor }
        .reference { color: #9198a1 }
        .c0 { color: #58a6ff } .c1 { color: #ff9a5c } .c2 { color: #56d364 } .c3 { color: #bc8cff }
        .c4 { color: #f778ba } .c5 { color: #e3b341 } .c6 { color: #39c5cf } .c7 { color: #d0a585 }
        }
        </style>
        """;

    /// <summary>Writes the plot.</summary>
    /// <param name="to">Where to; left open.</param>
    /// <param name="name">The data set's name.</param>
    /// <param name="seeds">Runs a strategy.</param>
    /// <param name="result">The curves.</param>
    public static void Write(TextWriter to, string name, int seeds, SimulationResult result)
    {
        ImmutableArray<LearningCurve> curves = [.. result.Strategies.Where(strategy => !strategy.Curve.IsEmpty)];
        var points = curves.SelectMany(curve => curve.Curve).ToList();
        var (low, high, step) = Range(points, seeds);
        var most = Math.Max(1, points.Select(point => point.Labels).DefaultIfEmpty(1).Max());
        var runs = $"{seeds} {(seeds == 1 ? "run" : "runs")}";

        Line(to, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img" aria-labelledby="title text">""");
        Line(to, $"""<title id="title">Learning curves: {Text(name)}, {runs}</title>""");
        Line(to, $"""<desc id="text">{string.Join("; ", curves.Select(curve => $"{Text(curve.Name)}: {string.Join(", ", curve.Curve.Select(point => $"{Percent(point.Accuracy)} at {point.Labels}"))}"))}</desc>""");
        Line(to, Style.ReplaceLineEndings("\n"));
        Line(to, $"""<rect class="paper" width="{Width}" height="{Height}"/>""");
        Line(to, $"""<text class="title" x="{Left - 42}" y="30">Learning curves: {Text(name)}</text>""");
        Line(to, $"""<text class="muted" x="{Left - 42}" y="52">Accuracy on {result.Test} held-out clips, mean of {runs}{(seeds > 1 ? "; bands show ± one standard error" : "")}</text>""");
        for (var tick = 0; low + (tick * step) <= high + (step / 2); tick++)
        {
            var value = low + (tick * step);
            Line(to, $"""<path class="grid" d="M{Left} {N(Y(value))}H{Right}"/><text class="muted" x="{Left - 8}" y="{N(Y(value) + 4)}" text-anchor="end">{Tick(value, step)}</text>""");
        }

        Line(to, $"""<path class="axis" d="M{Left} {Bottom}H{Right}"/>""");
        foreach (var labels in Ticks(points, most))
            Line(to, $"""<path class="axis" d="M{N(X(labels))} {Bottom}v5"/><text class="muted" x="{N(X(labels))}" y="{Bottom + 20}" text-anchor="middle">{labels}</text>""");
        Line(to, $"""<text class="muted" x="{(Left + Right) / 2}" y="{Bottom + 42}" text-anchor="middle">labels (square-root scale)</text>""");
        var places = Places([.. curves.Select(curve => Y(curve.Curve[^1].Accuracy))]);
        for (var i = 0; i < curves.Length; i++)
            Curve(curves[i], i, places[i]);
        Line(to, "</svg>");

        double X(int labels) => Left + ((Right - Left) * Math.Sqrt((double)labels / most));
        double Y(double value) => Bottom - ((Bottom - Top) * (value - low) / (high - low));

        void Curve(LearningCurve curve, int index, double place)
        {
            var kind = curve.Name == "random" ? "reference" : $"c{index % Colours}{(index >= Colours ? " more" : "")}";
            var line = string.Join('L', curve.Curve.Select(point => $"{N(X(point.Labels))} {N(Y(point.Accuracy))}"));
            var above = curve.Curve.Select(point => $"{N(X(point.Labels))} {N(Y(point.Accuracy + Error(point, seeds)))}");
            var below = curve.Curve.Reverse().Select(point => $"{N(X(point.Labels))} {N(Y(point.Accuracy - Error(point, seeds)))}");
            Line(to, $"""<g class="{kind}">""");
            if (seeds > 1 && curve.Curve.Length > 1)
                Line(to, $"""<path class="band" d="M{string.Join('L', above.Concat(below))}Z"/>""");
            Line(to, $"""<path class="line" d="M{line}"/>""");
            foreach (var point in curve.Curve)
                Line(to, $"""<circle class="dot" cx="{N(X(point.Labels))}" cy="{N(Y(point.Accuracy))}" r="2.5"/>""");
            var last = curve.Curve[^1];
            Line(to, $"""<path class="leader" d="M{N(X(last.Labels) + 4)} {N(Y(last.Accuracy))}L{Right + 16} {N(place)}"/>""");
            Line(to, $"""<text class="name" x="{Right + 20}" y="{N(place + 4)}">{Text(curve.Name)} {Percent(last.Accuracy)}</text>""");
            Line(to, "</g>");
        }
    }

    /// <summary>Heights of labels, each as near to its line as a label's height between neighbours allows (isotonic regression), all inside the plot.</summary>
    internal static double[] Places(ImmutableArray<double> wanted)
    {
        var order = Enumerable.Range(0, wanted.Length).OrderBy(i => wanted[i]).ToArray();
        var pools = new List<(double Sum, int Count)>();
        for (var rank = 0; rank < order.Length; rank++)
        {
            pools.Add((wanted[order[rank]] - (rank * LabelHeight), 1));
            while (pools.Count > 1 && pools[^2].Sum / pools[^2].Count >= pools[^1].Sum / pools[^1].Count)
            {
                pools[^2] = (pools[^2].Sum + pools[^1].Sum, pools[^2].Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }
        }

        var places = new double[wanted.Length];
        var at = 0;
        foreach (var (sum, count) in pools)
        {
            for (var i = 0; i < count; i++, at++)
                places[order[at]] = Math.Clamp(sum / count, Top, Math.Max(Top, Bottom - ((order.Length - 1) * LabelHeight))) + (at * LabelHeight);
        }

        return places;
    }

    private static (double Low, double High, double Step) Range(List<CurvePoint> points, int seeds)
    {
        if (points.Count == 0)
            return (0, 1, 0.2);
        var low = Math.Max(0, points.Min(point => point.Accuracy - Error(point, seeds)));
        var high = Math.Min(1, points.Max(point => point.Accuracy + Error(point, seeds)));
        if (high - low < 0.02)
            (low, high) = (Math.Max(0, low - 0.01), Math.Min(1, high + 0.01));
        var rough = (high - low) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        return (Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step, step);
    }

    /// <summary>The budgets that have room on the axis, from the largest down; 0 always.</summary>
    private static List<int> Ticks(List<CurvePoint> points, int most)
    {
        var shown = new List<int>();
        var last = double.PositiveInfinity;
        foreach (var labels in points.Select(point => point.Labels).Distinct().OrderDescending())
        {
            var at = (Right - Left) * Math.Sqrt((double)labels / most);
            if (last - at < TickRoom || (labels > 0 && at < TickRoom && points.Exists(point => point.Labels == 0)))
                continue;
            shown.Add(labels);
            last = at;
        }

        return shown;
    }

    private static double Error(CurvePoint point, int seeds) => point.AccuracySd / Math.Sqrt(seeds);

    private static string Percent(double share) => share.ToString("0.0%", CultureInfo.InvariantCulture);

    private static string Tick(double value, double step) => value.ToString(step < 0.00999 ? "0.0%" : "0%", CultureInfo.InvariantCulture);

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Text(string text)
    {
        var plain = SafeText.Plain(text);
        return WebUtility.HtmlEncode(plain.Length <= LongestName ? plain : string.Concat(plain.AsSpan(0, LongestName - 1), "…"));
    }

    private static void Line(TextWriter to, string line)
    {
        to.Write(line);
        to.Write('\n');
    }
}
