using FusionScorer.Benchmarks.Processes;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Benchmarks.Soak;

/// <summary>One process that scans and extracts the same library again and again, until it is told to stop.</summary>
internal static class SoakExtraction
{
    /// <summary>The word that makes a process of these benchmarks do so.</summary>
    public const string Word = "soak-extract";

    public static async Task RunAsync(TextWriter to, string folder)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        using var term = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        using var project = Project.Open(folder, TimeProvider.System);

        // Engines live as long as this process, as they do in a worker.
        using var signals = await ProjectSignals.OpenAsync(project, Environment.ProcessorCount, Environment.GetEnvironmentVariable, stop.Token, () => Programs.EngineHost(project.Folder));
        var options = new ExtractionOptions { Jobs = Environment.ProcessorCount, Force = true };
        var rounds = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                CatalogueScan.Run(project, stop.Token);
                var summary = await new ExtractionRun(project, signals.Extractors, signals.Reader, options).RunAsync((_, _) => { }, stop.Token);
                rounds++;
                await to.WriteLineAsync($"round {rounds}: {summary.Done} clips, {summary.FailedNow} failed");
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return; // told to stop
            }
        }
    }
}
