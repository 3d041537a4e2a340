using System.Globalization;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>What <c>fusion progress</c> shows to people.</summary>
internal static class ProgressTable
{
    private const int SparklineWidth = 40;

    public static void Write(Shell shell, ProgressReport report)
    {
        var table = ConsoleExtensions.NewTable("", "by the audit, with its 90 % interval", "the model expects");
        table.AddRow("accuracy", Share(report.Accuracy.Audit), Expected(report.Accuracy, "0.0%"));
        table.AddRow("shown below the truth", Share(report.UnderRated.Audit), Expected(report.UnderRated, "0.0%"));
        table.AddRow("cost per clip", Between(report.Cost.Audit, "0.00"), Expected(report.Cost, "0.00"));
        shell.Tables.Write(table);

        var grid = ConsoleExtensions.NewTable("", "");
        grid.ShowHeaders = false;
        grid.AddRow("decided", SafeText.Cell($"{report.Decided} of {report.Clips} clips; answers: {Answers(report)}"));
        grid.AddRow("audit", SafeText.Cell(Audit(report)));
        grid.AddRow("learning curve", SafeText.Cell(Curve(report)));
        grid.AddRow(SafeText.Cell($"needed for {Format(report.Target, "0.#%")}"), SafeText.Cell(report.Needed.ToString()));
        foreach (var rule in report.Rules)
            grid.AddRow(SafeText.Cell(rule.Rule), SafeText.Cell($"{Words(rule.Advice)}: {rule.Reason}"));
        grid.AddRow("[bold]verdict[/]", $"[bold]{SafeText.Cell(Words(report.Verdict.Advice))}[/]");
        shell.Tables.Write(grid);
        Advise(shell, report);
    }

    private static void Advise(Shell shell, ProgressReport report)
    {
        if (report.Waiting.Length > 0)
        {
            shell.Tables.Note($"audit picks without an answer: {string.Join(", ", report.Waiting.Take(5).Select(clip => clip.ClipId))}{(report.Waiting.Length > 5 ? $" and {report.Waiting.Length - 5} more" : "")}");
            shell.Tables.Note("the figures are less certain until these are answered: fusion label CLIP LEVEL");
        }
        else if (report.Accuracy.Audit.Answers == 0)
        {
            shell.Tables.Note("no audit answers yet: each place of the queue goes to a clip drawn at random with the policy's audit share; answer what `fusion queue` shows as audit");
        }
    }

    private static string Answers(ProgressReport report) => report.Answers.Count == 0
        ? "none"
        : string.Join(", ", Enum.GetValues<DecisionKind>().Where(report.Answers.ContainsKey).Select(kind => $"{report.Answers[kind]} {kind.ToString().ToLowerInvariant()}"));

    private static string Audit(ProgressReport report) =>
        $"{report.Accuracy.Audit.Answers} answered, {report.Waiting.Length} waiting; speaks for {report.AuditedFor} clips";

    private static string Curve(ProgressReport report)
    {
        if (report.Curve.Length < 2)
            return "begins with the next decisions";
        const string Blocks = "▁▂▃▄▅▆▇█";
        var shown = Math.Min(SparklineWidth, report.Curve.Length);
        LearningCurvePoint[] points = [.. Enumerable.Range(0, shown).Select(i => report.Curve[(int)((long)i * (report.Curve.Length - 1) / (shown - 1))])];
        double least = points.Min(point => point.Accuracy), most = points.Max(point => point.Accuracy);
        var bars = string.Concat(points.Select(point => Blocks[(int)Math.Round((point.Accuracy - least) / Math.Max(1e-9, most - least) * (Blocks.Length - 1))]));
        return $"{bars}  {Format(points[0].Accuracy, "0.0%")} at {points[0].Decisions}, {Format(points[^1].Accuracy, "0.0%")} at {points[^1].Decisions} decided";
    }

    private static string Words(StoppingAdvice advice) => advice switch
    {
        StoppingAdvice.Stop => "stop",
        StoppingAdvice.GoOn => "go on",
        _ => "not yet known",
    };

    private static string Share(AuditEstimate estimate) => Between(estimate, "0.0%");

    private static string Between(AuditEstimate estimate, string format) => estimate.Value is { } value
        ? $"{Format(value, format)}  ({Format(estimate.Low, format)} to {Format(estimate.High, format)})"
        : "[grey]no audit answers yet[/]";

    private static string Expected(ProgressFigure figure, string format) => figure.Expected is { } value ? Format(value, format) : "[grey]-[/]";

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
