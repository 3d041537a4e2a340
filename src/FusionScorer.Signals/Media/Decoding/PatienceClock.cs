using System.Diagnostics;

namespace FusionScorer.Signals.Media.Decoding;

/// <summary>A wall-clock limit on the decoder that stands still while an observer keeps it waiting: a slow model is no fault of the clip.</summary>
internal sealed class PatienceClock : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _over = new();
    private TimeSpan _left;
    private long _since = Stopwatch.GetTimestamp();
    private int _waiting;

    public PatienceClock(TimeSpan limit)
    {
        _left = limit;
        _over.CancelAfter(limit);
    }

    /// <summary>Cancelled when the limit is reached.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Waits for an observer.</summary>
    public ValueTask HandOverAsync(ValueTask work) => work.IsCompletedSuccessfully ? work : WaitAsync(work);

    public void Dispose() => _over.Dispose();

    private async ValueTask WaitAsync(ValueTask work)
    {
        lock (_gate)
        {
            if (_waiting++ == 0)
            {
                _left -= Stopwatch.GetElapsedTime(_since);
                _over.CancelAfter(Timeout.InfiniteTimeSpan);
            }
        }

        try
        {
            await work;
        }
        finally
        {
            lock (_gate)
            {
                if (--_waiting == 0)
                {
                    _since = Stopwatch.GetTimestamp();
                    _over.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
                }
            }
        }
    }
}
