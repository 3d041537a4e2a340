using System.Globalization;
using FusionScorer.Pipeline.Extraction;

namespace FusionScorer.Cli.Output;

/// <summary>What an extraction did, for people.</summary>
internal static class ExtractionTables
{
    public static void Write(Shell shell, ExtractionSummary summary)
    {
        var console = shell.Tables;
        if (summary.ToDo == 0)
        {
            console.Note($"nothing to do: all {summary.Clips} clips are extracted");
        }
        else
        {
            console.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Done} of {summary.Clips} clips needed work; {ExtractionProgress.Duration(summary.Media)} of media in {ExtractionProgress.Duration(summary.Elapsed)}{(summary.Cancelled ? "; stopped, run it again to go on" : "")}"));
            var table = ConsoleExtensions.NewTable("signal", ">read", ">missing", ">failed", ">evidence");
            foreach (var (signal, totals) in summary.Signals)
            {
                table.AddRow(
                    SafeText.Cell(signal), $"{totals.Read}", $"{totals.Missing}", totals.Failed > 0 ? $"[red]{totals.Failed}[/]" : "0", $"{totals.Evidence}");
            }

            console.Write(table);
        }

        if (summary.Failures.Count == 0)
            return;
        console.Heading($"{summary.Failures.Count} failures on record (fusion extract --retry-failed tries them again)");
        var failures = ConsoleExtensions.NewTable("clip", "signal", "reason");
        foreach (var failure in summary.Failures)
            failures.AddRow(SafeText.Cell(failure.Clip.Path ?? failure.Clip.ClipId, 48), SafeText.Cell(failure.Signal), SafeText.Cell(failure.Reason));
        console.Write(failures);
    }
}
