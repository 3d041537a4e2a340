namespace FusionScorer.Library.Exporting;

/// <summary>Cells of CSV files: quoting, and text that a spreadsheet must not take for a formula.</summary>
public static class CsvCell
{
    private const char Guard = '\'';

    /// <summary>Text for files that people open in spreadsheets: an apostrophe goes before what a spreadsheet would run, then the cell is quoted if needed.</summary>
    public static string Safe(string? text) => Quote(text is not null && IsRisky(text) ? Guard + text : text);

    /// <summary>Takes back the apostrophe that <see cref="Safe"/> puts before a formula; for reading such a file.</summary>
    public static string Unsafe(string text) => text.Length > 1 && text[0] == Guard && IsRisky(text[1..]) ? text[1..] : text;

    /// <summary>Quotes a cell that holds a comma, a quote, a line break or blanks around it.</summary>
    public static string Quote(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var plain = text.AsSpan().IndexOfAny(",\"\r\n") < 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]);
        return plain ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // Spreadsheets also run a formula behind leading blanks. Text that looks guarded already is guarded again, so that Unsafe gives back the original.
    private static bool IsRisky(string text)
    {
        var start = text.AsSpan().TrimStart(Guard).TrimStart();
        return !start.IsEmpty && (start[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠');
    }
}
