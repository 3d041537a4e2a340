namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>A square of shares: the fuller the colour, the larger.</summary>
internal static class HeatMap
{
    private const double LetterWidth = 7.4;
    private const double Top = 26;
    private const double Widest = 30;
    private const double Room = 560;

    // As wide as other plots, so that letters are of one size.
    private const double LeastWidth = 800;
    private const int MostNumbered = 16;
    private const int LongestName = 34;

    /// <summary>Draws it. Columns bear the numbers of the rows.</summary>
    public static void Write(HtmlWriter html, string id, string title, string description, IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<double>> shares)
    {
        var cell = Math.Min(names.Count <= MostNumbered ? 38 : Widest, Room / names.Count);
        var labels = names.Select((name, index) => $"{HtmlWriter.Cut(name, LongestName)}  {index + 1}").ToList();
        var left = 18 + (LetterWidth * labels.Max(label => label.Length));
        Drawing.Write(html, id, title, description, (Math.Max(LeastWidth, left + (names.Count * cell) + 4), Top + (names.Count * cell) + 4), () =>
        {
            for (var row = 0; row < names.Count; row++)
            {
                var y = Top + (row * cell);
                html.Line("text", labels[row], ("x", HtmlWriter.N(left - 8)), ("y", HtmlWriter.N(y + (cell / 2) + 4)), ("text-anchor", "end"));
                html.Line("text", $"{row + 1}", ("class", "tick"), ("x", HtmlWriter.N(left + ((row + 0.5) * cell))), ("y", "18"), ("text-anchor", "middle"));
                for (var column = 0; column < names.Count; column++)
                    Square(html, (left + (column * cell), y, cell), shares[row][column], row == column, names.Count <= MostNumbered);
            }
        });
    }

    private static void Square(HtmlWriter html, (double X, double Y, double Size) at, double share, bool own, bool numbered)
    {
        var (x, y, size) = (HtmlWriter.N(at.X), HtmlWriter.N(at.Y), HtmlWriter.N(at.Size));
        if (!own && share > 0.005)
            html.Empty("rect", ("class", "cell"), ("x", x), ("y", y), ("width", size), ("height", size), ("fill-opacity", HtmlWriter.N(Strength(share))));
        html.Empty("rect", ("class", "frame"), ("x", x), ("y", y), ("width", size), ("height", size));
        if (own)
            html.Empty("path", ("class", "grid"), ("d", $"M{x} {y}l{size} {size}"));
        else if (numbered && share >= 0.005)
            html.Line("text", $"{Math.Round(share * 100)}", ("class", "tick value"), ("x", HtmlWriter.N(at.X + (at.Size / 2))), ("y", HtmlWriter.N(at.Y + (at.Size / 2) + 4)), ("text-anchor", "middle"));
    }

    // Never so full that the number on it could not be read.
    private static double Strength(double share) => 0.06 + (0.44 * Math.Clamp(share, 0, 1));
}
