namespace FusionScorer.Signals.Captions;

/// <summary>Reads SubStation Alpha (.ass, .ssa): the Dialogue lines of its Events section.</summary>
public static class SubStationReader
{
    private const int MaxColumns = 32;

    /// <summary>All cues of a file's text.</summary>
    public static CueList Read(string text)
    {
        var cues = new CueBuilder();
        var inEvents = false;
        var columns = new Columns(Start: 1, End: 2, Text: 9);
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.StartsWith("[") && line.EndsWith("]"))
                inEvents = line.Equals("[Events]", StringComparison.OrdinalIgnoreCase);
            else if (inEvents && line.StartsWith("Format:", StringComparison.OrdinalIgnoreCase))
                columns = ReadFormat(line["Format:".Length..]) ?? columns;
            else if (inEvents && line.StartsWith("Dialogue:", StringComparison.OrdinalIgnoreCase))
                ReadDialogue(line["Dialogue:".Length..], columns, cues);
        }

        return cues.Build();
    }

    private static Columns? ReadFormat(ReadOnlySpan<char> line)
    {
        var names = line.ToString().Split(',', MaxColumns, StringSplitOptions.TrimEntries).Select(name => name.ToLowerInvariant()).ToList();
        var columns = new Columns(names.IndexOf("start"), names.IndexOf("end"), names.IndexOf("text"));
        return columns.Start >= 0 && columns.End >= 0 && columns.Text > Math.Max(columns.Start, columns.End) ? columns : null;
    }

    private static void ReadDialogue(ReadOnlySpan<char> line, Columns columns, CueBuilder cues)
    {
        ReadOnlySpan<char> start = default, end = default;
        for (var column = 0; column < columns.Text; column++)
        {
            var comma = line.IndexOf(',');
            if (comma < 0)
            {
                cues.Skip();
                return;
            }

            if (column == columns.Start)
                start = line[..comma];
            else if (column == columns.End)
                end = line[..comma];
            line = line[(comma + 1)..];
        }

        if (CueTime.TryParse(start, out var startMs) && CueTime.TryParse(end, out var endMs))
            cues.Add(startMs, endMs, IsDrawing(line) ? default : line);
        else
            cues.Skip();
    }

    // {\p1} turns text into drawing commands.
    private static bool IsDrawing(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf("\\p"); at >= 0 && at + 2 < text.Length; at = text.IndexOf("\\p"))
        {
            text = text[(at + 2)..];
            if (text[0] is >= '1' and <= '9')
                return true;
        }

        return false;
    }

    private readonly record struct Columns(int Start, int End, int Text);
}
