using FusionScorer.Signals;
using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>Reads the signals of a clip that look or listen, with one decoding pass for all of them.</summary>
/// <remarks>Thread-safe. What cannot be read is an observation with a reason.</remarks>
public interface IDecodedReader
{
    /// <summary>Reads a clip.</summary>
    /// <returns>One observation for each signal, in their order.</returns>
    Task<IReadOnlyList<Observed>> ReadAsync(ClipInput clip, IReadOnlyList<IDecodedSignal> signals, CancellationToken cancellation);
}

/// <summary>Reads in this process.</summary>
/// <param name="decoder">Decodes clips.</param>
public sealed class DecodedReader(IMediaDecoder decoder) : IDecodedReader
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Observed>> ReadAsync(ClipInput clip, IReadOnlyList<IDecodedSignal> signals, CancellationToken cancellation)
    {
        var observed = new Observed[signals.Count];
        var observers = new List<(int Signal, IDecodedObserver Observer)>();
        try
        {
            for (var i = 0; i < signals.Count; i++)
            {
                if (signals[i].Begin(clip) is { } observer)
                    observers.Add((i, observer));
                else
                    observed[i] = await Observation.OfAsync(signals[i], clip, cancellation).ConfigureAwait(false);
            }

            if (observers.Count == 0)
                return observed;
            var seen = await DecodingPass.RunAsync(decoder, clip, [.. observers.Select(pair => pair.Observer)], cancellation).ConfigureAwait(false);
            for (var i = 0; i < observers.Count; i++)
                observed[observers[i].Signal] = seen[i];
            return observed;
        }
        finally
        {
            foreach (var (_, observer) in observers)
                await observer.DisposeAsync().ConfigureAwait(false);
        }
    }
}

/// <summary>Runs one extractor on one clip.</summary>
internal static class Observation
{
    /// <summary>Observes; files that cannot be read are a reason.</summary>
    public static async Task<Observed> OfAsync(ISignalExtractor extractor, ClipInput input, CancellationToken cancellation)
    {
        if (SignalWork.LacksProbe(extractor, input))
            return Observed.Missing("the media could not be probed");
        try
        {
            return await extractor.ObserveAsync(input, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Observed.Failed($"{Path.GetFileName(input.MediaPath)} cannot be read: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }
}
