using System.Globalization;
using FusionScorer.Pipeline.Extraction;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>Shows how far an extraction is: a live bar on a terminal, a line now and then elsewhere.</summary>
internal static class ExtractionProgress
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public static async Task<ExtractionSummary> WithBarAsync(Shell shell, IExtractionRun run, Action<ClipExtraction> onClip, CancellationToken cancellation)
    {
        ExtractionSummary? result = null;
        await shell.Notes.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("extracting", maxValue: 1);
                result = await run.RunAsync(
                    (clip, summary) =>
                    {
                        onClip(clip);
                        bar.MaxValue = Math.Max(1, summary.ToDo);
                        bar.Value = summary.Done;
                        bar.Description = SafeText.Cell(Line(summary));
                    },
                    cancellation);
            });
        return result!;
    }

    public static Task<ExtractionSummary> WithLinesAsync(Shell shell, IExtractionRun run, Action<ClipExtraction> onClip, CancellationToken cancellation)
    {
        var last = TimeSpan.Zero;
        return run.RunAsync(
            (clip, summary) =>
            {
                onClip(clip);
                if (summary.Elapsed - last < LineEvery && summary.Done < summary.ToDo)
                    return;
                last = summary.Elapsed;
                shell.Notes.Note("extracting: " + Line(summary));
            },
            cancellation);
    }

    /// <summary>Clips, media hours, rate, time left and failures, on one line.</summary>
    public static string Line(ExtractionSummary summary)
    {
        var rate = summary.Elapsed > TimeSpan.Zero ? summary.Done / summary.Elapsed.TotalSeconds : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Done} of {summary.ToDo} clips, {Duration(summary.Media)} of media, {rate:0.0} clips/s, {Duration(summary.Left ?? TimeSpan.Zero)} left, {summary.FailedNow} failed");
    }

    /// <summary>A duration as people write it: <c>3.2 s</c>, <c>4 min 05 s</c>, <c>2 h 10 min</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds < 60
        ? time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture)
        : time.TotalMinutes < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min");
}
