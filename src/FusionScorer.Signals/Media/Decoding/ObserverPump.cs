using System.Buffers;
using System.Threading.Channels;

namespace FusionScorer.Signals.Media.Decoding;

/// <summary>Feeds one observer from a short queue, so that decoding and several observers work at the same time and memory stays bounded.</summary>
internal sealed class ObserverPump
{
    private const int QueueLength = 8;

    private readonly IDecodedObserver _observer;
    private readonly CancellationToken _stop;
    private readonly Channel<Piece> _queue = Channel.CreateBounded<Piece>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Task _pumping;

    public ObserverPump(IDecodedObserver observer, CancellationToken stop)
    {
        _observer = observer;
        _stop = stop;
        _pumping = Task.Run(PumpAsync, CancellationToken.None);
    }

    public IDecodedObserver Observer => _observer;

    public ValueTask FrameAsync(ReadOnlyMemory<byte> rgb24, long ms)
    {
        var copy = ArrayPool<byte>.Shared.Rent(rgb24.Length);
        rgb24.CopyTo(copy);
        return _queue.Writer.WriteAsync(new Piece(copy, null, rgb24.Length, ms), _stop);
    }

    public ValueTask AudioAsync(ReadOnlySpan<float> samples)
    {
        var copy = ArrayPool<float>.Shared.Rent(samples.Length);
        samples.CopyTo(copy);
        return _queue.Writer.WriteAsync(new Piece(null, copy, samples.Length, 0), _stop);
    }

    /// <summary>Waits until the observer has taken everything.</summary>
    public Task DrainAsync()
    {
        _queue.Writer.TryComplete();
        return _pumping;
    }

    private async Task PumpAsync()
    {
        try
        {
            await foreach (var piece in _queue.Reader.ReadAllAsync(_stop))
            {
                if (piece.Frame is { } frame)
                {
                    await _observer.OnFrameAsync(frame.AsMemory(0, piece.Length), piece.Ms, _stop);
                    ArrayPool<byte>.Shared.Return(frame);
                }
                else
                {
                    await _observer.OnAudioAsync(piece.Samples.AsMemory(0, piece.Length), _stop);
                    ArrayPool<float>.Shared.Return(piece.Samples!);
                }
            }
        }
        catch (Exception fault)
        {
            // Whoever writes next learns of it; DrainAsync hands the fault on.
            _queue.Writer.TryComplete(fault);
            throw;
        }
    }

    private readonly record struct Piece(byte[]? Frame, float[]? Samples, int Length, long Ms);
}
