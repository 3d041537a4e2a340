using System.Globalization;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>What a fusion run did: the function table and the levels.</summary>
internal static class FusionReport
{
    private const int MostFindings = 5;

    public static void WriteTable(Shell shell, Project project, FusionOutcome outcome)
    {
        var taxonomy = project.Policy.Taxonomy;
        var summary = outcome.Summarise(taxonomy);
        shell.Tables.Write(FunctionTable(summary));
        WriteFindings(shell, summary);
        WriteLevels(shell, taxonomy, outcome);
        shell.Tables.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.Results.Count} clips, {outcome.Fit.DistinctRows} distinct vote rows, {outcome.Fit.Iterations} iterations{(outcome.Fit.Converged ? "" : " (not converged)")}; {outcome.Observations()}{(outcome.Moved is { } moved ? $"; {moved} clips changed level" : "")}"));
        shell.Notes.Note("next: fusion queue");
    }

    /// <summary>Coverage, overlap, conflict, accuracy and weight of each function.</summary>
    public static Table FunctionTable(LabelMatrixSummary summary)
    {
        var table = ConsoleExtensions.NewTable("function", "signal", ">fires", ">silent", ">missing", ">overlap", ">conflict", ">right (known)", ">right (learned)", ">weight");
        table.Columns[0].NoWrap();
        foreach (var function in summary.Functions)
        {
            table.AddRow(
                SafeText.Cell(function.Name), SafeText.Cell(function.Signal), Share(function.Coverage), Share(Math.Max(0, 1 - function.Coverage - function.Missing)),
                Share(function.Missing), Share(function.Overlap), Share(function.Conflict), function.Accuracy is { } known ? Share(known) : "[grey]-[/]",
                function.LearnedAccuracy is { } learned ? Share(learned) : "[grey]-[/]", (function.Weight ?? 1).ToString("0.00", CultureInfo.InvariantCulture));
        }

        return table;
    }

    /// <summary>The most dependent pairs and the first suggestions, where there are any.</summary>
    public static void WriteFindings(Shell shell, LabelMatrixSummary summary)
    {
        foreach (var pair in summary.Dependent.Take(MostFindings))
            shell.Tables.Note(string.Create(CultureInfo.InvariantCulture, $"dependent: {pair.First} and {pair.Second} share {pair.Share:0%} of what they say; both count for less"));
        WriteRest(shell, summary.Dependent.Length, "dependent pairs");
        foreach (var suggestion in summary.Suggestions.Take(MostFindings))
            shell.Tables.Note($"suggestion: {suggestion.Text}");
        WriteRest(shell, summary.Suggestions.Length, "suggestions");
    }

    public static void WriteJson(Shell shell, Project project, FusionOutcome outcome)
    {
        var summary = outcome.Summarise(project.Policy.Taxonomy);
        JsonOut.Document(shell, "fusion.fuse/1", json =>
        {
            json.WriteString("policy", project.PolicyRow.Hash);
            json.WriteNumber("clips", outcome.Results.Count);
            json.WriteNumber("distinctRows", outcome.Fit.DistinctRows);
            json.WriteNumber("iterations", outcome.Fit.Iterations);
            json.WriteBoolean("converged", outcome.Fit.Converged);
            json.Number("objective", outcome.Fit.Objective);
            json.Number("moved", outcome.Moved);
            json.Array("levels", project.Policy.Taxonomy.Levels, json.WriteStringValue);
            json.Array("balance", outcome.Fit.Balance.ToArray(), json.WriteNumberValue);
            json.Array("clipsByLevel", Counts(project.Policy.Taxonomy, outcome), json.WriteNumberValue);
            json.Objects("functions", summary.Functions, function =>
            {
                json.WriteString("name", function.Name);
                json.WriteString("signal", function.Signal);
                json.Number("coverage", function.Coverage);
                json.Number("missing", function.Missing);
                json.Number("overlap", function.Overlap);
                json.Number("conflict", function.Conflict);
                json.Number("accuracy", function.Accuracy);
                json.Number("learnedAccuracy", function.LearnedAccuracy);
                json.Number("weight", function.Weight);
            });
        });
    }

    private static void WriteRest(Shell shell, int count, string what)
    {
        if (count > MostFindings)
            shell.Tables.Note($"… and {count - MostFindings} more {what}");
    }

    private static void WriteLevels(Shell shell, Taxonomy taxonomy, FusionOutcome outcome)
    {
        var counts = Counts(taxonomy, outcome);
        var most = Math.Max(1, counts.Max());
        var grid = new Grid().AddColumn().AddColumn(new GridColumn().RightAligned()).AddColumn();
        for (var level = 0; level < taxonomy.Count; level++)
        {
            var bar = new string('█', (int)Math.Round(40.0 * counts[level] / most));
            grid.AddRow(LevelStyle.Markup(taxonomy, level), $"{counts[level]}", $"[grey]{bar}[/]");
        }

        shell.Tables.Write(grid);
    }

    private static int[] Counts(Taxonomy taxonomy, FusionOutcome outcome)
    {
        var counts = new int[taxonomy.Count];
        foreach (var result in outcome.Results)
            counts[result.Level]++;
        return counts;
    }

    private static string Observations(this FusionOutcome outcome) =>
        $"{outcome.Inputs.Standings.Count(pair => !pair.Value.Levels.IsEmpty)} decided, {outcome.Inputs.Known.Count} known";

    private static string Share(double share) => share.ToString("0.0%", CultureInfo.InvariantCulture).Replace("100.0%", "100%", StringComparison.Ordinal);
}
