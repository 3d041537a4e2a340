using FusionScorer.Core.Clips;

namespace FusionScorer.Signals;

/// <summary>The outcome of reading a clip: content, or the reason why there is none.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Content">JSON in the extractor's own shape; null unless read.</param>
/// <param name="Reason">One line for people; null when read.</param>
public sealed record Observed(ReadingStatus Status, string? Content, string? Reason)
{
    /// <summary>The clip was read.</summary>
    public static Observed Of(string content) => new(ReadingStatus.Read, content, Reason: null);

    /// <summary>There is nothing to read.</summary>
    public static Observed Missing(string reason) => new(ReadingStatus.Missing, Content: null, OneLine(reason));

    /// <summary>Reading failed.</summary>
    public static Observed Failed(string reason) => new(ReadingStatus.Failed, Content: null, OneLine(reason));

    // Reasons quote names of files, which hold whatever their maker wished.
    private static string OneLine(string reason) => reason.Any(IsBreak) ? string.Concat(reason.Select(c => IsBreak(c) ? ' ' : c)) : reason;

    private static bool IsBreak(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
