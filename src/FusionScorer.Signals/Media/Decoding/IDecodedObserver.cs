namespace FusionScorer.Signals.Media.Decoding;

/// <summary>Takes what one signal asked for out of one decoding pass of one clip. Its methods are called by turns; frames and sound may be called at the same time.</summary>
public interface IDecodedObserver : IAsyncDisposable
{
    /// <summary>The pictures that it wants; null for none.</summary>
    FrameRequest? Frames { get; }

    /// <summary>The sound that it wants; null for none.</summary>
    AudioRequest? Audio { get; }

    /// <summary>Takes one picture.</summary>
    /// <param name="rgb24">Width × height × 3 bytes, row by row; only valid during the call.</param>
    /// <param name="ms">Its time on the player's clock in milliseconds; never falls from one call to the next.</param>
    /// <param name="cancellation">Stops the pass.</param>
    ValueTask OnFrameAsync(ReadOnlyMemory<byte> rgb24, long ms, CancellationToken cancellation);

    /// <summary>Takes the next samples.</summary>
    /// <param name="samples">Mono, -1 to 1, following those of the call before; only valid during the call.</param>
    /// <param name="cancellation">Stops the pass.</param>
    ValueTask OnAudioAsync(ReadOnlyMemory<float> samples, CancellationToken cancellation);

    /// <summary>Closes the observation. Called once, after the last picture and sample.</summary>
    Task<Observed> FinishAsync(CancellationToken cancellation);
}

/// <summary>Which pictures an observer wants.</summary>
/// <param name="Width">Pixels; the picture is stretched to it.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Interval">At most this far apart where the clip has pictures, and rarely closer.</param>
public sealed record FrameRequest(int Width, int Height, TimeSpan Interval);

/// <summary>Which sound an observer wants: mono float32.</summary>
/// <param name="SampleRate">Hertz.</param>
public sealed record AudioRequest(int SampleRate);
