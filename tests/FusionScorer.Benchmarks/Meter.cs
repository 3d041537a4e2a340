using System.Diagnostics;
using System.Runtime;

namespace FusionScorer.Benchmarks;

/// <summary>What work costs: CPU seconds of the whole process, wall seconds, and memory above what was there before.</summary>
internal static class Meter
{
    private const int Repeats = 4;
    private const double Short = 0.5;

    /// <summary>CPU seconds: the first run where it takes long, else the median of the runs after it.</summary>
    public static double CpuSeconds(Action work) => Seconds(work, () => Environment.CpuUsage.TotalTime);

    /// <summary>Wall seconds, alike.</summary>
    public static double WallSeconds(Action work) => Seconds(work, () => Stopwatch.GetElapsedTime(0));

    /// <summary>MB = 10⁶ bytes that work needs at its peak above what the process held before.</summary>
    /// <remarks>
    /// Resident memory of the process, and the managed heap with its garbage, are read every two milliseconds by a thread of its own; the larger of the two
    /// rises counts. Before that, garbage is collected and given back.
    /// </remarks>
    public static double ExtraMegabytes(Action work)
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long resident = Environment.WorkingSet, managed = GC.GetTotalMemory(forceFullCollection: false);
        long mostResident = resident, mostManaged = managed;
        using var done = new ManualResetEventSlim();
        var watcher = new Thread(() =>
        {
            do
            {
                mostResident = Math.Max(mostResident, Environment.WorkingSet);
                mostManaged = Math.Max(mostManaged, GC.GetTotalMemory(forceFullCollection: false));
            }
            while (!done.Wait(2));
        });
        watcher.Start();
        work();
        done.Set();
        watcher.Join();
        return Math.Round(Math.Max(mostResident - resident, mostManaged - managed) / 1e6, 1);
    }

    private static double Seconds(Action work, Func<TimeSpan> clock)
    {
        GC.Collect();
        var first = Once(work, clock);
        if (first > Short)
            return Math.Round(first, 4);
        var times = Enumerable.Range(0, Repeats).Select(_ => Once(work, clock)).Order().ToArray();
        return Math.Round((times[(Repeats / 2) - 1] + times[Repeats / 2]) / 2, 4);
    }

    private static double Once(Action work, Func<TimeSpan> clock)
    {
        var before = clock();
        work();
        return (clock() - before).TotalSeconds;
    }
}
