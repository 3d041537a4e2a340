namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>An axis.</summary>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends, above <paramref name="Low"/>.</param>
/// <param name="Step">From tick to tick, from <paramref name="Low"/> on.</param>
/// <param name="Label">What it measures.</param>
/// <param name="Format">How a tick reads.</param>
internal sealed record Axis(double Low, double High, double Step, string Label, Func<double, string> Format)
{
    private const int MostTicks = 5;

    /// <summary>From 0 to 1.</summary>
    public static Axis Share(string label) => new(0, 1, 0.2, label, Words.Tick);

    /// <summary>Around some numbers, with round ticks.</summary>
    public static Axis Around(double low, double high, string label, Func<double, string> format, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        if (!(high - low > 1e-9))
            (low, high) = (low - Math.Max(0.01, Math.Abs(low) * 0.1), high + Math.Max(0.01, Math.Abs(high) * 0.1));
        (low, high) = (Math.Max(least, low), Math.Min(most, high));
        var rough = (high - low) / MostTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        return new Axis(Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step, step, label, format);
    }

    /// <summary>Whole numbers from 0.</summary>
    public static Axis Counts(int most, string label)
    {
        var axis = Around(0, Math.Max(1, most), label, value => Words.Count((long)Math.Round(value)), least: 0);
        return axis.Step < 1 ? axis with { Step = 1, High = Math.Max(1, most) } : axis;
    }
}

/// <summary>Lines and points on two axes.</summary>
internal sealed class Plot
{
    private const double Left = 62;
    private const double Top = 34;
    private const double Under = 50;
    private const double LetterWidth = 7.4;

    private readonly HtmlWriter _html;
    private readonly Axis _x;
    private readonly Axis _y;
    private readonly double _right;
    private readonly double _bottom;

    private Plot(HtmlWriter html, Axis x, Axis y, double width, double height)
    {
        (_html, _x, _y) = (html, x, y);
        _right = width - 18;
        _bottom = height - Under;
    }

    /// <summary>Draws a plot.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="id">Unique in the page.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="description">The same in words, for those who do not see it.</param>
    /// <param name="size">In pixels of its own.</param>
    /// <param name="axes">Across and up.</param>
    /// <param name="draw">Draws what is in it.</param>
    public static void Write(HtmlWriter html, string id, string title, string description, (double Width, double Height) size, (Axis X, Axis Y) axes, Action<Plot> draw) =>
        Drawing.Write(html, id, title, description, size, () =>
        {
            var plot = new Plot(html, axes.X, axes.Y, size.Width, size.Height);
            plot.Axes();
            draw(plot);
        });

    /// <summary>A line through points, with a dot at each.</summary>
    /// <param name="kind">Its colour and dashes: classes of the style.</param>
    /// <param name="points">Where it goes.</param>
    /// <param name="radius">Of a dot; none where it is 0.</param>
    public void Line(string kind, IReadOnlyList<(double X, double Y)> points, Func<int, double> radius)
    {
        if (points.Count == 0)
            return;
        using (_html.Open("g", ("class", kind)))
        {
            if (points.Count > 1)
                _html.Empty("path", ("class", "line"), ("d", "M" + string.Join('L', points.Select(point => $"{X(point.X)} {Y(point.Y)}"))));
            for (var i = 0; i < points.Count; i++)
            {
                if (radius(i) > 0)
                    _html.Empty("circle", ("class", "dot"), ("cx", X(points[i].X)), ("cy", Y(points[i].Y)), ("r", HtmlWriter.N(radius(i))));
            }
        }
    }

    /// <summary>A line that keeps its height until the next point.</summary>
    public void Steps(string kind, IReadOnlyList<(double X, double Y)> points)
    {
        var path = $"M{X(points[0].X)} {Y(points[0].Y)}" + string.Concat(points.Skip(1).Select(point => $"H{X(point.X)}V{Y(point.Y)}"));
        using (_html.Open("g", ("class", kind)))
        {
            _html.Empty("path", ("class", "line"), ("d", path));
            foreach (var (x, y) in points)
                _html.Empty("circle", ("class", "dot"), ("cx", X(x)), ("cy", Y(y)), ("r", "3"));
        }
    }

    /// <summary>An interval up and down.</summary>
    public void Whisker(string kind, double x, double low, double high)
    {
        using (_html.Open("g", ("class", kind)))
            _html.Empty("path", ("class", "whisker"), ("d", $"M{X(x)} {Y(low)}V{Y(high)}m-5 0h10M{HtmlWriter.N(Across(x) - 5)} {Y(low)}h10"));
    }

    /// <summary>A reference line from one point to another.</summary>
    public void Rule((double X, double Y) from, (double X, double Y) to) =>
        _html.Empty("path", ("class", "rule"), ("d", $"M{X(from.X)} {Y(from.Y)}L{X(to.X)} {Y(to.Y)}"));

    /// <summary>What the lines are, in a row above the plot.</summary>
    public void Legend(params ReadOnlySpan<(string Kind, string Name)> entries)
    {
        var x = Left;
        foreach (var (kind, name) in entries)
        {
            using (_html.Open("g", ("class", kind)))
                _html.Empty("path", ("class", "line"), ("d", $"M{HtmlWriter.N(x)} 14h26"));
            _html.Line("text", name, ("x", HtmlWriter.N(x + 32)), ("y", "18"));
            x += 54 + (name.Length * LetterWidth);
        }
    }

    private void Axes()
    {
        for (var value = _y.Low; value <= _y.High + (_y.Step / 2); value += _y.Step)
        {
            _html.Empty("path", ("class", "grid"), ("d", $"M{Left} {Y(value)}H{HtmlWriter.N(_right)}"));
            _html.Line("text", _y.Format(value), ("class", "tick"), ("x", HtmlWriter.N(Left - 8)), ("y", HtmlWriter.N(Up(value) + 4)), ("text-anchor", "end"));
        }

        _html.Empty("path", ("class", "axis"), ("d", $"M{Left} {HtmlWriter.N(_bottom)}H{HtmlWriter.N(_right)}"));
        for (var value = _x.Low; value <= _x.High + (_x.Step / 2); value += _x.Step)
        {
            _html.Empty("path", ("class", "axis"), ("d", $"M{X(value)} {HtmlWriter.N(_bottom)}v5"));
            _html.Line("text", _x.Format(value), ("class", "tick"), ("x", X(value)), ("y", HtmlWriter.N(_bottom + 19)), ("text-anchor", "middle"));
        }

        _html.Line("text", _x.Label, ("class", "tick"), ("x", HtmlWriter.N((Left + _right) / 2)), ("y", HtmlWriter.N(_bottom + 40)), ("text-anchor", "middle"));
        var middle = HtmlWriter.N((Top + _bottom) / 2);
        _html.Line("text", _y.Label, ("class", "tick"), ("x", "14"), ("y", middle), ("text-anchor", "middle"), ("transform", $"rotate(-90 14 {middle})"));
    }

    private double Across(double value) => Left + ((_right - Left) * (value - _x.Low) / (_x.High - _x.Low));

    private double Up(double value) => _bottom - ((_bottom - Top) * (Math.Clamp(value, _y.Low, _y.High) - _y.Low) / (_y.High - _y.Low));

    private string X(double value) => HtmlWriter.N(Across(value));

    private string Y(double value) => HtmlWriter.N(Up(value));
}
