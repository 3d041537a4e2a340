namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="IsForeign">Whether the text came from outside.</param>
internal readonly record struct Cell(string Text, bool IsForeign)
{
    /// <summary>Text that came from outside.</summary>
    public static Cell Foreign(string text) => new(text, IsForeign: true);

    public static implicit operator Cell(string text) => new(text, IsForeign: false);
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its head.</param>
/// <param name="Kind">How it is set: a class of the style, empty for text.</param>
internal readonly record struct Column(string Name, string Kind)
{
    public static Column Number(string name) => new(name, "number");

    public static Column Tag(string name) => new(name, "tag");

    public static Column Wide(string name) => new(name, "wide");

    public static implicit operator Column(string name) => new(name, "");
}

/// <summary>Tables: the figures behind plots.</summary>
internal static class DataTable
{
    // A longer table is folded up on the screen.
    private const int MostRowsShown = 12;
    private const int LongestName = 48;
    private const int LongestText = 300;

    /// <summary>Writes a table, folded up where it is long.</summary>
    public static void Write(HtmlWriter html, string caption, ReadOnlySpan<Column> columns, IReadOnlyList<Cell[]> rows, bool folded)
    {
        if (!folded || rows.Count <= MostRowsShown)
        {
            Table(html, caption, columns, rows);
            return;
        }

        using (html.Open("details"))
        {
            html.Line("summary", $"{caption}: the {rows.Count} rows behind it");
            Table(html, caption, columns, rows);
        }
    }

    private static void Table(HtmlWriter html, string caption, ReadOnlySpan<Column> columns, IReadOnlyList<Cell[]> rows)
    {
        using (html.Open("div", ("class", rows.Count <= MostRowsShown ? "scroll short" : "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption)))
        using (html.Open("table"))
        {
            html.Line("caption", caption);
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                foreach (var column in columns)
                    html.Line("th", column.Name, ("scope", "col"), ("class", column.Kind));
            }

            using (html.Open("tbody"))
            {
                foreach (var row in rows)
                    Row(html, columns, row);
            }
        }
    }

    private static void Row(HtmlWriter html, ReadOnlySpan<Column> columns, Cell[] row)
    {
        using (html.Open("tr"))
        {
            for (var i = 0; i < row.Length; i++)
            {
                using (i == 0 ? html.Open("th", ("scope", "row"), ("class", columns[i].Kind)) : html.Open("td", ("class", columns[i].Kind)))
                {
                    if (row[i].IsForeign)
                        html.Foreign(row[i].Text, most: columns[i].Kind == "wide" ? LongestText : LongestName);
                    else
                        html.Text(row[i].Text);
                }
            }
        }
    }
}
