using System.CommandLine;
using System.Globalization;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Core.Fusion;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion weights [--dry-run]</c> and <c>fusion weights set SIGNAL=W … [--dry-run]</c></summary>
internal static class WeightsCommand
{
    private const int Examples = 10;

    public static Command Create(CommonOptions common)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Preview the weights in fusion.yaml where they differ from the active ones, else the suggested weights." };
        var command = new Command("weights", "How much each signal counts, what decisions suggest, and what other weights would change.") { dryRun, Set(common) };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(dryRun))
                return Task.FromResult(PreviewFileOrSuggestion(common, parsed, cancellation));
            using var project = common.OpenInStep(parsed);
            var overview = WeightsRun.Look(project);
            if (common.Json(parsed))
                WeightsJson.WriteOverview(common.Shell, project, overview);
            else
                WeightsReport.WriteOverview(common.Shell, overview);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Set(CommonOptions common)
    {
        var changes = new Argument<string[]>("SIGNAL=W") { Description = "A weight from 0 (off) to 2; 1 = as learned.", Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say which clips would move, and save nothing." };
        var note = new Option<string>("--note") { Description = "Why.", DefaultValueFactory = _ => "" };
        var author = new Option<string?>("--author") { Description = "Who (default: FUSION_REVIEWER, else the user's name)." };
        var command = new Command("set", "Saves weights as a new policy, puts it into fusion.yaml and fuses again.") { changes, dryRun, note, author };
        command.SetAction((parsed, cancellation) =>
        {
            using var project = common.OpenInStep(parsed);
            var after = Changed(project, parsed.GetValue(changes)!);
            if (parsed.GetValue(dryRun))
            {
                Preview(common, parsed, project, WeightsRun.Look(project), after, "set", cancellation);
                return Task.FromResult(ExitCode.Done);
            }

            var before = project.PolicyRow;
            var row = WeightsRun.Save(project, after, parsed.GetValue(author) ?? common.Shell.DefaultReviewer, parsed.GetValue(note)!);
            return Task.FromResult(PolicyCommand.Report(common, parsed, project, before, row));
        });
        return command;
    }

    private static int PreviewFileOrSuggestion(CommonOptions common, ParseResult parsed, CancellationToken cancellation)
    {
        // The file may state another policy here: seeing what it would do is what this is for.
        using var project = common.Open(parsed);
        var overview = WeightsRun.Look(project);
        var file = FusionRun.Weights(project.File.Policy);
        if (WeightsReport.Changes(overview, file).Any())
            Preview(common, parsed, project, overview, file, "fusion.yaml", cancellation);
        else
            Preview(common, parsed, project, overview, overview.Suggested, "suggested", cancellation);
        return ExitCode.Done;
    }

    private static void Preview(
        CommonOptions common, ParseResult parsed, Project project, WeightsOverview overview, SignalWeights after, string source, CancellationToken cancellation)
    {
        var preview = WeightsRun.Preview(project, overview, after, Examples, cancellation);
        if (common.Json(parsed))
            WeightsJson.WritePreview(common.Shell, project, overview, after, source, preview);
        else
            WeightsReport.WritePreview(common.Shell, project, overview, after, source, preview);
    }

    private static SignalWeights Changed(Project project, string[] changes)
    {
        var signals = project.Policy.Functions.Select(function => function.Signal).Concat(project.Policy.Weights.Keys).Distinct(StringComparer.Ordinal).ToList();
        var weights = FusionRun.Weights(project.Policy);
        foreach (var change in changes)
        {
            var at = change.LastIndexOf('=');
            if (at <= 0 || !double.TryParse(change.AsSpan(at + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight))
                throw new BadInputException($"'{change}' is not SIGNAL=W; write for example {signals[0]}=0.5");
            var signal = change[..at];
            if (!signals.Contains(signal))
                throw new BadInputException($"unknown signal '{signal}'; the signals are {string.Join(", ", signals)}");
            weights = weights.With(signal, weight);
        }

        return weights;
    }
}
