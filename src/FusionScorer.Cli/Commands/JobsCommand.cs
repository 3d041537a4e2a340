using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Workers;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion jobs [replay|cancel]</c></summary>
internal static class JobsCommand
{
    private const int MostRuns = 10;
    private const int MostDead = 100;
    private const int MostWorkers = 50;

    public static Command Create(CommonOptions common)
    {
        var broker = ExtractCommand.BrokerOption();
        broker.Recursive = true;
        var command = new Command("jobs", "Extraction over many machines: runs, workers, queues, and jobs that were given up.") { broker, Replay(common, broker), Cancel(common, broker) };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var project = common.Open(parsed);
            var store = project.Store.Jobs;
            var overview = new JobsOverview(
                store.Runs(MostRuns), store.Workers(MostWorkers), store.Dead(MostDead), store.DeadCount(), project.Clock.GetUtcNow(),
                await new JobBoard(project, Address(common, parsed.GetValue(broker))).DepthsAsync(cancellation));
            if (common.Json(parsed))
                JobsOutput.Json(common.Shell, overview);
            else
                JobsOutput.Tables(common.Shell, overview);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Replay(CommonOptions common, Option<string?> broker)
    {
        var clip = new Option<string?>("--clip") { Description = "Only this clip's: clip id, path or IMDb id.", HelpName = "CLIP" };
        var all = new Option<bool>("--all") { Description = "All of them." };
        var command = new Command("replay", "Sends jobs that were given up to the workers again.") { clip, all };
        command.SetAction(async (parsed, cancellation) =>
        {
            var shell = common.Shell;
            using var project = common.OpenInStep(parsed);
            var reference = parsed.GetValue(clip);
            if (string.IsNullOrEmpty(reference) != parsed.GetValue(all))
                throw new BadInputException("say which jobs: --clip CLIP, or --all");
            var one = string.IsNullOrEmpty(reference) ? null : ClipReference.Find(project, reference);
            var address = Address(common, parsed.GetValue(broker));
            using var signals = await ProjectSignals.OpenAsync(project, jobs: 1, shell.Environment, cancellation);
            var (sent, left) = await new JobBoard(project, address).ReplayAsync(one, signals.Extractors, cancellation);
            foreach (var line in left)
                shell.Notes.Warn("not sent: " + line);
            if (common.Json(parsed))
            {
                JsonOut.Document(shell, "fusion.jobs.replay/1", json =>
                {
                    json.WriteNumber("sent", sent);
                    json.WriteNumber("left", left.Count);
                });
            }
            else
            {
                shell.Tables.Note(sent == 0 ? "no dead job to send" : $"{sent} dead jobs sent to the workers again");
            }

            return left.Count > 0 ? ExitCode.SomeClipsFailed : ExitCode.Done;
        });
        return command;
    }

    private static Command Cancel(CommonOptions common, Option<string?> broker)
    {
        var command = new Command("cancel", "Stops the run under way, wherever it was begun; what was read stays.");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var project = common.Open(parsed);
            var stopped = await new JobBoard(project, Address(common, parsed.GetValue(broker))).CancelAsync(cancellation);
            if (common.Json(parsed))
                JsonOut.Document(common.Shell, "fusion.jobs.cancel/1", json => json.Array("runs", stopped, json.WriteStringValue));
            else
                common.Shell.Tables.Note(stopped.Count == 0 ? "no run is under way" : $"stopped run {string.Join(", ", stopped)}; what was read stays");
            return ExitCode.Done;
        });
        return command;
    }

    private static BrokerAddress? Address(CommonOptions common, string? flag) => BrokerAddress.Of(flag, common.Shell.Environment);
}
