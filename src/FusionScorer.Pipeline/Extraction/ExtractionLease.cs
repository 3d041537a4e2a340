using System.Diagnostics;
using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>Holds off a second extraction run of the same project. A holder that died on this machine is replaced at once.</summary>
internal sealed class ExtractionLease : IDisposable
{
    public const string Name = "extract";
    private static readonly TimeSpan Term = TimeSpan.FromMinutes(2);

    private readonly Project _project;
    private readonly string _holder;
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _ended;

    private ExtractionLease(Project project, string holder)
    {
        _project = project;
        _holder = holder;
    }

    public string Holder => _holder;

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

        if (other is not null)
        {
            throw new BadInputException($"another extraction of this project is running ({Describe(other.Holder)}); wait for it, or stop it (its claim ends at {other.Until:HH:mm:ss} UTC at the latest)");
        }

        lease.KeepRenewing();
        return lease;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _timer?.Dispose();
            _project.Store.Fusion.ReleaseLease(Name, _holder);
        }
    }

    // By the clock, not by the clip: one clip may take longer than a term.
    private void KeepRenewing() => _timer = _project.Clock.CreateTimer(_ => Renew(), state: null, Term / 4, Term / 4);

    private void Renew()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            try
            {
                TryTake();
            }
            catch (BadInputException)
            {
                // The run itself meets the same fault and reports it; the next renewal tries again.
            }
        }
    }

    private LeaseRow? TryTake()
    {
        var now = _project.Clock.GetUtcNow();
        return _project.Store.Fusion.TryTakeLease(new LeaseRow(Name, _holder, now + Term), now);
    }

    public static bool IsDead(string holder)
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

    public static string Describe(string holder) => holder.Split(':') is [var machine, var id, ..] ? $"process {id} on {machine}" : holder;
}
