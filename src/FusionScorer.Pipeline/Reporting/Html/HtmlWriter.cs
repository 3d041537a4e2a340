using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>Writes HTML and SVG. All text and every value is encoded; there is no way to write markup but by its names, and only names that fetch and run nothing.</summary>
internal sealed class HtmlWriter(TextWriter to)
{
    private const char Replacement = '\uFFFD';

    private static readonly FrozenSet<string> Tags = FrozenSet.Create(
        StringComparer.Ordinal, "html", "head", "meta", "title", "body", "header", "main", "footer", "nav", "section", "article", "figure", "figcaption", "div", "h1", "h2", "h3", "p", "ul", "ol",
        "li", "dl", "dt", "dd", "a", "b", "code", "bdi", "span", "time", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "svg", "desc", "g", "path", "rect", "circle", "text");

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal, "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "scope", "tabindex", "role", "aria-label", "aria-labelledby", "datetime", "open",
        "viewBox", "x", "y", "width", "height", "d", "cx", "cy", "r", "text-anchor", "fill-opacity", "transform", "colspan");

    private readonly Stack<string> _open = new();

    /// <summary>How many elements are open.</summary>
    public int Depth => _open.Count;

    /// <summary>Begins the document.</summary>
    public void Doctype() => to.Write("<!DOCTYPE html>\n");

    /// <summary>Opens an element until the result is disposed.</summary>
    /// <exception cref="ArgumentException">A tag or an attribute that a report has no use for, or a reference out of the page.</exception>
    public Element Open(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(tag, attributes);
        to.Write('>');
        _open.Push(tag);
        return new Element(this, _open.Count);
    }

    /// <summary>An element with text alone.</summary>
    public void Line(string tag, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        using (Open(tag, attributes))
            Text(text);
    }

    /// <summary>An element that holds nothing.</summary>
    public void Empty(string tag, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(tag, attributes);
        to.Write("/>");
    }

    /// <summary>Text.</summary>
    public void Text(string text) => Encode(text);

    /// <summary>Text that came from outside: its direction of writing stays its own, and it is cut where it is long.</summary>
    public void Foreign(string text, int most = 160)
    {
        using (Open("bdi"))
            Encode(Cut(text, most));
    }

    /// <summary>The style of the page; the only text that is not encoded, and it is a constant.</summary>
    public void Style()
    {
        to.Write("<style>");
        to.Write(ReportStyle.Css.ReplaceLineEndings("\n"));
        to.Write("</style>\n");
    }

    /// <summary>A number for a coordinate.</summary>
    public static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The text, cut to a length.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = most - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    private void Start(string tag, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        if (!Tags.Contains(tag))
            throw new ArgumentException($"<{tag}> has no place in a report", nameof(tag));
        to.Write('<');
        to.Write(tag);
        foreach (var (name, value) in attributes)
        {
            if (!Names.Contains(name) || (name == "href" && !value.StartsWith('#')))
                throw new ArgumentException($"{name}=\"{value}\" has no place in a report", nameof(attributes));
            to.Write(' ');
            to.Write(name);
            to.Write("=\"");
            Encode(value);
            to.Write('"');
        }
    }

    private void Encode(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '<':
                    to.Write("&lt;");
                    break;
                case '>':
                    to.Write("&gt;");
                    break;
                case '&':
                    to.Write("&amp;");
                    break;
                case '"':
                    to.Write("&quot;");
                    break;
                case '\'':
                    to.Write("&#39;");
                    break;
                case '\n' or '\r' or '\t':
                    to.Write(' ');
                    break;
                default:
                    Write(rune);
                    break;
            }
        }
    }

    private void Write(Rune rune)
    {
        // Control characters are no XML, and marks that turn the direction of writing could make a name read as another.
        var hidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFE or 0xFFFF;
        Span<char> letters = stackalloc char[2];
        if (hidden)
            to.Write(Replacement);
        else
            to.Write(letters[..rune.EncodeToUtf16(letters)]);
    }

    private void Close(int depth)
    {
        if (_open.Count != depth)
            throw new InvalidOperationException($"<{_open.Peek()}> is still open");
        to.Write("</");
        to.Write(_open.Pop());
        to.Write(_open.Count < 4 ? ">\n" : ">");
    }

    /// <summary>An open element.</summary>
    public readonly struct Element(HtmlWriter writer, int depth) : IDisposable
    {
        /// <summary>Closes it.</summary>
        public void Dispose() => writer.Close(depth);
    }
}
