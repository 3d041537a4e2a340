using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Pipeline.Engines;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reporting;
using FusionScorer.Pipeline.Reporting.Html;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion report [--out report.html] [--title T] [--target A]</c></summary>
internal static class ReportCommand
{
    private const string UsualFile = "report.html";

    public static Command Create(CommonOptions common)
    {
        var output = new Option<string?>("--out") { Description = $"Write the page to this file (default: {UsualFile}; with --json, none).", HelpName = "FILE" };
        var title = new Option<string?>("--title") { Description = "Its title (default: the project's name).", HelpName = "T" };
        var target = new Option<double>("--target") { Description = "The accuracy to reach, 0 to 1.", HelpName = "A", DefaultValueFactory = _ => 0.9 };
        var command = new Command("report", "All figures of a project in one HTML file that needs nothing else: levels, functions, calibration, audit, conflicts, weights, failures.") { output, title, target };
        command.SetAction(async (parsed, cancellation) =>
        {
            var accuracy = parsed.GetValue(target);
            if (!(accuracy is > 0 and <= 1))
                throw new BadInputException($"--target {accuracy.ToString(CultureInfo.InvariantCulture)} is out of range; give a share above 0 and at most 1, such as 0.9");
            using var project = common.OpenInStep(parsed);
            var report = ReportRun.Of(project, parsed.GetValue(title), accuracy, await EngineCheck.VersionsAsync(common.Shell.Environment, cancellation));
            if ((parsed.GetValue(output) ?? (common.Json(parsed) ? null : UsualFile)) is { } path)
                Write(common.Shell, common.Shell.Absolute(path), report);
            if (common.Json(parsed))
                WriteJson(common.Shell, report);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Shell shell, string path, ReportDocument report)
    {
        using (var file = AtomicFile.Create(path))
        {
            ReportPage.Write(file.Writer, report);
            file.Commit();
        }

        shell.Notes.Note($"wrote {path}: open it in any browser; it fetches nothing");
        foreach (var gap in report.Missing)
            shell.Notes.Note($"missing: {gap.What}; run: {gap.Command}");
    }

    private static void WriteJson(Shell shell, ReportDocument report) => JsonOut.Document(shell, schema: null, json =>
    {
        foreach (var part in JsonSerializer.SerializeToElement(report, ReportDocumentJson.Default.ReportDocument).EnumerateObject())
            part.WriteTo(json);
    });
}
