using System.Diagnostics;
using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>Holds off a second extraction run of the same project. A holder that died on this machine is replaced at once.</summary>
internal sealed class ExtractionLease : IDisposable
{
    private const string Name = "extract";
    private static readonly TimeSpan Term = TimeSpan.FromMinutes(2);

    private readonly Project _project;
    private readonly string _holder;
    private readonly Lock _gate = new();
    private DateTimeOffset _renewAt;

    private ExtractionLease(Project project, string holder)
    {
        _project = project;
        _holder = holder;
        _renewAt = project.Clock.GetUtcNow() + (Term / 4);
    }

    public static ExtractionLease Take(Project project)
    {
        using var self = Process.GetCurrentProcess();
        var holder = $"{Environment.MachineName}:{self.Id}:{Stamp(self)}:{project.Clock.GetTimestamp()}";
        var lease = new ExtractionLease(project, holder);
        var other = lease.TryTake();
        if (other is not null && IsDead(other.Holder))
        {
            project.Store.Fusion.ReleaseLease(Name, other.Holder);
            other = lease.TryTake();
        }

        return other is null
            ? lease
            : throw new BadInputException($"another extraction of this project is running ({Describe(other.Holder)}); wait for it, or stop it (its claim ends at {other.Until:HH:mm:ss} UTC at the latest)");
    }

    /// <summary>Renews the lease when a quarter of its term is over.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            var now = _project.Clock.GetUtcNow();
            if (now < _renewAt)
                return;
            _renewAt = now + (Term / 4);
        }

        TryTake();
    }

    public void Dispose() => _project.Store.Fusion.ReleaseLease(Name, _holder);

    private LeaseRow? TryTake()
    {
        var now = _project.Clock.GetUtcNow();
        return _project.Store.Fusion.TryTakeLease(new LeaseRow(Name, _holder, now + Term), now);
    }

    private static bool IsDead(string holder)
    {
        var parts = holder.Split(':');
        if (parts.Length < 3 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var id))
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return Math.Abs(Stamp(process) - long.Parse(parts[2], CultureInfo.InvariantCulture)) > 2;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    // The start time tells a process from a later one of the same number; two processes may compute it a second apart.
    private static long Stamp(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();

    private static string Describe(string holder) => holder.Split(':') is [var machine, var id, ..] ? $"process {id} on {machine}" : holder;
}
