using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;
using Spectre.Console;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion queue [--strategy S] [--batch N] [--reviewer R]</c></summary>
internal static class QueueCommand
{
    public static Command Create(CommonOptions common)
    {
        var strategy = new Option<string?>("--strategy") { Description = "How to choose (default: the policy's strategy).", HelpName = "S" }.Offer(() => QueryStrategies.Names);
        var batch = new Option<int>("--batch") { Description = "How many clips.", HelpName = "N", DefaultValueFactory = _ => 10 };
        var reviewer = new Option<string?>("--reviewer") { Description = "Leave out clips that this reviewer has answered or passed on.", HelpName = "R" };
        var command = new Command("queue", "The clips that a person should look at next, each with its reason.") { strategy, batch, reviewer };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(batch) < 1)
                throw new BadInputException($"--batch {parsed.GetValue(batch)} is out of range; ask for 1 or more");
            using var project = common.OpenInStep(parsed);
            var next = QueueRun.Next(project, parsed.GetValue(strategy), parsed.GetValue(batch), parsed.GetValue(reviewer) ?? common.Shell.DefaultReviewer);
            if (common.Json(parsed))
                WriteJson(common.Shell, project, next);
            else
                WriteTable(common.Shell, project, next);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The batch as a table.</summary>
    public static void WriteTable(Shell shell, Project project, Batch batch)
    {
        if (batch.Picks.Length == 0)
        {
            shell.Tables.Note($"the queue is empty: {batch.Strategy} finds no clip worth asking about");
            return;
        }

        var table = ConsoleExtensions.NewTable(">#", "clip", "model", string.Join(' ', project.Policy.Taxonomy.Levels), "why");
        var clips = project.Store.Clips.All().ToDictionary(clip => clip.No);
        foreach (var pick in batch.Picks)
        {
            var result = project.Store.Fusion.Result(pick.ClipNo);
            var level = result?.Level ?? -1;
            table.AddRow(
                $"{pick.Rank}", SafeText.Cell(clips[pick.ClipNo].Name, 36), LevelStyle.Markup(project.Policy.Taxonomy, level),
                LevelStyle.Bars(project.Policy.Taxonomy, result is null ? [] : result.Posterior.AsSpan()), SafeText.Cell(pick.Reason));
        }

        shell.Tables.Write(table);
        shell.Notes.Note("next: fusion show CLIP, fusion label CLIP LEVEL (CLIP: an id, library:path, imdb:tt…, or #N of this queue)");
    }

    private static void WriteJson(Shell shell, Project project, Batch batch)
    {
        var clips = project.Store.Clips.All().ToDictionary(clip => clip.No);
        JsonOut.Document(shell, "fusion.queue/1", json =>
        {
            json.WriteNumber("batch", batch.Id);
            json.WriteString("strategy", batch.Strategy);
            json.WriteString("policy", project.PolicyRow.Hash);
            json.Array("levels", project.Policy.Taxonomy.Levels, json.WriteStringValue);
            json.Objects("picks", batch.Picks, pick =>
            {
                var clip = clips[pick.ClipNo];
                var result = project.Store.Fusion.Result(pick.ClipNo);
                json.WriteNumber("rank", pick.Rank);
                json.WriteString("clipId", clip.ClipId);
                json.WriteString("path", clip.Root is null ? null : $"{clip.Root}:{clip.Path}");
                json.WriteString("title", clip.Metadata.Title);
                json.WriteString("level", result is null ? null : project.Policy.Taxonomy[result.Level]);
                json.Array("posterior", result?.Posterior ?? [], json.WriteNumberValue);
                json.Number("conflict", result?.Conflict);
                json.WriteString("strategy", pick.Strategy);
                json.Number("score", pick.Score);
                json.WriteBoolean("audit", pick.Audit);
                json.Number("inclusionProbability", pick.InclusionProbability);
                json.WriteString("reason", pick.Reason);
            });
        });
    }
}
