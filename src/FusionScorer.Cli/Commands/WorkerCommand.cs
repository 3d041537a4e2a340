using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Workers;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion worker [--broker URL] [--jobs N] [--drain-seconds S]</c></summary>
internal static class WorkerCommand
{
    private const int LongestDrain = 24 * 3600;

    private static readonly Option<int> DrainSeconds = new("--drain-seconds")
    {
        Description = "How long clips in work may go on after the worker is told to stop; what takes longer goes to another worker.", HelpName = "S", DefaultValueFactory = _ => 15,
    };

    public static Command Create(CommonOptions common)
    {
        var broker = ExtractCommand.BrokerOption();
        var jobs = new Option<int?>("--jobs") { Description = "Clips in work at once (default: FUSION_JOBS, else fusion.yaml, else one a core).", HelpName = "N" };
        var command = new Command("worker", "Extracts for `fusion extract --broker` until it is stopped; run any number, on any machines.") { broker, jobs, DrainSeconds };
        command.SetAction(async (parsed, cancellation) =>
        {
            var shell = common.Shell;
            using var project = common.OpenInStep(parsed);
            var address = BrokerAddress.Of(parsed.GetValue(broker), shell.Environment)
                ?? throw new BadInputException($"no broker named; write --broker amqp://USER@HOST, or set {BrokerAddress.AddressVariable}");
            var options = new WorkerOptions { Jobs = ExtractCommand.Jobs(parsed.GetValue(jobs), shell, project), Drain = Drain(parsed) };
            using var signals = await ProjectSignals.OpenAsync(project, options.Jobs, shell.Environment, cancellation, () => EngineHostCommand.Start(project));
            var worker = new ExtractionWorker(project, signals.Extractors, signals.Reader, address, options, line => shell.Notes.Note(line));
            await worker.RunAsync(cancellation);
            shell.Notes.Note("stopped; what was done is saved, what was not goes to other workers");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>How much longer than others the command may take to end; nothing for other commands.</summary>
    public static TimeSpan Drain(ParseResult parsed)
    {
        if (parsed.GetResult(DrainSeconds) is null)
            return TimeSpan.Zero;
        var seconds = parsed.GetValue(DrainSeconds);
        return seconds is >= 0 and <= LongestDrain
            ? TimeSpan.FromSeconds(seconds)
            : throw new BadInputException($"--drain-seconds {seconds} is out of range; use 0 to {LongestDrain}");
    }
}
