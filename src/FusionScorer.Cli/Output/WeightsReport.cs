using System.Globalization;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>Signal weights and their preview, for people.</summary>
internal static class WeightsReport
{
    private const int LongestBar = 24;

    public static void WriteOverview(Shell shell, WeightsOverview overview)
    {
        var most = Math.Max(1e-9, overview.Contributions.DefaultIfEmpty(0).Max());
        var table = ConsoleExtensions.NewTable("signal", ">weight", ">suggested", ">nats", "moves posteriors by");
        for (var s = 0; s < overview.Blocks.Signals.Length; s++)
        {
            var suggested = overview.Suggestion.Signals[s];
            var text = string.Create(CultureInfo.InvariantCulture, $"{suggested.Weight:0.00} ± {suggested.Sd:0.00}");
            table.AddRow(
                SafeText.Cell(suggested.Signal), Weight(overview.Weights.Of(suggested.Signal)), suggested.Informed ? text : $"[grey]{text}[/]",
                overview.Contributions[s].ToString("0.00", CultureInfo.InvariantCulture), $"[grey]{new string('█', (int)Math.Round(LongestBar * overview.Contributions[s] / most))}[/]");
        }

        shell.Tables.Write(table);
        shell.Tables.Note(overview.Suggestion.Caveat ?? $"suggested: fitted to {overview.Suggestion.Decisions} decisions and known levels, ± one standard deviation; 1.00 ± 0.25 before any");
        shell.Notes.Note("next: fusion weights set SIGNAL=W … --dry-run");
    }

    public static void WritePreview(Shell shell, Project project, WeightsOverview overview, SignalWeights after, string source, PolicyPreview preview)
    {
        var console = shell.Tables;
        var changes = Changes(overview, after).ToList();
        console.Note(changes.Count == 0
            ? "nothing to preview: no weight changes"
            : $"{source}: {string.Join(", ", changes.Select(change => $"{change.Signal} {Weight(change.Before)} → {Weight(change.After)}"))}");
        if (changes.Count == 0)
            return;
        console.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{preview.Moved} of {preview.Rows} clips would move: {preview.Stricter} to a stricter level, {preview.Milder} to a milder one; expected cost a clip {preview.Before.Cost:0.000} → {preview.After.Cost:0.000}"));
        if (preview.Moved > 0)
        {
            console.Write(Moves(project.Policy.Taxonomy, preview));
            console.Write(Examples(project.Policy.Taxonomy, WeightsRun.Named(project, overview, preview), preview));
        }

        console.Note("a preview of the model's levels with the fit held fixed: saving fuses again, and decided clips keep their level");
    }

    /// <summary>The weights that change, in the order of the blocks, others after them.</summary>
    public static IEnumerable<(string Signal, double Before, double After)> Changes(WeightsOverview overview, SignalWeights after) =>
        overview.Blocks.Signals.Concat(overview.Weights.Named.Concat(after.Named).Select(pair => pair.Key)).Distinct(StringComparer.Ordinal)
            .Select(signal => (signal, overview.Weights.Of(signal), after.Of(signal)))
            .Where(change => !change.Item2.Equals(change.Item3));

    private static Table Moves(Taxonomy taxonomy, PolicyPreview preview)
    {
        var table = ConsoleExtensions.NewTable(["from \\ to", .. taxonomy.Levels.Select(level => $">{level}")]);
        for (var from = 0; from < taxonomy.Count; from++)
        {
            table.AddRow(
            [
                LevelStyle.Markup(taxonomy, from),
                .. Enumerable.Range(0, taxonomy.Count).Select(to => to == from ? $"[grey]({preview[from, to]})[/]" : preview[from, to] == 0 ? "[grey]·[/]" : $"{preview[from, to]}"),
            ]);
        }

        return table;
    }

    private static Table Examples(Taxonomy taxonomy, IReadOnlyDictionary<int, Clip> named, PolicyPreview preview)
    {
        var table = ConsoleExtensions.NewTable("clip that would move", "from", "to", ">probability moved");
        foreach (var row in preview.Examples.Where(row => named.ContainsKey(row.Row)))
        {
            table.AddRow(
                SafeText.Cell(named[row.Row].Name, 48), LevelStyle.Markup(taxonomy, row.From), LevelStyle.Markup(taxonomy, row.To),
                row.Change.ToString("0.00", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static string Weight(double weight) => weight.ToString("0.##", CultureInfo.InvariantCulture);
}
