using System.Globalization;
using FusionScorer.Library;
using FusionScorer.Library.Moving;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>What was copied, and how to go on there.</summary>
internal static class CopyText
{
    public static void Write(Shell shell, StoreLocation from, StoreLocation to, CopyReport report)
    {
        var table = ConsoleExtensions.NewTable("table", ">rows", "the same on both sides");
        foreach (var copied in report.Tables.Where(copied => copied.Rows > 0))
            table.AddRow(SafeText.Cell(copied.Name), copied.Rows.ToString("N0", CultureInfo.InvariantCulture), copied.Sum.ToString("x16", CultureInfo.InvariantCulture));
        shell.Tables.Write(table);
        shell.Tables.Note(string.Create(CultureInfo.InvariantCulture, $"{report.Rows:N0} rows copied from {from} to {to}, and compared"));
        if (report.Altered > 0)
            shell.Notes.Warn($"{report.Altered} texts held a zero character, which PostgreSQL cannot hold: it became U+FFFD");
        shell.Tables.Note(to.Postgres is null
            ? "to work there: take `store:` out of fusion.yaml, or set FUSION_STORE=sqlite; stop working on the server first, what is saved there from now on is not in the copy"
            : $"to work there: write `store:` with `postgres:` and `schema: {to.Postgres.Schema}` into fusion.yaml, or set FUSION_STORE; what is saved in the old place from now on is not in the copy");
    }

    public static void WriteJson(Shell shell, StoreLocation from, StoreLocation to, CopyReport report) => JsonOut.Document(shell, "fusion.db.copy/1", json =>
    {
        json.WriteString("from", from.ToString());
        json.WriteString("to", to.ToString());
        json.WriteNumber("rows", report.Rows);
        json.WriteNumber("altered", report.Altered);
        json.Objects("tables", report.Tables, table =>
        {
            json.WriteString("name", table.Name);
            json.WriteNumber("rows", table.Rows);
            json.WriteString("sum", table.Sum.ToString("x16", CultureInfo.InvariantCulture));
        });
    });
}
