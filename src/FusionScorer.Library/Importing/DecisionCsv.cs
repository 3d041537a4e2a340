using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Importing;

/// <summary>One decision of an import.</summary>
/// <param name="Line">The line that it starts on, from 1.</param>
/// <param name="Clip">A reference to the clip, as written.</param>
/// <param name="Kind">Level, unsure, skip or flag.</param>
/// <param name="Levels">The level set; empty unless <see cref="DecisionKind.Level"/>.</param>
/// <param name="Reviewer">Who answered; null when the file does not say.</param>
/// <param name="At">When; null when the file does not say.</param>
/// <param name="ChosenBy">Why the clip was chosen; null when the file does not say.</param>
public sealed record ImportedDecision(
    long Line, string Clip, DecisionKind Kind, LevelSet Levels, string? Reviewer, DateTimeOffset? At, string? ChosenBy);

/// <summary>Reads decisions: CSV with clip_id and level, optionally reviewer, at and chosen_by; other columns are left alone.</summary>
public static class DecisionCsv
{
    /// <summary>Reads all rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="taxonomy">Where level names come from; they go before the words unsure, skip, flag and reopen.</param>
    /// <exception cref="BadInputException">A row is bad; nothing of the file counts then.</exception>
    public static IReadOnlyList<ImportedDecision> Read(string path, Taxonomy taxonomy)
    {
        using var table = CsvTable.Open(path);
        int clip = table.Require("clip_id"), level = table.Require("level");
        int reviewer = table.IndexOf("reviewer"), at = table.IndexOf("at"), chosenBy = table.IndexOf("chosen_by");
        var rows = new List<ImportedDecision>();
        while (table.Read())
        {
            var reference = CsvCell.Unsafe(table.Text(clip));
            if (reference.Length == 0)
                throw table.At("clip_id is empty; every decision names its clip");
            var (kind, levels) = Answer(table, table.Text(level), taxonomy);
            rows.Add(new ImportedDecision(table.Line, reference, kind, levels, TextOrNull(table, reviewer), Time(table, at), TextOrNull(table, chosenBy)));
        }

        return rows;
    }

    private static (DecisionKind Kind, LevelSet Levels) Answer(CsvTable table, string text, Taxonomy taxonomy)
    {
        if (!taxonomy.TryParse(text, out _))
        {
            switch (text.ToLowerInvariant())
            {
                case "unsure":
                    return (DecisionKind.Unsure, default);
                case "skip":
                    return (DecisionKind.Skip, default);
                case "flag":
                    return (DecisionKind.Flag, default);
                case "reopen":
                    return (DecisionKind.Reopen, default);
                default:
                    break;
            }
        }

        try
        {
            return (DecisionKind.Level, LevelSet.Parse(CsvCell.Unsafe(text), taxonomy));
        }
        catch (FormatException exception)
        {
            throw table.At($"{exception.Message}; or write unsure, skip or flag");
        }
    }

    private static DateTimeOffset? Time(CsvTable table, int column)
    {
        var text = table.Text(column);
        if (text.Length == 0)
            return null;
        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
        return DateTimeOffset.TryParseExact(
            text.Replace(' ', 'T'), formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw table.At($"'{text}' is not a time; write ISO 8601, for example 2026-01-31T18:05:00Z");
    }

    private static string? TextOrNull(CsvTable table, int column)
    {
        var text = CsvCell.Unsafe(table.Text(column));
        return text.Length == 0 ? null : text;
    }
}
