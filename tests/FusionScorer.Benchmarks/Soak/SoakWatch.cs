using System.Diagnostics;
using System.Globalization;
using FusionScorer.Benchmarks.Processes;

namespace FusionScorer.Benchmarks.Soak;

/// <summary>Looks at the processes of a soak at a steady pace and writes all of it down.</summary>
internal sealed class SoakWatch(string csv, string heaps)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<(string Role, int Process)> _watched = [];
    private readonly List<SoakSample> _samples = [];

    public IReadOnlyList<SoakSample> Samples => _samples;

    /// <summary>Follows one more process.</summary>
    public void Add(string role, int process)
    {
        lock (_gate)
            _watched.Add((role, process));
    }

    /// <summary>Samples until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var file = new StreamWriter(csv) { AutoFlush = true };
        await file.WriteLineAsync(SoakSample.Header);
        var started = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(Interval);
        try
        {
            do
            {
                foreach (var sample in Look(Stopwatch.GetElapsedTime(started).TotalSeconds))
                {
                    _samples.Add(sample);
                    await file.WriteLineAsync(sample.ToCsv());
                }
            }
            while (await pace.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The soak is over.
        }
    }

    private List<SoakSample> Look(double seconds)
    {
        (string Role, int Process)[] watched;
        lock (_gate)
            watched = [.. _watched];
        List<SoakSample> samples = [];
        foreach (var (role, process) in watched)
        {
            if (ProcessTree.Of(process) is not [var own, .. var children])
                continue;
            var (allocated, heap) = Heap(process);
            samples.Add(new SoakSample(seconds, role, process, own.Resident / 1e6, allocated, heap, own.Handles, own.Threads, children.Count, ProcessTree.Proportional(process) / 1e6));
        }

        return samples;
    }

    private (double Allocated, double Heap) Heap(int process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(heaps, process.ToString(CultureInfo.InvariantCulture))).Split(' ') is [var allocated, var heap]
                ? (double.Parse(allocated, CultureInfo.InvariantCulture) / 1e6, heap == "0" ? double.NaN : double.Parse(heap, CultureInfo.InvariantCulture) / 1e6)
                : (double.NaN, double.NaN); // just being written
        }
        catch (IOException)
        {
            return (double.NaN, double.NaN);
        }
    }
}
