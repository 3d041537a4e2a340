using System.Diagnostics;
using System.Text.Json;

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
        };
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(measures));
            return;
        }

        foreach (var (name, seconds) in measures)
            output.WriteLine($"{name,-28}{seconds:0.000} CPU s");
    }

    private static void WarmUp()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            var load = Workload.Create(20_000);
            _ = load.Query("smallest-margin");
        }
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
