using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Library.Exporting;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion export [--what clips|decisions|evidence] [--format csv|json|jsonl] [--out FILE]</c></summary>
internal static class ExportCommand
{
    public static Command Create(CommonOptions common)
    {
        var what = new Option<string>("--what") { Description = "What to export.", HelpName = "clips|decisions|evidence", DefaultValueFactory = _ => "clips" };
        what.AcceptOnlyFromAmong("clips", "decisions", "evidence");
        var format = new Option<string?>("--format") { Description = "csv (default), json, or jsonl: one object a line. --json is --format json.", HelpName = "csv|json|jsonl" };
        format.AcceptOnlyFromAmong("csv", "json", "jsonl");
        var output = new Option<string?>("--out") { Description = "Write to this file (default: standard output).", HelpName = "FILE" };
        var command = new Command("export", "Clips with their levels, decisions or evidence, as a table or JSON.") { what, format, output };
        command.SetAction(parsed =>
        {
            using var project = common.OpenInStep(parsed);
            var chosen = parsed.GetValue(format) ?? (common.Json(parsed) ? "json" : "csv");
            if (parsed.GetValue(output) is not { } path)
            {
                Write(project, common.Shell.Out, parsed.GetValue(what)!, chosen);
                return ExitCode.Done;
            }

            using var file = AtomicFile.Create(common.Shell.Absolute(path));
            Write(project, file.Writer, parsed.GetValue(what)!, chosen);
            file.Commit();
            common.Shell.Notes.Note($"wrote {common.Shell.Absolute(path)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Project project, TextWriter to, string what, string format)
    {
        var taxonomy = project.Policy.Taxonomy;
        switch (what, format)
        {
            case ("clips", "csv"):
                CsvExport.WriteClips(to, taxonomy, ProjectExport.Clips(project));
                break;
            case ("clips", _):
                JsonExport.WriteClips(to, taxonomy, ProjectExport.Clips(project), lines: format == "jsonl");
                break;
            case ("decisions", "csv"):
                CsvExport.WriteDecisions(to, ProjectExport.Decisions(project));
                break;
            case ("decisions", _):
                JsonExport.WriteDecisions(to, taxonomy, ProjectExport.Decisions(project), lines: format == "jsonl");
                break;
            case (_, "csv"):
                CsvExport.WriteEvidence(to, ProjectExport.Evidence(project));
                break;
            default:
                JsonExport.WriteEvidence(to, taxonomy, ProjectExport.Evidence(project), lines: format == "jsonl");
                break;
        }
    }
}
