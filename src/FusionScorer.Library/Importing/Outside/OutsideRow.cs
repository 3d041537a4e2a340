namespace FusionScorer.Library.Importing.Outside;

/// <summary>A row of evidence that somebody else found.</summary>
/// <param name="Clip">The clip as the source names it.</param>
/// <param name="Kind">What was found, as the source writes it; empty = the clip was looked at and nothing was found.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Text">What was read, heard or seen; may be empty.</param>
/// <param name="StartMs">Where; null for no place in time.</param>
/// <param name="EndMs">Until where; not before <paramref name="StartMs"/>.</param>
public sealed record OutsideRow(string Clip, string Kind, double Score, string Text, long? StartMs, long? EndMs)
{
    private const long LongestMs = 1000L * 60 * 60 * 1000;
    private const int LongestText = 500;

    /// <summary>A row from what a file says, checked.</summary>
    /// <param name="clip">See <see cref="OutsideRow"/>, as are the others.</param>
    /// <param name="kind">Likewise.</param>
    /// <param name="score">Likewise.</param>
    /// <param name="text">Likewise; null for none.</param>
    /// <param name="startMs">Likewise.</param>
    /// <param name="endMs">Likewise.</param>
    /// <param name="row">The row; null when it is faulty.</param>
    /// <returns>What is wrong and how to mend it; null when nothing is.</returns>
    public static string? Make(string clip, string kind, double score, string? text, double? startMs, double? endMs, out OutsideRow? row)
    {
        row = null;
        if (clip.Length == 0)
            return "names no clip; write its id or library:path";
        if (!(score is >= 0 and <= 1))
            return FormattableString.Invariant($"score {score} is not between 0 and 1; if scores go to 100, say --scale 100");
        if (!InTime(startMs) || !InTime(endMs))
            return FormattableString.Invariant($"time {(InTime(startMs) ? endMs : startMs)} ms is not between 0 and 1000 hours");
        if (startMs is null && endMs is not null)
            return "has an end without a start; give both, or none";
        if (endMs < startMs)
            return FormattableString.Invariant($"ends at {endMs} ms, before it starts at {startMs} ms");
        row = new OutsideRow(clip, kind, score, Short(text), (long?)startMs, (long?)endMs);
        return null;
    }

    // Half a character is none.
    private static string Short(string? text) =>
        text is null ? "" : text.Length <= LongestText ? text : char.IsHighSurrogate(text[LongestText - 1]) ? text[..(LongestText - 1)] : text[..LongestText];

    private static bool InTime(double? ms) => ms is null or (>= 0 and <= LongestMs);
}


/// <summary>How a table names its columns, and in what units.</summary>
public sealed record OutsideColumns
{
    /// <summary>The usual names.</summary>
    public static readonly OutsideColumns Usual = new();

    /// <summary>Columns by what they hold: clip, kind, score, text, start, end.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What a score is divided by.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The candidates for what is asked: the named column alone, else the usual names, times in ms or s.</summary>
    public IReadOnlyList<string> Of(string what) => Names.TryGetValue(what, out var named) ? [named] : what switch
    {
        "clip" => ["clip", "clip_id"],
        "kind" => ["kind", "label"],
        "score" => ["score", "confidence"],
        "start" => ["start_ms", "start_s", "start"],
        "end" => ["end_ms", "end_s", "end"],
        _ => [what],
    };

    /// <summary>Milliseconds of one unit of a time column: its name ends in <c>_ms</c>, or it holds seconds.</summary>
    public static double MsOf(string column) => column.EndsWith("_ms", StringComparison.OrdinalIgnoreCase) || column.EndsWith("Ms", StringComparison.Ordinal) || column.EndsWith("Millis", StringComparison.Ordinal) ? 1 : 1000;
}
