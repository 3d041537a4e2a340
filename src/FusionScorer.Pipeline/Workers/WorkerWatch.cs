using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Workers;

/// <summary>Tells which workers live. Clocks of machines differ, so a worker lives while what it writes changes, as seen by this machine's own clock.</summary>
internal sealed class WorkerWatch(TimeProvider clock, TimeSpan silence)
{
    private readonly Dictionary<string, (DateTimeOffset SeenAt, bool Ended, long Since)> _seen = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Takes note of the workers' rows.</summary>
    public void See(IReadOnlyList<WorkerRow> workers)
    {
        var now = clock.GetTimestamp();
        lock (_gate)
        {
            foreach (var worker in workers)
            {
                if (!_seen.TryGetValue(worker.Id, out var known) || known.SeenAt != worker.SeenAt)
                    _seen[worker.Id] = (worker.SeenAt, worker.Ended, now);
            }
        }
    }

    /// <summary>Whether a worker lives.</summary>
    public bool Lives(string worker)
    {
        lock (_gate)
            return _seen.TryGetValue(worker, out var known) && !known.Ended && clock.GetElapsedTime(known.Since) < silence;
    }

    /// <summary>How many live.</summary>
    public int Count()
    {
        lock (_gate)
            return _seen.Values.Count(known => !known.Ended && clock.GetElapsedTime(known.Since) < silence);
    }
}
