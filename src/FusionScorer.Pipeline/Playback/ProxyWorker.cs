using FusionScorer.Signals.Media.Proxies;

namespace FusionScorer.Pipeline.Playback;

/// <summary>What became of a job.</summary>
/// <param name="DurationMs">How long the proxy plays; null when there is none.</param>
/// <param name="Reason">Why there is none; null when it was stopped.</param>
internal readonly record struct ProxyOutcome(long? DurationMs, string? Reason)
{
    /// <summary>Neither made nor failed.</summary>
    public bool Stopped => DurationMs is null && Reason is null;
}

/// <summary>Runs one job after another; never throws.</summary>
internal sealed class ProxyWorker(MediaTools tools)
{
    private const long LeastBytes = 1 << 20;
    private const long WindowBytes = 256L << 20;

    private static readonly TimeSpan WindowLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LeastWholeLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MostWholeLimit = TimeSpan.FromHours(6);

    public async Task<ProxyOutcome> RunAsync(ProxyJob job, string part, long room, CancellationToken disposing)
    {
        if (room < LeastBytes)
            return new(null, $"the cache of copies is full of what is played now; raise {ProxyCache.LimitVariable}");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(disposing, job.Stopped);
        try
        {
            var found = await tools.FindAsync(stop.Token).ConfigureAwait(false);
            if (found.Value is null)
                return new(null, found.Reason);
            File.Delete(part);
            job.Start();
            var answer = await new ProxyMaker(found.Value).MakeAsync(RequestOf(job, part, room), job.Report, stop.Token).ConfigureAwait(false);
            return new(answer.Value?.DurationMs, answer.Reason);
        }
        catch (OperationCanceledException)
        {
            return default;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new(null, "the copy could not be written: " + fault.Message.ReplaceLineEndings(" "));
        }
    }

    private static ProxyRequest RequestOf(ProxyJob job, string part, long room)
    {
        var request = new ProxyRequest(job.Path, job.Probe, part) { MaxBytes = job.IsWhole ? room : Math.Min(room, WindowBytes) };
        if (job.Key.FromMs is { } from)
            return request with { FromMs = from, LengthMs = ProxyKey.WindowMs, TimeLimit = WindowLimit };

        // A broken time stamp far behind the end would be filled up with still pictures.
        var duration = job.Probe.DurationMs;
        var limit = duration is null ? MostWholeLimit : TimeSpan.FromMilliseconds(Math.Min(duration.Value * 2.0, MostWholeLimit.TotalMilliseconds));
        return request with { LengthMs = duration + 2_000, TimeLimit = limit < LeastWholeLimit ? LeastWholeLimit : limit };
    }
}
