using System.Buffers;

namespace FusionScorer.Signals.Media.Decoding;

/// <summary>
/// Passes on as few pictures as keep neighbours within an interval. A picture is held back until the next one shows whether it is needed.
/// </summary>
internal sealed class FrameThinner(long intervalMs, int bytes, Func<ReadOnlyMemory<byte>, long, ValueTask> pass) : IDisposable
{
    private readonly byte[] _held = ArrayPool<byte>.Shared.Rent(bytes);
    private long? _heldMs;
    private long? _passedMs;

    /// <summary>Offers the next picture. One that is not later than those before is ignored.</summary>
    public async ValueTask OfferAsync(ReadOnlyMemory<byte> rgb24, long ms)
    {
        if (ms <= (_heldMs ?? _passedMs))
            return;
        if (_heldMs is not null && ms - _passedMs > intervalMs)
            await PassHeldAsync();
        if (_passedMs is null || ms - _passedMs >= intervalMs)
        {
            await pass(rgb24, ms);
            _passedMs = ms;
            _heldMs = null;
            return;
        }

        rgb24.CopyTo(_held);
        _heldMs = ms;
    }

    /// <summary>Passes on the last picture.</summary>
    public ValueTask FinishAsync() => _heldMs is null ? ValueTask.CompletedTask : PassHeldAsync();

    public void Dispose() => ArrayPool<byte>.Shared.Return(_held);

    private async ValueTask PassHeldAsync()
    {
        var ms = _heldMs!.Value;
        _heldMs = null;
        _passedMs = ms;
        await pass(_held.AsMemory(0, bytes), ms);
    }
}
