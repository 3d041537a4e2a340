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

    private static readonly TimeSpan Renewal = Term / 4;
    private static readonly TimeSpan Retry = Term / 24;

    private readonly Project _project;
    private readonly string _holder;
    private readonly CancellationTokenSource _lost = new();
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _ended;
    private DateTimeOffset _until;
    private string? _why;

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

    /// <summary>Works as long as the lease lasts.</summary>
    /// <exception cref="BadInputException">It was lost: the store failed for a whole term, or another run took over.</exception>
    public async Task<ExtractionSummary> HoldAsync(Func<CancellationToken, Task<ExtractionSummary>> work, CancellationToken cancellation)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _lost.Token);
        ExtractionSummary? summary = null;
        try
        {
            summary = await work(both.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not BadInputException && _lost.IsCancellationRequested)
        {
            // Whatever the work met after that, or threw because it was stopped, follows from it.
        }

        return summary is null || (summary.Cancelled && _lost.IsCancellationRequested) ? throw Lost() : summary;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _timer?.Dispose();
            _lost.Dispose();
            try
            {
                _project.Store.Fusion.ReleaseLease(Name, _holder);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // It ends by itself; what the run itself met is what should be told.
            }
        }
    }

    private BadInputException Lost()
    {
        lock (_gate)
            return new BadInputException($"{_why}, so it was stopped; what it read is saved, run it again to go on");
    }

    // By the clock, not by the clip: one clip may take longer than a term.
    private void KeepRenewing() => _timer = _project.Clock.CreateTimer(_ => Renew(), state: null, Renewal, Timeout.InfiniteTimeSpan);

    private void Renew()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            var next = Renewal;
            try
            {
                if (TryTake() is { } other)
                    Lose($"another extraction of this project ({Describe(other.Holder)}) took over from this one, which had not been heard of in time");
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A timer that throws would end the process. The store may be there again before the lease ends.
                next = Retry;
                if (_project.Clock.GetUtcNow() >= _until)
                    Lose($"the store failed for {Term.TotalMinutes:0} minutes, so that the extraction could not keep its claim ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')})");
            }

            if (!_lost.IsCancellationRequested)
                _timer?.Change(next, Timeout.InfiniteTimeSpan);
        }
    }

    private void Lose(string why)
    {
        _why = why;
        _lost.Cancel();
    }

    private LeaseRow? TryTake()
    {
        var now = _project.Clock.GetUtcNow();
        var other = _project.Store.Fusion.TryTakeLease(new LeaseRow(Name, _holder, now + Term), now);
        if (other is null)
            _until = now + Term;
        return other;
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
