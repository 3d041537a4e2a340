using System.Diagnostics;
using System.Text.Json;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks;

/// <summary>Each measure once, after a small warm-up, in CPU seconds of the whole process.</summary>
internal static class QuickRun
{
    public static void Print(TextWriter output, bool json)
    {
        WarmUp();
        var load = Workload.Create(1_000_000);
        var measures = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["labelModel.fitPredict1M"] = CpuSeconds(load.FitPredict),
            ["query.margin1M"] = CpuSeconds(() => load.Query("smallest-margin")),
            ["query.conflict1M"] = CpuSeconds(load.Conflicts),
            ["weights.preview1M"] = PreviewSeconds(),
        };
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(measures));
            return;
        }

        foreach (var (name, seconds) in measures)
            output.WriteLine($"{name,-28}{seconds:0.000} {(name == "weights.preview1M" ? "s on 2 threads" : "CPU s")}");
    }

    private static void WarmUp()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            var load = Workload.Create(20_000);
            _ = load.Query("smallest-margin");
        }
    }

    // What a person waits for who moves a weight: wall time, two threads.
    private static double PreviewSeconds()
    {
        var blocks = SyntheticBlocks.Draw(1_000_000);
        var costs = CostMatrix.Linear(blocks.Levels);
        var after = SignalWeights.Default.With("s0", 0.4);
        var best = double.PositiveInfinity;
        for (var pass = 0; pass < 5; pass++)
        {
            var started = Stopwatch.GetTimestamp();
            _ = WeightsPreview.Of(blocks, SignalWeights.Default, after, costs, leastCost: true, parallelism: 2);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return Math.Round(best, 4);
    }

    private static double CpuSeconds<T>(Func<T> work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var result = work();
        process.Refresh();
        GC.KeepAlive(result);
        return Math.Round((process.TotalProcessorTime - before).TotalSeconds, 4);
    }
}
