using System.Diagnostics;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Playback;

/// <summary>A proxy that waits to be made, or is being made.</summary>
internal sealed class ProxyJob(ProxyKey key, string path, MediaProbe probe) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private long _started;
    private long _doneMs;

    public ProxyKey Key => key;

    public string Path => path;

    public MediaProbe Probe => probe;

    public bool IsWhole => key.FromMs is null;

    /// <summary>Cancelled when a window must go first.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Share that is done, 0 to 1.</summary>
    public double Progress => probe.DurationMs is > 0 and var duration ? Math.Clamp(Volatile.Read(ref _doneMs) / (double)duration, 0, 1) : 0;

    /// <summary>What is left, guessed from what it took so far; null while nothing is known.</summary>
    public TimeSpan? Left => Progress is > 0 and var share ? Stopwatch.GetElapsedTime(_started) * ((1 - share) / share) : null;

    public void Start() => _started = Stopwatch.GetTimestamp();

    public void Report(long ms) => Volatile.Write(ref _doneMs, ms);

    /// <summary>Stops it; what waits for it goes on elsewhere, because the caller holds a lock.</summary>
    public void Stop() => _ = _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();
}
