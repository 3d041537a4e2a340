namespace FusionScorer.Library.Importing;

/// <summary>Blanks and line breaks (LF, CR LF, CR) in the bytes of a table.</summary>
internal static class CsvBytes
{
    public static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t';

    /// <summary>How long the line break at a place is.</summary>
    public static int BreakLength(ReadOnlySpan<byte> text, int at) => text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;

    /// <summary>How many line breaks there are.</summary>
    public static int Breaks(ReadOnlySpan<byte> text)
    {
        var breaks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                breaks++;
        }

        return breaks;
    }
}
