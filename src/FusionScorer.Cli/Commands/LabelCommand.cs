using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion label CLIP LEVELSET [--reviewer R]</c>, <c>--undo</c>, <c>--import FILE</c></summary>
internal static class LabelCommand
{
    private const int MostUnanswered = 10;

    public static Command Create(CommonOptions common)
    {
        var clip = new Argument<string?>("CLIP") { Description = "An id, library:relative/path, imdb:tt…, or #N of the latest queue.", Arity = ArgumentArity.ZeroOrOne };
        var level = new Argument<string?>("LEVELSET") { Description = "R, >=PG-13, <=PG, PG..R, G|R; or unsure, skip, flag.", Arity = ArgumentArity.ZeroOrOne }.Offer(() => Suggestions.Answers(common.Shell));
        var reviewer = new Option<string?>("--reviewer") { Description = "Who answers (default: FUSION_REVIEWER, else the user's name).", HelpName = "R" };
        var undo = new Option<bool>("--undo") { Description = "Takes back the reviewer's latest answer, on CLIP or on any." };
        var import = new Option<string?>("--import") { Description = "Reads answers from a file: a table (clip_id,level,reviewer,at,chosen_by), decisions that fusion exported (csv, json, jsonl), or a Label Studio export (JSON, JSON-MIN).", HelpName = "FILE" };
        var command = new Command("label", "Saves a person's answer on a clip; the model learns from it at once.") { clip, level, reviewer, undo, import };
        command.SetAction(parsed =>
        {
            var shell = common.Shell;
            using var project = common.OpenInStep(parsed);
            var who = parsed.GetValue(reviewer) ?? shell.DefaultReviewer;
            var (reference, answer) = (parsed.GetValue(clip), parsed.GetValue(level));
            var session = new ReviewSession(project);
            if (parsed.GetValue(import) is { } file)
            {
                if (reference is not null || parsed.GetValue(undo))
                    throw new BadInputException("--import takes no clip and no --undo");
                return Import(common, parsed, project, session, shell.Absolute(file), who);
            }

            if (parsed.GetValue(undo))
            {
                if (answer is not null)
                    throw new BadInputException("--undo takes no level; write: fusion label [CLIP] --undo");
                var (taken, undone) = session.Undo(reference is null ? null : ClipReference.Find(project, reference), who);
                return Report(common, parsed, project, taken, session.Learn(), $"took back {Answer(undone)}");
            }

            if (reference is null || answer is null)
                throw new BadInputException("write: fusion label CLIP LEVELSET (or --undo, or --import FILE)");
            var decision = session.Decide(ClipReference.Find(project, reference), answer, who);
            return Report(common, parsed, project, decision, session.Learn(), Answer(decision));
        });
        return command;
    }

    private static int Report(CommonOptions common, ParseResult parsed, Project project, Decision decision, FusionOutcome? learnt, string what)
    {
        var clip = project.Store.Clips.All().First(clip => clip.No == decision.ClipNo);
        if (common.Json(parsed))
        {
            JsonOut.Document(common.Shell, "fusion.label/1", json =>
            {
                DecisionJson.Write(json, clip, decision);
                json.WriteBoolean("learnt", learnt is not null);
                json.Number("moved", learnt?.Moved);
            });
            return ExitCode.Done;
        }

        common.Shell.Tables.Note($"{clip.Name}: {what} by {decision.Reviewer}");
        common.Shell.Tables.Note(Learnt(learnt));
        return ExitCode.Done;
    }

    private static int Import(CommonOptions common, ParseResult parsed, Project project, ReviewSession session, string file, string who)
    {
        var unanswered = 0;
        var (rows, added) = DecisionImport.Run(project, session, file, who, reason =>
        {
            if (++unanswered <= MostUnanswered)
                common.Shell.Notes.Note($"passed over: {reason}");
        });
        if (unanswered > MostUnanswered)
            common.Shell.Notes.Note($"and {unanswered - MostUnanswered} more without an answer");
        var learnt = session.Learn();
        if (common.Json(parsed))
        {
            JsonOut.Document(common.Shell, "fusion.label.import/1", json =>
            {
                json.WriteNumber("rows", rows);
                json.WriteNumber("added", added);
                json.WriteNumber("unanswered", unanswered);
                json.WriteBoolean("learnt", learnt is not null);
                json.Number("moved", learnt?.Moved);
            });
            return ExitCode.Done;
        }

        common.Shell.Tables.Note($"{added} answers added, {rows - added} were there already");
        common.Shell.Tables.Note(Learnt(learnt));
        return ExitCode.Done;
    }

    private static string Learnt(FusionOutcome? learnt) => learnt is null
        ? "the model learns with the next batch of answers (policy: learning.update)"
        : $"the model has learnt; {learnt.Moved ?? 0} clips changed level";

    private static string Answer(Decision decision) => decision.Kind == DecisionKind.Level ? decision.Levels : decision.Kind.ToString().ToLowerInvariant();
}
