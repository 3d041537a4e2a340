using System.Collections.Concurrent;
using System.Diagnostics;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Signals;
using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Pipeline.Isolation;

/// <summary>Reads the signals that look or listen in processes of their own: what native engines do to a process, they do to theirs.</summary>
/// <remarks>
/// As many processes as clips at once, each kept for the next clip. One that dies, hangs or grows is ended; its clip is recorded with the reason and
/// the run goes on. A clip whose process died is tried once more in a fresh one, since an earlier clip may have been the cause.
/// </remarks>
public sealed class IsolatedReader : IDecodedReader, IDisposable
{
    private readonly ConcurrentBag<EngineProcess> _idle = [];
    private readonly Func<ProcessStartInfo> _start;
    private readonly EngineLimits _limits;
    private volatile bool _disposed;

    /// <summary>Starts no process before it is needed.</summary>
    /// <param name="start">How an engine process is started.</param>
    /// <param name="limits">What it may take.</param>
    public IsolatedReader(Func<ProcessStartInfo> start, EngineLimits limits)
    {
        _start = start;
        _limits = limits;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Observed>> ReadAsync(ClipInput clip, IReadOnlyList<IDecodedSignal> signals, CancellationToken cancellation)
    {
        var request = new EngineRequest(0, clip.MediaPath, clip.Fingerprint, clip.Probe, [.. signals.Select(signal => signal.Signal)]);
        var time = _limits.TimeFor(clip.Probe?.DurationMs);
        var (answer, fault) = await AskAsync(request, time, fresh: false, cancellation).ConfigureAwait(false);
        if (fault is { Crashed: true })
            (answer, fault) = await AskAsync(request, time, fresh: true, cancellation).ConfigureAwait(false);
        return answer is not null
            ? [.. answer.Observed.Select(observed => observed.ToObserved())]
            : [.. signals.Select(signal => Observed.Failed($"the {signal.Signal} engine {(fault!.Crashed ? "failed twice: " : "")}{fault.Reason}"))];
    }

    /// <summary>Ends all processes.</summary>
    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var process))
            process.Dispose();
    }

    private async Task<(EngineAnswer? Answer, EngineFault? Fault)> AskAsync(EngineRequest request, TimeSpan time, bool fresh, CancellationToken cancellation)
    {
        var process = fresh ? null : Idle();
        process ??= EngineProcess.Start(_start(), _limits);
        var keep = false;
        try
        {
            var (answer, fault) = await process.AskAsync(request, time, cancellation).ConfigureAwait(false);
            keep = answer is not null && !_disposed;
            return (answer, fault);
        }
        finally
        {
            if (keep)
                _idle.Add(process);
            else
                process.Dispose();
        }
    }

    private EngineProcess? Idle()
    {
        while (_idle.TryTake(out var process))
        {
            if (process.IsAlive)
                return process;
            process.Dispose();
        }

        return null;
    }
}
