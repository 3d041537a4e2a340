using FusionScorer.Core.Clips;

namespace FusionScorer.Signals.Media.Decoding;

/// <summary>One decoding pass from its observers' start to their observations. How a signal runs alone, and how the pipeline runs several together.</summary>
public static class DecodingPass
{
    /// <summary>Decodes the clip for all observers and finishes them. Does not dispose of them.</summary>
    /// <returns>One observation for each observer, in their order.</returns>
    public static async Task<IReadOnlyList<Observed>> RunAsync(
        IMediaDecoder decoder, ClipInput clip, IReadOnlyList<IDecodedObserver> observers, CancellationToken cancellation)
    {
        var decoded = await decoder.DecodeAsync(clip, observers, cancellation);
        var observations = new List<Observed>(observers.Count);
        foreach (var observer in observers)
        {
            if (!decoded.Ok)
                observer.OnTruncated(decoded.Reason!);
            var observed = await observer.FinishAsync(cancellation);

            // Nothing came of a clip that could not be decoded: that is a failure, whereas a clip without pictures merely lacks them.
            observations.Add(!decoded.Ok && observed.Status == ReadingStatus.Missing ? Observed.Failed(decoded.Reason!) : observed);
        }

        return observations;
    }
}
