using System.Globalization;
using FusionScorer.Core.Simulation;
using Spectre.Console;

namespace FusionScorer.Cli.Output;

/// <summary>Shows how far a simulation is: a live bar on a terminal, a line now and then elsewhere.</summary>
internal static class SimulationMeter
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    /// <summary>Runs work that reports its progress.</summary>
    public static async Task<T> RunAsync<T>(Shell shell, Func<IProgress<SimulationProgress>, T> work)
    {
        var started = shell.Clock.GetTimestamp();
        if (!shell.ErrorIsTerminal)
            return await Task.Run(() => work(new Reporter(WriteLines())));
        var result = default(T)!;
        await shell.Notes.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("simulating", maxValue: 1);
                result = await Task.Run(() => work(new Reporter(progress =>
                {
                    bar.MaxValue = Math.Max(1, progress.Total);
                    bar.Value = progress.Done;
                    bar.Description = SafeText.Cell(Line(progress, shell.Clock.GetElapsedTime(started)));
                })));
            });
        return result;

        Action<SimulationProgress> WriteLines()
        {
            var last = TimeSpan.Zero;
            return progress =>
            {
                var elapsed = shell.Clock.GetElapsedTime(started);
                if (elapsed - last < LineEvery)
                    return;
                last = elapsed;
                shell.Notes.Note("simulating: " + Line(progress, elapsed));
            };
        }
    }

    /// <summary>Labels given and time left, on one line.</summary>
    public static string Line(SimulationProgress progress, TimeSpan elapsed)
    {
        var left = progress.Done > 0 ? elapsed * ((double)(progress.Total - progress.Done) / progress.Done) : (TimeSpan?)null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{progress.Done} of {progress.Total} labels{(left is { } time ? $", {ExtractionProgress.Duration(time)} left" : "")}");
    }

    // Reports come from any thread; they are shown one at a time and never backwards.
    private sealed class Reporter(Action<SimulationProgress> show) : IProgress<SimulationProgress>
    {
        private readonly Lock _lock = new();
        private int _most = -1;

        public void Report(SimulationProgress value)
        {
            lock (_lock)
            {
                if (value.Done <= _most)
                    return;
                _most = value.Done;
                show(value);
            }
        }
    }
}
