using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Pipeline.Cataloguing;
using Spectre.Console;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion scan</c></summary>
internal static class ScanCommand
{
    public static Command Create(CommonOptions common)
    {
        var emptied = new Option<bool>("--emptied") { Description = "Believes a library without any media file: its clips are gone. Else it is taken for a drive that is not mounted." };
        var command = new Command("scan", "Finds clips, captions, metadata, people and viewers; unchanged files are not read again.") { emptied };
        command.SetAction((parsed, cancellation) =>
        {
            using var project = common.OpenInStep(parsed);
            var report = CatalogueScan.Run(project, cancellation, parsed.GetValue(emptied));
            if (common.Json(parsed))
                WriteJson(common.Shell, report);
            else
                WriteTable(common.Shell, report);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>What a scan found, as a table.</summary>
    public static void WriteTable(Shell shell, IReadOnlyList<RootScan> report)
    {
        var table = ConsoleExtensions.NewTable("library", ">clips", ">new", ">changed", ">moved", ">gone", ">unchanged", ">viewer links");
        foreach (var root in report)
        {
            table.AddRow(
                SafeText.Cell(root.Name), $"{root.Clips}", $"{root.New}", $"{root.Changed}", $"{root.Moved}", $"{root.Gone}", $"{root.Unchanged}", $"{root.ViewerLinks}");
        }

        shell.Tables.Write(table);
        foreach (var warning in report.SelectMany(root => root.Warnings))
            shell.Notes.Warn(warning);
    }

    private static void WriteJson(Shell shell, IReadOnlyList<RootScan> report) => JsonOut.Document(shell, "fusion.scan/1", json =>
        json.Objects("libraries", report, root =>
        {
            json.WriteString("name", root.Name);
            json.WriteNumber("clips", root.Clips);
            json.WriteNumber("new", root.New);
            json.WriteNumber("changed", root.Changed);
            json.WriteNumber("moved", root.Moved);
            json.WriteNumber("gone", root.Gone);
            json.WriteNumber("unchanged", root.Unchanged);
            json.WriteNumber("viewerLinks", root.ViewerLinks);
            json.Array("warnings", root.Warnings, json.WriteStringValue);
        }));
}
