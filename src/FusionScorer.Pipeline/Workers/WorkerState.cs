using System.Diagnostics;
using System.Globalization;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Workers;

/// <summary>What a worker is doing, across its connections. Thread-safe.</summary>
internal sealed class WorkerState(Project project, int slots, JobLimits limits)
{
    private readonly Dictionary<JobKey, CancellationTokenSource> _running = [];
    private readonly Lock _gate = new();
    private readonly WorkerWatch _watch = new(project.Clock, limits.Silence);
    private readonly DateTimeOffset _started = project.Clock.GetUtcNow();
    private long _done;
    private long _failed;

    public string Id { get; } = MakeId(project.Clock);

    /// <summary>Whether it has taken jobs from a broker.</summary>
    public bool HasServed { get; set; }

    /// <summary>Begins a job.</summary>
    /// <returns>Ends with its run, or when the worker abandons it.</returns>
    public CancellationTokenSource Begin(JobKey job, CancellationToken abandon)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(abandon);
        lock (_gate)
            _running[job] = source;
        return source;
    }

    /// <summary>Ends it.</summary>
    public void End(JobKey job)
    {
        lock (_gate)
        {
            if (_running.Remove(job, out var source))
                source.Dispose();
        }
    }

    /// <summary>Counts what became of a job.</summary>
    public void Count(bool failed) => Interlocked.Increment(ref failed ? ref _failed : ref _done);

    /// <summary>Whether a worker works on a job now.</summary>
    public bool Lives(JobKey job, string worker)
    {
        if (worker != Id)
            return _watch.Lives(worker);
        lock (_gate)
            return _running.ContainsKey(job);
    }

    /// <summary>Tells the store that this worker lives, and learns who else does.</summary>
    public void Report(bool ended, string? note)
    {
        int running;
        lock (_gate)
            running = _running.Count;
        project.Store.Jobs.Seen(new WorkerRow(
            Id, Environment.MachineName, Environment.ProcessId, RunFacts.ThisProgram, _started, project.Clock.GetUtcNow(), slots, running,
            Interlocked.Read(ref _done), Interlocked.Read(ref _failed), ended, note));
        _watch.See(project.Store.Jobs.Workers(ExtractionWorker.MostWorkers));
    }

    /// <summary>Stops the jobs of runs that are over.</summary>
    public void KeepOnly(IReadOnlyList<JobRunRow> active)
    {
        lock (_gate)
        {
            foreach (var (job, source) in _running)
            {
                if (!active.Any(run => run.Id == job.Run))
                    source.Cancel();
            }
        }
    }

    private static string MakeId(TimeProvider clock)
    {
        using var self = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{self.Id}:{clock.GetTimestamp()}");
    }
}
