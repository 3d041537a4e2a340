using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Core.Classification;
using FusionScorer.Library.Exporting;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Linking;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion export [--what clips|queue|decisions|evidence|classifier] [--format csv|json|jsonl|label-studio|vtt|edl|onnx] [--out FILE]</c> and <c>fusion export --graph FILE</c></summary>
internal static class ExportCommand
{
    public static Command Create(CommonOptions common)
    {
        var what = new Option<string>("--what") { Description = "What to export.", HelpName = "clips|queue|decisions|evidence|classifier", DefaultValueFactory = _ => "clips" };
        what.AcceptOnlyFromAmong("clips", "queue", "decisions", "evidence", "classifier");
        var format = new Option<string?>("--format") { Description = "csv (default), json, or jsonl: one object a line; label-studio: tasks to import there; vtt or edl: evidence for players; onnx, for the classifier alone. --json is --format json.", HelpName = "csv|json|jsonl|label-studio|vtt|edl|onnx" };
        format.AcceptOnlyFromAmong(["csv", "json", "jsonl", "onnx", .. ExportFormats.Names]);
        var output = new Option<string?>("--out") { Description = "Write to this file (default: standard output); for vtt and edl of all clips a folder.", HelpName = "FILE" };
        var graph = new Option<string?>("--graph") { Description = "Write clips and the people who link them as GraphML to this file, instead of a table.", HelpName = "FILE" };
        var withViewers = new Option<bool>("--with-viewers") { Description = "With --graph, for administrators: viewers too, without names, by numbers drawn anew each time." };
        var command = new Command("export", "Clips with their levels, decisions or evidence, as a table or JSON; or links as a graph.") { what, format, output, graph, withViewers };
        var formats = new ExportFormats();
        formats.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(withViewers) && parsed.GetValue(graph) is null)
                throw new BadInputException("--with-viewers goes with --graph FILE alone");
            if (parsed.GetValue(graph) is not null && ((Option[])[what, format, output]).Any(option => parsed.GetResult(option) is { Implicit: false }))
                throw new BadInputException("--graph FILE writes a graph and nothing else; leave out --what, --format and --out");
            formats.Check(parsed, parsed.GetValue(format));
            using var project = common.OpenInStep(parsed);
            if (parsed.GetValue(graph) is { } graphFile)
                return WriteGraph(common, project, common.Shell.Absolute(graphFile), parsed.GetValue(withViewers), common.Json(parsed));
            if (parsed.GetValue(what) == "classifier" || parsed.GetValue(format) == "onnx")
                return WriteClassifier(common.Shell, project, parsed.GetValue(what)!, parsed.GetValue(format), parsed.GetValue(output));
            if (parsed.GetValue(format) is { } other && ExportFormats.Names.Contains(other, StringComparer.Ordinal))
                return formats.Run(common, parsed, project, parsed.GetValue(what)!, other, parsed.GetValue(output));
            if (parsed.GetValue(what) == "queue")
                throw new BadInputException("--what queue goes with --format label-studio; the queue as JSON is: fusion queue --json");
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

    private static int WriteGraph(CommonOptions common, Project project, string path, bool withViewers, bool json)
    {
        if (withViewers)
            common.Shell.Notes.Warn("the graph holds what each viewer watched, and that can tell who they are: keep the file to those who may know");
        var graph = ProjectGraph.Of(project, withViewers);
        using var file = AtomicFile.Create(path);
        new GraphMlExport().Write(file.Writer, graph.Graph);
        file.Commit();
        common.Shell.Notes.Note($"wrote {path}: {graph.Clips} clips, {graph.People} people, {(withViewers ? $"{graph.Viewers} viewers, " : "")}{graph.Links} links");
        if (json)
            GraphJson.Write(common.Shell, path, graph);
        return ExitCode.Done;
    }

    private static int WriteClassifier(Shell shell, Project project, string what, string? format, string? output)
    {
        if (what != "classifier" || format is not (null or "onnx"))
            throw new BadInputException("the classifier is exported as ONNX and nothing else is: --what classifier --format onnx --out FILE");
        if (output is null)
            throw new BadInputException("an ONNX model is no text for a terminal; add --out FILE");
        AtomicFile.WriteBytes(shell.Absolute(output), ClassifierOnnx.Write(ProjectModel.Learn(project, project.Policy).Classifier, project.Policy.Taxonomy));
        shell.Notes.Note($"wrote {shell.Absolute(output)}");
        return ExitCode.Done;
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
