using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Simulation;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Simulating;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion simulate DATASET</c>: learning curves on clips of known level; needs no project.</summary>
internal static class SimulateCommand
{
    private const int MostLabels = 10_000_000;

    public static Command Create(CommonOptions common)
    {
        var options = new Options();
        var command = new Command("simulate", "Learning curves on a data set of known levels: how good the model gets with how few labels.") { options.DataSet };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(common, options, parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommonOptions common, Options options, ParseResult parsed, CancellationToken cancellation)
    {
        var shell = common.Shell;
        var asked = Asked(options, parsed, shell);
        if (parsed.GetValue(options.Trace) is { } table && parsed.GetValue(options.Plot) is { } drawing && shell.Absolute(table) == shell.Absolute(drawing))
            throw new BadInputException($"--trace and --plot name one file, {drawing}; give each its own");
        var inputs = SimulationInputs.Read(
            shell.Absolute(parsed.GetValue(options.DataSet)!), parsed.GetValue(options.Policy) is { } policy ? shell.Absolute(policy) : null);
        var settings = asked(inputs);
        using var trace = parsed.GetValue(options.Trace) is { } tracePath
            ? SimulationTraceCsv.Create(shell.Absolute(tracePath), inputs.ClipIds, inputs.Data.Levels)
            : null;
        using var plot = parsed.GetValue(options.Plot) is { } plotPath ? AtomicFile.Create(shell.Absolute(plotPath)) : null;
        inputs.Warnings.ToList().ForEach(shell.Notes.Warn);
        SimulationResult result;
        try
        {
            result = await SimulationMeter.RunAsync(
                shell, progress => LearningCurves.Run(inputs.Data, inputs.Truth.AsMemory(), settings, progress, trace, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            shell.Notes.Note("stopped; nothing was written");
            return ExitCode.Cancelled;
        }

        if (plot is not null)
            LearningCurvePlot.Write(plot.Writer, inputs.Name, settings.Seeds, result);
        trace?.Commit();
        plot?.Commit();
        if (common.Json(parsed))
            SimulationJson.Write(shell, result);
        else
            SimulationReport.WriteTable(shell, inputs.Name, settings.Seeds, result, parsed.GetValue(options.Details));
        return ExitCode.Done;
    }

    // Flags are checked before anything is read; what the policy decides is filled in after.
    private static Func<SimulationInputs, SimulationOptions> Asked(Options options, ParseResult parsed, Shell shell)
    {
        var strategies = Strategies(parsed.GetValue(options.Strategies));
        var budgets = Budgets(parsed.GetValue(options.Budgets)!);
        var seeds = InRange("--seeds", parsed.GetValue(options.Seeds), 1, 10_000);
        var batch = InRange("--batch", parsed.GetValue(options.Batch), 1, MostLabels);
        var share = parsed.GetValue(options.TestShare);
        if (!(share > 0 && share < 1))
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"--test-share {share} is out of range; it lies between 0 and 1, for example 0.3"));
        int? update = parsed.GetValue(options.Update) is { } text ? Update(text) : null;
        var jobs = Jobs(parsed.GetValue(options.Jobs), shell);
        return inputs =>
        {
            var fromPolicy = inputs.Options(strategies);
            return fromPolicy with
            {
                Budgets = budgets, Seeds = seeds, Batch = batch, TestShare = share, UpdateEvery = update ?? fromPolicy.UpdateEvery, Parallelism = jobs,
            };
        };
    }

    private static ImmutableArray<string> Strategies(string? text)
    {
        if (text is null)
            return QueryStrategies.Names;
        ImmutableArray<string> names = [.. Words(text).Distinct(StringComparer.Ordinal)];
        foreach (var name in names)
            _ = QueryStrategies.ByName(name);
        return names.IsEmpty ? throw new BadInputException($"--strategies names none; the strategies are {string.Join(", ", QueryStrategies.Names)}") : names;
    }

    private static ImmutableArray<int> Budgets(string text)
    {
        var budgets = Words(text).Select(word =>
            int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var labels) && labels <= MostLabels
                ? labels
                : throw new BadInputException($"'{word}' in --budgets is not a number of labels; write whole numbers such as 0,25,50,100"));
        return budgets.Distinct().Order().ToImmutableArray() is { IsEmpty: false } sorted
            ? sorted
            : throw new BadInputException("--budgets names none; write whole numbers such as 0,25,50,100");
    }

    private static int Update(string text)
    {
        const string Batch = "batch(";
        if (text == "each")
            return 1;
        return text.StartsWith(Batch, StringComparison.Ordinal) && text[^1] == ')'
            && int.TryParse(text.AsSpan()[Batch.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= 1
            ? size
            : throw new BadInputException($"--update '{text}' is neither each nor batch(N) with N of 1 or more");
    }

    private static int Jobs(int? flag, Shell shell)
    {
        if (flag is { } given)
            return InRange("--jobs", given, 1, 1024);
        var text = shell.Environment("FUSION_JOBS");
        return string.IsNullOrEmpty(text) ? Environment.ProcessorCount
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) ? InRange("FUSION_JOBS", jobs, 1, 1024)
            : throw new BadInputException($"FUSION_JOBS is '{text}'; set it to a whole number");
    }

    private static int InRange(string name, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new BadInputException($"{name} {value} is out of range; use {least} to {most}");

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private sealed class Options
    {
        public Argument<string> DataSet { get; } = new("DATASET") { Description = "A folder with clips.csv, truth.csv and, optionally, features.csv, viewers.csv and policy.yaml." };

        public Option<string?> Strategies { get; } = new Option<string?>("--strategies") { Description = "Query strategies, separated by commas (default: all).", HelpName = "S,…" }.OfferList(QueryStrategies.Names);

        public Option<string> Budgets { get; } = new("--budgets") { Description = "Numbers of labels at which to score.", HelpName = "N,…", DefaultValueFactory = _ => "0,25,50,100,200,400,800" };

        public Option<int> Seeds { get; } = new("--seeds") { Description = "Runs a strategy, each with its own test clips.", HelpName = "N", DefaultValueFactory = _ => 10 };

        public Option<double> TestShare { get; } = new("--test-share") { Description = "Share of clips held out for scoring.", HelpName = "P", DefaultValueFactory = _ => 0.3 };

        public Option<int> Batch { get; } = new("--batch") { Description = "Labels asked for at once.", HelpName = "N", DefaultValueFactory = _ => 25 };

        public Option<string?> Update { get; } = new Option<string?>("--update") { Description = "When the model learns: each or batch(N) (default: the policy's learning.update).", HelpName = "MODE" }.Offer(() => ["each"]);

        public Option<string?> Policy { get; } = new("--policy") { Description = "A policy file (default: the data set's policy.yaml, else the default policy).", HelpName = "F" };

        public Option<string?> Trace { get; } = new("--trace") { Description = "Write every pick and every scored clip to this file.", HelpName = "T.csv" };

        public Option<string?> Plot { get; } = new("--plot") { Description = "Draw the learning curves into this file.", HelpName = "P.svg" };

        public Option<int?> Jobs { get; } = new("--jobs") { Description = "Runs side by side (default: FUSION_JOBS, else one a core).", HelpName = "N" };

        public Option<bool> Details { get; } = new("--details") { Description = "All measures of every strategy, not of the default one alone." };

        public IEnumerable<Option> All => [Strategies, Budgets, Seeds, TestShare, Batch, Update, Policy, Trace, Plot, Jobs, Details];
    }
}
