using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion extract [--signals …] [--jobs N] [--force] [--retry-failed]</c></summary>
internal static class ExtractCommand
{
    public static Command Create(CommonOptions common)
    {
        var signals = new Option<string[]>("--signals")
        {
            Description = "Only these signals, separated by commas or blanks.", HelpName = "SIGNAL", AllowMultipleArgumentsPerToken = true,
        };
        var jobs = new Option<int?>("--jobs") { Description = "Clips in work at once (default: FUSION_JOBS, else fusion.yaml, else one a core).", HelpName = "N" };
        var force = new Option<bool>("--force") { Description = "Read everything again." };
        var retry = new Option<bool>("--retry-failed") { Description = "Read failed clips again." };
        var command = new Command("extract", "Runs the extractors on every clip that lacks them; stop it and run it again at will.") { signals, jobs, force, retry };
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
            var summary = await RunAsync(common.Shell, project, options, common.Json(parsed), cancellation);
            if (!common.Json(parsed))
                ExtractionTables.Write(common.Shell, summary);
            return summary.Cancelled ? ExitCode.Cancelled : summary.Failures.Count > 0 ? ExitCode.SomeClipsFailed : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Runs an extraction with progress on standard error.</summary>
    public static async Task<ExtractionSummary> RunAsync(
        Shell shell, Project project, ExtractionOptions options, bool json, CancellationToken cancellation)
    {
        using var signals = await ProjectSignals.OpenAsync(project, options.Jobs, shell.Environment, cancellation);
        var run = new ExtractionRun(project, signals.Extractors, signals.Decoder, options);
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

    private static int Jobs(int? flag, Shell shell, Project project)
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
