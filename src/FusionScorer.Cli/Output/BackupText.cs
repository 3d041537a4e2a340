using System.Globalization;
using FusionScorer.Pipeline.Care;

namespace FusionScorer.Cli.Output;

/// <summary>What a backup holds, and what it does not.</summary>
internal static class BackupText
{
    public static void Write(Shell shell, BackupReport report)
    {
        var faults = report.Findings.Count(finding => finding.IsFault);
        shell.Tables.Note(string.Create(CultureInfo.InvariantCulture, $"{report.Path}: {report.Bytes / 1e6:0.0} MB, checked"));
        shell.Tables.Note($"{report.ProjectFile}: the project file");
        if (faults > 0)
            shell.Notes.Warn($"the store has {faults} faults, and so has the copy; see: fusion db check");
        if (report.Keep.Count == 0)
            return;
        shell.Tables.Heading("Keep these, too: they are not in the backup");
        foreach (var (path, why) in report.Keep)
            shell.Tables.Note($"{path}: {why}");
    }

    public static void WriteJson(Shell shell, BackupReport report) => JsonOut.Document(shell, "fusion.db.backup/1", json =>
    {
        json.WriteString("path", report.Path);
        json.WriteNumber("bytes", report.Bytes);
        json.WriteString("projectFile", report.ProjectFile);
        json.WriteNumber("faults", report.Findings.Count(finding => finding.IsFault));
        json.Objects("keep", report.Keep, keep =>
        {
            json.WriteString("path", keep.Path);
            json.WriteString("why", keep.Why);
        });
    });
}
