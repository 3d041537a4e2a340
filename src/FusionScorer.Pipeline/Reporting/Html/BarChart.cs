namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>A bar.</summary>
/// <param name="Name">In front of it.</param>
/// <param name="Parts">From left to right, in the order of the legend.</param>
/// <param name="Note">Behind it.</param>
internal sealed record Bar(string Name, IReadOnlyList<double> Parts, string Note);

/// <summary>Bars that lie, one below the other.</summary>
internal static class BarChart
{
    private const double Width = 800;
    private const double Row = 28;
    private const double Thick = 18;
    private const double LetterWidth = 7.4;
    private const int LongestName = 34;

    /// <summary>Draws bars.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="id">Unique in the page.</param>
    /// <param name="title">What they show.</param>
    /// <param name="legend">The colour of each part and its name.</param>
    /// <param name="bars">The bars.</param>
    /// <param name="top">The length of a whole bar; null for the longest one.</param>
    public static void Write(HtmlWriter html, string id, string title, (string Kind, string Name)[] legend, IReadOnlyList<Bar> bars, double? top = null)
    {
        var above = legend.Length > 1 ? 34 : 6;
        var left = 22 + (LetterWidth * Math.Min(LongestName, bars.Max(bar => bar.Name.Length)));
        var right = Width - 14 - (LetterWidth * bars.Max(bar => bar.Note.Length));
        var most = top ?? Math.Max(double.Epsilon, bars.Max(bar => bar.Parts.Sum()));
        var description = string.Join("; ", bars.Select(bar => $"{bar.Name}: {bar.Note}"));
        Drawing.Write(html, id, title, description, (Width, above + (bars.Count * Row) + 4), () =>
        {
            if (legend.Length > 1)
                Legend(html, legend);
            for (var i = 0; i < bars.Count; i++)
            {
                var y = above + (i * Row);
                var x = left;
                html.Line("text", HtmlWriter.Cut(bars[i].Name, LongestName), ("x", HtmlWriter.N(left - 10)), ("y", HtmlWriter.N(y + 14)), ("text-anchor", "end"));
                for (var part = 0; part < bars[i].Parts.Count; part++)
                {
                    var length = (right - left) * bars[i].Parts[part] / most;
                    if (length > 0)
                        html.Empty("rect", ("class", $"bar {legend[part].Kind}"), ("x", HtmlWriter.N(x)), ("y", HtmlWriter.N(y)), ("width", HtmlWriter.N(Math.Max(1, length))), ("height", HtmlWriter.N(Thick)));
                    x += length;
                }

                html.Line("text", bars[i].Note, ("class", "tick"), ("x", HtmlWriter.N(x + 8)), ("y", HtmlWriter.N(y + 14)));
            }
        });
    }

    private static void Legend(HtmlWriter html, (string Kind, string Name)[] legend)
    {
        var x = 14.0;
        foreach (var (kind, name) in legend)
        {
            html.Empty("rect", ("class", $"bar {kind}"), ("x", HtmlWriter.N(x)), ("y", "4"), ("width", "16"), ("height", "14"));
            html.Line("text", name, ("x", HtmlWriter.N(x + 22)), ("y", "16"));
            x += 46 + (name.Length * LetterWidth);
        }
    }
}
