using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core.Clips;
using FusionScorer.Core;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Workers;
using FusionScorer.Signals.Media;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion extract [--signals …] [--jobs N] [--force] [--retry-failed] [--broker URL]</c></summary>
internal static class ExtractCommand
{
    public static Command Create(CommonOptions common)
    {
        var signals = new Option<string[]>("--signals")
        {
            Description = "Only these signals, separated by commas or blanks.", HelpName = "SIGNAL", AllowMultipleArgumentsPerToken = true,
        }.OfferList([SignalNames.Captions, MediaProbeExtractor.SignalName, SignalNames.Nudity, SignalNames.Speech]);
        var jobs = new Option<int?>("--jobs") { Description = "Clips in work at once (default: FUSION_JOBS, else fusion.yaml, else one a core).", HelpName = "N" };
        var force = new Option<bool>("--force") { Description = "Read everything again." };
        var retry = new Option<bool>("--retry-failed") { Description = "Read failed clips again." };
        var broker = BrokerOption();
        var command = new Command("extract", "Runs the extractors on every clip that lacks them; stop it and run it again at will.") { signals, jobs, force, retry, broker };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var project = common.OpenInStep(parsed);
            var options = new ExtractionOptions
            {
                Signals = [.. (parsed.GetValue(signals) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                Jobs = Jobs(parsed.GetValue(jobs), common.Shell, project),
                Force = parsed.GetValue(force),
                RetryFailed = parsed.GetValue(retry),
            };
            var address = BrokerAddress.Of(parsed.GetValue(broker), common.Shell.Environment);
            var summary = await RunAsync(common.Shell, project, options, common.Json(parsed), cancellation, address);
            if (!common.Json(parsed))
                ExtractionTables.Write(common.Shell, summary);
            return summary.Cancelled ? ExitCode.Cancelled : summary.Failures.Count > 0 ? ExitCode.SomeClipsFailed : ExitCode.Done;
        });
        return command;
    }

    /// <summary>The option that names the broker.</summary>
    public static Option<string?> BrokerOption() => new("--broker")
    {
        Description = "Work on many machines through this broker: amqp://USER@HOST[:PORT][/VHOST], or amqps:// (default: FUSION_BROKER; the password: FUSION_BROKER_PASSWORD).", HelpName = "URL",
    };

    /// <summary>Runs an extraction with progress on standard error: here, or on many machines where a broker is named.</summary>
    public static async Task<ExtractionSummary> RunAsync(
        Shell shell, Project project, ExtractionOptions options, bool json, CancellationToken cancellation, BrokerAddress? broker = null)
    {
        await ProgramsCommand.WarnAsync(project, shell, cancellation);
        using var signals = await ProjectSignals.OpenAsync(project, options.Jobs, shell.Environment, cancellation, () => EngineHostCommand.Start(project));
        IExtractionRun run = broker is null
            ? new ExtractionRun(project, signals.Extractors, signals.Reader, options)
            : new BrokerRun(project, signals.Extractors, broker, options, shell.Notes.Note);
        var summary = shell.ErrorIsTerminal
            ? await ExtractionProgress.WithBarAsync(shell, run, OnClip, cancellation)
            : await ExtractionProgress.WithLinesAsync(shell, run, OnClip, cancellation);
        if (json)
            ExtractionJson.Summary(shell, summary);
        return summary;

        void OnClip(ClipExtraction clip)
        {
            if (json)
                ExtractionJson.Clip(shell, clip);
        }
    }

    /// <summary>Clips in work at once, as the command line, the environment or the project says.</summary>
    public static int Jobs(int? flag, Shell shell, Project project)
    {
        var text = shell.Environment("FUSION_JOBS");
        var jobs = flag ?? (string.IsNullOrEmpty(text) ? project.File.Jobs
            : int.TryParse(text, out var number) ? number
            : throw new BadInputException($"FUSION_JOBS is '{text}'; set it to a whole number"));
        return jobs switch
        {
            0 when flag is null => Environment.ProcessorCount,
            >= 1 and <= 1024 => jobs,
            _ => throw new BadInputException($"--jobs {jobs} is out of range; use 1 to 1024"),
        };
    }
}
