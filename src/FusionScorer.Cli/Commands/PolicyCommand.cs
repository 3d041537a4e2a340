using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using Spectre.Console;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion policy show|diff|apply|export|log|use</c></summary>
internal static class PolicyCommand
{
    public static Command Create(CommonOptions common) => new("policy", "Shows, compares and changes policies; each is kept for ever.")
    {
        Show(common), Diff(common), Apply(common), Export(common), Log(common), Use(common),
    };

    private static Command Show(CommonOptions common)
    {
        var hash = new Argument<string?>("HASH") { Description = "A policy (default: the active one).", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("show", "A policy in full.") { hash };
        command.SetAction(parsed =>
        {
            using var project = common.Open(parsed);
            var row = Find(project, parsed.GetValue(hash));
            if (common.Json(parsed))
            {
                JsonOut.Document(common.Shell, "fusion.policy/1", json =>
                {
                    PolicyJson.WriteRow(json, row, project.PolicyRow.Hash);
                    json.WriteString("text", row.Text);
                });
            }
            else
            {
                common.Shell.Out.Write(row.Text);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Diff(CommonOptions common)
    {
        var from = new Argument<string?>("FROM") { Description = "A policy (default: the active one).", Arity = ArgumentArity.ZeroOrOne };
        var to = new Argument<string?>("TO") { Description = "Another (default: the one in fusion.yaml).", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("diff", "What is different between two policies.") { from, to };
        command.SetAction(parsed =>
        {
            using var project = common.Open(parsed);
            var old = Parse(Find(project, parsed.GetValue(from)));
            var now = parsed.GetValue(to) is { } hash ? Parse(Find(project, hash)) : project.File.Policy;
            var lines = PolicyDiff.Between(old, now);
            if (common.Json(parsed))
                JsonOut.Document(common.Shell, "fusion.policy.diff/1", json => json.Array("differences", lines, json.WriteStringValue));
            else if (lines.Count == 0)
                common.Shell.Tables.Note("no difference");
            else
                lines.ToList().ForEach(common.Shell.Tables.Note);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Apply(CommonOptions common)
    {
        var file = new Argument<string?>("FILE") { Description = "A policy file (default: the policy in fusion.yaml).", Arity = ArgumentArity.ZeroOrOne };
        var note = new Option<string>("--note") { Description = "Why.", DefaultValueFactory = _ => "" };
        var author = new Option<string?>("--author") { Description = "Who (default: FUSION_REVIEWER, else the user's name)." };
        var command = new Command("apply", "Makes a changed policy the active one and fuses again.") { file, note, author };
        command.SetAction(parsed =>
        {
            using var project = common.Open(parsed);
            var before = project.PolicyRow;
            var policy = parsed.GetValue(file) is { } path ? PolicyReader.Read(common.Shell.Absolute(path)) : project.File.Policy;
            var row = PolicyChange.Apply(project, policy, parsed.GetValue(author) ?? common.Shell.DefaultReviewer, parsed.GetValue(note)!);
            if (parsed.GetValue(file) is not null)
                project.WriteFile(policy);
            return Report(common, parsed, project, before, row);
        });
        return command;
    }

    private static Command Export(CommonOptions common)
    {
        var output = new Option<string?>("--out") { Description = "Write to this file (default: standard output).", HelpName = "FILE" };
        var write = new Option<bool>("--write") { Description = "Put the active policy into fusion.yaml, in place of the one there." };
        var command = new Command("export", "The active policy as a file.") { output, write };
        command.SetAction(parsed =>
        {
            using var project = common.Open(parsed);
            if (parsed.GetValue(write))
            {
                project.WriteFile(project.Policy);
                common.Shell.Notes.Note($"{project.FilePath} now states policy {project.PolicyRow.Hash[..8]}");
            }
            else if (parsed.GetValue(output) is { } path)
            {
                File.WriteAllText(common.Shell.Absolute(path), project.PolicyRow.Text);
            }
            else
            {
                common.Shell.Out.Write(project.PolicyRow.Text);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Log(CommonOptions common)
    {
        var command = new Command("log", "All policies of the project, newest first.");
        command.SetAction(parsed =>
        {
            using var project = common.Open(parsed);
            var rows = project.Store.Policies.Log();
            if (common.Json(parsed))
            {
                JsonOut.Document(common.Shell, "fusion.policy.log/1", json => json.Objects("policies", rows, row => PolicyJson.WriteRow(json, row, project.PolicyRow.Hash)));
                return ExitCode.Done;
            }

            var table = ConsoleExtensions.NewTable("policy", "when", "author", "note", "parent");
            foreach (var row in rows)
            {
                table.AddRow(
                    row.Hash == project.PolicyRow.Hash ? $"[bold]{row.Hash[..8]}[/] active" : row.Hash[..8], $"{row.CreatedAt:yyyy-MM-dd HH:mm}",
                    SafeText.Cell(row.Author), SafeText.Cell(row.Note), row.Parent is { } parent ? parent[..8] : "");
            }

            common.Shell.Tables.Write(table);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Use(CommonOptions common)
    {
        var hash = new Argument<string>("HASH") { Description = "A policy of the log." };
        var command = new Command("use", "Makes an earlier policy the active one again, puts it into fusion.yaml and fuses again.") { hash };
        command.SetAction(parsed =>
        {
            using var project = common.Open(parsed);
            var before = project.PolicyRow;
            var policy = Parse(Find(project, parsed.GetValue(hash)));
            var row = PolicyChange.Apply(project, policy, common.Shell.DefaultReviewer, $"back to {parsed.GetValue(hash)}");
            project.WriteFile(policy);
            return Report(common, parsed, project, before, row);
        });
        return command;
    }

    /// <summary>Fuses again when the active policy has changed, and says what came of it.</summary>
    public static int Report(CommonOptions common, ParseResult parsed, Project project, PolicyRow before, PolicyRow now)
    {
        var moved = before.Hash == now.Hash || project.Store.Fusion.Latest() is null ? null : FusionRun.Run(project).Moved;
        if (common.Json(parsed))
        {
            JsonOut.Document(common.Shell, "fusion.policy.apply/1", json =>
            {
                PolicyJson.WriteRow(json, now, now.Hash);
                json.WriteBoolean("changed", before.Hash != now.Hash);
                json.Number("moved", moved);
            });
            return ExitCode.Done;
        }

        common.Shell.Tables.Note(before.Hash == now.Hash ? $"policy {now.Hash[..8]} was active already" : $"policy {now.Hash[..8]} is active (was {before.Hash[..8]})");
        if (moved is not null)
            common.Shell.Tables.Note($"fused again; {moved} clips changed level");
        return ExitCode.Done;
    }

    private static PolicyRow Find(Project project, string? hash) => hash is null
        ? project.PolicyRow
        : project.Store.Policies.Find(hash) ?? throw new BadInputException($"no policy, or more than one, starts with '{hash}'; see: fusion policy log");

    private static Policy Parse(PolicyRow row) => PolicyReader.Parse($"policy {row.Hash[..8]}", row.Text);
}
