using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Exporting;

namespace FusionScorer.Library.Importing;

/// <summary>
/// Reads decisions: CSV with clip_id and level, optionally id, reviewer, at, chosen_by, seconds and note; other columns are left alone. With the columns kind, taxonomy and policy it is
/// an export of ours, and every column counts.
/// </summary>
public static class DecisionCsv
{
    /// <summary>Reads all rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="taxonomy">Where level names come from; they go before the words unsure, skip, flag and reopen.</param>
    /// <exception cref="BadInputException">A row is bad; nothing of the file counts then.</exception>
    public static IReadOnlyList<ImportedDecision> Read(string path, Taxonomy taxonomy) => [.. Rows(path, taxonomy)];

    /// <summary>Reads row by row, as they are asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="taxonomy">As in <see cref="Read"/>.</param>
    /// <exception cref="BadInputException">A row is bad.</exception>
    public static IEnumerable<ImportedDecision> Rows(string path, Taxonomy taxonomy)
    {
        using var table = CsvTable.Open(path);
        var columns = new Columns(table);
        while (table.Read())
            yield return Row(table, columns, taxonomy);
    }

    private static ImportedDecision Row(CsvTable table, Columns columns, Taxonomy taxonomy)
    {
        var reference = Cell(table, columns.Clip);
        if (reference.Length == 0)
            throw table.At("clip_id is empty; every decision names its clip");
        try
        {
            var row = columns.IsOwn ? Own(table, columns, reference) : Plain(table, columns, reference, taxonomy);
            return row with { Seconds = Number(table, columns.Seconds), Note = TextOrNull(table, columns.Note) };
        }
        catch (FormatException fault)
        {
            throw table.At(fault.Message);
        }
    }

    // An id of a table made elsewhere is a number of its rows: two such tables would share ids, and answers be lost.
    private static ImportedDecision Plain(CsvTable table, Columns columns, string reference, Taxonomy taxonomy)
    {
        var (kind, levels) = DecisionText.Answer(Cell(table, columns.Level), taxonomy);
        return new ImportedDecision(
            table.Line, reference, kind, levels, TextOrNull(table, columns.Reviewer), DecisionText.Time(table.Text(columns.At)), TextOrNull(table, columns.ChosenBy));
    }

    private static ImportedDecision Own(CsvTable table, Columns columns, string reference)
    {
        var posterior = table.Text(columns.Posterior);
        var origin = new DecisionOrigin(
            Taxonomy.Create("then", Cell(table, columns.Taxonomy).Split('|')), Cell(table, columns.Level), Cell(table, columns.Role), TextOrNull(table, columns.Undoes),
            Cell(table, columns.Policy), (long?)Number(table, columns.Batch), Number(table, columns.Inclusion), table.Text(columns.Audit) == "true",
            posterior.Length == 0 ? [] : [.. posterior.Split('|').Select(Probability)], (int?)Number(table, columns.Opened));
        return DecisionText.Own(
            table.Line, Cell(table, columns.Id), reference, Cell(table, columns.Kind), Cell(table, columns.Reviewer), table.Text(columns.At),
            Cell(table, columns.ChosenBy), origin);
    }

    private static float Probability(string text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var p) && float.IsFinite(p)
        ? p
        : throw new FormatException($"'{text}' is not a probability");

    private static double? Number(CsvTable table, int column)
    {
        if (column < 0 || table.Cell(column).IsEmpty)
            return null;
        var text = Cell(table, column);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0
            ? number
            : throw new FormatException($"'{text}' in column {table.Columns[column]} is not a number of 0 or more");
    }

    private static string Cell(CsvTable table, int column) => CsvCell.Unsafe(table.Text(column));

    private static string? TextOrNull(CsvTable table, int column)
    {
        var text = Cell(table, column);
        return text.Length == 0 ? null : text;
    }

    private sealed class Columns(CsvTable table)
    {
        public readonly int Clip = table.Require("clip_id"), Level = table.Require("level");
        public readonly int Id = table.IndexOf("id"), Reviewer = table.IndexOf("reviewer"), At = table.IndexOf("at"), ChosenBy = table.IndexOf("chosen_by");
        public readonly int Seconds = table.IndexOf("seconds"), Note = table.IndexOf("note");
        public readonly int Kind = table.IndexOf("kind"), Role = table.IndexOf("role"), Undoes = table.IndexOf("undoes"), Taxonomy = table.IndexOf("taxonomy");
        public readonly int Policy = table.IndexOf("policy"), Batch = table.IndexOf("batch"), Inclusion = table.IndexOf("inclusion_probability"), Audit = table.IndexOf("audit");
        public readonly int Posterior = table.IndexOf("posterior"), Opened = table.IndexOf("evidence_opened");

        /// <summary>Whether this is an export of ours.</summary>
        public bool IsOwn => Id >= 0 && Kind >= 0 && Role >= 0 && Taxonomy >= 0 && Policy >= 0;
    }
}
