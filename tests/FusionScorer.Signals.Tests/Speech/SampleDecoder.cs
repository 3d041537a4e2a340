using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Signals.Tests.Speech;

/// <summary>A decoder that hands out given samples.</summary>
internal sealed class SampleDecoder(IEnumerable<float[]> pieces, string? fault = null) : IMediaDecoder
{
    /// <summary>How many pieces were handed out.</summary>
    public int Given { get; private set; }

    public async Task<DecodeResult> DecodeAsync(Signals.ClipInput clip, IReadOnlyList<IDecodedObserver> observers, CancellationToken cancellation)
    {
        foreach (var piece in pieces)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var observer in observers)
                await observer.OnAudioAsync(piece, cancellation);
            Given++;
        }

        return new DecodeResult(fault is null, fault);
    }

    public static SampleDecoder Of(float[] samples, string? fault = null) => new(samples.Chunk(16_000), fault);
}
