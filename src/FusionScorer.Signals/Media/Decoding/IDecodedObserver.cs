namespace FusionScorer.Signals.Media.Decoding;

/// <summary>Takes what one signal asked for out of one decoding pass of one clip. Its methods are never called two at a time.</summary>
public interface IDecodedObserver : IAsyncDisposable
{
    /// <summary>The pictures that it wants; null for none.</summary>
    FrameRequest? Frames { get; }

    /// <summary>The sound that it wants; null for none.</summary>
    AudioRequest? Audio { get; }

    /// <summary>Takes one picture.</summary>
    /// <param name="rgb24">Width × height × 3 bytes, row by row; only valid during the call.</param>
    /// <param name="ms">Its time on the player's clock in milliseconds; grows from one call to the next.</param>
    /// <param name="cancellation">Stops the pass.</param>
    ValueTask OnFrameAsync(ReadOnlyMemory<byte> rgb24, long ms, CancellationToken cancellation);

    /// <summary>Takes the next samples. The first one belongs to time 0 of the player's clock; gaps in the clip's sound come as silence.</summary>
    /// <param name="samples">Mono, -1 to 1, following those of the call before; only valid during the call.</param>
    /// <param name="cancellation">Stops the pass.</param>
    ValueTask OnAudioAsync(ReadOnlyMemory<float> samples, CancellationToken cancellation);

    /// <summary>Says that the clip could not be decoded to its end. Called at most once, after the last picture and sample.</summary>
    /// <param name="reason">Why, in one line.</param>
    void OnTruncated(string reason)
    {
        // Most observers only count what they were given.
    }

    /// <summary>Closes the observation. Called once, after the last picture and sample.</summary>
    /// <returns>Missing when it was given nothing.</returns>
    Task<Observed> FinishAsync(CancellationToken cancellation);
}

/// <summary>Which pictures an observer wants.</summary>
/// <param name="Width">Pixels; the picture is turned upright and stretched to it.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Interval">Neighbours lie about this far apart: never more than a quarter farther where the clip has pictures, closer where its keyframes are.</param>
public sealed record FrameRequest(int Width, int Height, TimeSpan Interval);

/// <summary>Which sound an observer wants: mono float32.</summary>
/// <param name="SampleRate">Hertz.</param>
public sealed record AudioRequest(int SampleRate);
