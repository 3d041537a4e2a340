namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>An SVG that says in words what it shows.</summary>
internal static class Drawing
{
    private const int LongestDescription = 1000;

    public static void Write(HtmlWriter html, string id, string title, string description, (double Width, double Height) size, Action draw)
    {
        using (html.Open("svg", ("viewBox", $"0 0 {HtmlWriter.N(size.Width)} {HtmlWriter.N(size.Height)}"), ("role", "img"), ("aria-labelledby", $"{id}-title {id}-text")))
        {
            html.Line("title", title, ("id", $"{id}-title"));
            html.Line("desc", HtmlWriter.Cut(description, LongestDescription), ("id", $"{id}-text"));
            draw();
        }
    }
}
