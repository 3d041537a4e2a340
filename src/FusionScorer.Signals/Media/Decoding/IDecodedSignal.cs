namespace FusionScorer.Signals.Media.Decoding;

/// <summary>A signal that reads decoded pictures or sound. All such signals of a clip share one decoding pass.</summary>
public interface IDecodedSignal : ISignalExtractor
{
    /// <summary>Starts observing a clip.</summary>
    /// <returns>Null when there is nothing to decode for this clip; <see cref="ISignalExtractor.ObserveAsync"/> then says why.</returns>
    IDecodedObserver? Begin(ClipInput clip);
}
