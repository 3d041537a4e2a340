using System.Globalization;
using FusionScorer.Library.Checking;
using FusionScorer.Pipeline.Care;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>What a check of the store found.</summary>
internal static class CheckReport
{
    public static void Write(Shell shell, ProjectLocation location, IReadOnlyList<CheckFinding> findings)
    {
        if (findings.Count == 0)
        {
            shell.Tables.Note($"{location.Store}: nothing is wrong");
            return;
        }

        var table = ConsoleExtensions.NewTable("where", ">how many", "what", "for example", "how to mend it");
        foreach (var finding in findings)
        {
            table.AddRow(
                $"[{(finding.IsFault ? "red" : "yellow")}]{SafeText.Cell(finding.Area)}[/]", finding.Count.ToString("N0", CultureInfo.InvariantCulture),
                SafeText.Cell(finding.What), SafeText.Cell(finding.Example), SafeText.Cell(finding.Mend));
        }

        shell.Tables.Write(table);
        var faults = findings.Count(finding => finding.IsFault);
        shell.Tables.Note(faults == 0
            ? $"{location.Store}: nothing is wrong; {findings.Count} remarks"
            : string.Create(CultureInfo.InvariantCulture, $"{location.Store}: {faults} faults, {findings.Count - faults} remarks"));
    }

    public static void WriteJson(Shell shell, ProjectLocation location, IReadOnlyList<CheckFinding> findings) => JsonOut.Document(shell, "fusion.db.check/1", json =>
    {
        json.WriteString("store", location.Store.ToString());
        json.WriteBoolean("sound", !findings.Any(finding => finding.IsFault));
        json.Objects("findings", findings, finding =>
        {
            json.WriteString("area", finding.Area);
            json.WriteBoolean("fault", finding.IsFault);
            json.WriteString("what", finding.What);
            json.WriteNumber("count", finding.Count);
            json.WriteString("example", finding.Example);
            json.WriteString("mend", finding.Mend);
        });
    });
}
