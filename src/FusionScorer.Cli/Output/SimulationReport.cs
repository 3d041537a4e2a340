using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core.Querying;
using FusionScorer.Core.Simulation;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>Learning curves for people: accuracy of all strategies by budget, then all measures of one strategy.</summary>
internal static class SimulationReport
{
    // A cell such as *71.3% with its border and blanks, and what border and blanks add to any other column.
    private const int BudgetWidth = 9;
    private const int Frame = 3;
    private const int LongestCurve = 12;

    private static readonly (string Name, Func<CurvePoint, string> Value)[] Rows =
    [
        ("accuracy", point => Share(point.Accuracy)),
        ("± over runs", point => Share(point.AccuracySd)),
        ("macro-F1", point => Number(point.MacroF1)),
        ("AUC", point => point.AucTop is { } auc ? Number(auc) : "[grey]-[/]"),
        ("log-loss", point => Number(point.LogLoss)),
        ("ECE", point => Number(point.Ece)),
        ("levels off, mean", point => Number(point.MeanClassError)),
        ("under-rated", point => Share(point.UnderRated)),
    ];

    /// <summary>Writes the tables.</summary>
    /// <param name="shell">Where to.</param>
    /// <param name="name">The data set's name.</param>
    /// <param name="seeds">Runs a strategy.</param>
    /// <param name="result">What was found.</param>
    /// <param name="details">Whether all measures are shown of every strategy, not of the default one alone.</param>
    public static void WriteTable(Shell shell, string name, int seeds, SimulationResult result, bool details)
    {
        var console = shell.Tables;
        console.Note($"{name}: {result.Clips} clips of known level, {result.Test} of them held out for scoring; means of {seeds} {(seeds == 1 ? "run" : "runs")}");
        if (result.Strategies.All(strategy => strategy.Curve.IsEmpty))
            return;
        console.Heading("accuracy on held-out clips by number of labels");
        console.Write(Curves(result.Strategies, console.Profile.Width, out var leftOut));
        console.Note($"* best at that number of labels{(leftOut > 0 ? $"; {leftOut} budgets left out for want of room, --json has them all" : "")}");
        foreach (var strategy in result.Strategies.Where(strategy => strategy.FilledUp > 0))
            console.Note($"{strategy.Name} found nothing worth asking {strategy.FilledUp} times, over all runs; these picks were filled by uncertainty");
        foreach (var strategy in result.Strategies.Where(strategy => details || strategy == DefaultOf(result)))
        {
            console.Heading($"{strategy.Name}: all measures");
            console.Write(Measures(strategy, console.Profile.Width));
        }
    }

    private static LearningCurve DefaultOf(SimulationResult result) =>
        result.Strategies.FirstOrDefault(strategy => strategy.Name == QueryStrategies.Default) ?? result.Strategies[0];

    private static Table Curves(ImmutableArray<LearningCurve> strategies, int width, out int leftOut)
    {
        var budgets = strategies.MaxBy(strategy => strategy.Curve.Length)!.Curve.Length;
        var free = width - strategies.Max(strategy => strategy.Name.Length) - Frame - 1;
        var curve = Math.Min(budgets, LongestCurve);
        var withCurve = curve > 1 && free - curve - Frame >= 2 * BudgetWidth;
        ImmutableArray<int> shown = Spread(budgets, Math.Max(1, (free - (withCurve ? Math.Max(curve, "curve".Length) + Frame : 0)) / BudgetWidth));
        leftOut = budgets - shown.Length;

        var points = strategies.SelectMany(strategy => strategy.Curve).ToList();
        var (low, high) = (points.Min(point => point.Accuracy), points.Max(point => point.Accuracy));
        var labels = strategies.MaxBy(strategy => strategy.Curve.Length)!.Curve;
        var table = ConsoleExtensions.NewTable([.. withCurve ? (string[])["strategy", "curve"] : ["strategy"], .. shown.Select(i => $">{labels[i].Labels}")]);
        foreach (var strategy in strategies)
        {
            var cells = new List<string> { SafeText.Cell(strategy.Name) };
            if (withCurve)
                cells.Add(Sparkline.Of(Spread(strategy.Curve.Length, LongestCurve).Select(i => strategy.Curve[i].Accuracy), low, high));
            cells.AddRange(shown.Select(i => i < strategy.Curve.Length ? Accuracy(strategy.Curve[i].Accuracy, strategies, i) : "[grey]-[/]"));
            table.AddRow([.. cells]);
        }

        table.Columns[0].NoWrap();
        return table;
    }

    // Shown alike is best alike; where all are alike, as before the first label, none is best.
    private static string Accuracy(double accuracy, ImmutableArray<LearningCurve> strategies, int budget)
    {
        var all = strategies.Where(strategy => budget < strategy.Curve.Length).Select(strategy => Share(strategy.Curve[budget].Accuracy)).ToList();
        var best = strategies.Where(strategy => budget < strategy.Curve.Length).Max(strategy => strategy.Curve[budget].Accuracy);
        return Share(accuracy) == Share(best) && all.Exists(other => other != all[0]) ? $"[bold green]*{Share(accuracy)}[/]" : Share(accuracy);
    }

    private static Table Measures(LearningCurve strategy, int width)
    {
        var shown = Spread(strategy.Curve.Length, Math.Max(1, (width - Rows.Max(row => row.Name.Length) - Frame - 1) / BudgetWidth));
        var table = ConsoleExtensions.NewTable(["labels", .. shown.Select(i => $">{strategy.Curve[i].Labels}")]);
        foreach (var (name, value) in Rows)
            table.AddRow([name, .. shown.Select(i => value(strategy.Curve[i]))]);
        table.Columns[0].NoWrap();
        return table;
    }

    /// <summary>At most so many places of 0 … count − 1, first and last among them, evenly spread.</summary>
    private static ImmutableArray<int> Spread(int count, int most) => count <= most
        ? [.. Enumerable.Range(0, count)]
        : most == 1 ? [count - 1] : [.. Enumerable.Range(0, most).Select(i => (int)Math.Round((double)i * (count - 1) / (most - 1)))];

    private static string Share(double share) => share.ToString("0.0%", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.000", CultureInfo.InvariantCulture);
}
