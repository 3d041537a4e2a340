namespace FusionScorer.Signals.Media.Decoding;

/// <summary>A wall-clock limit on the decoder that stands still while an observer keeps it waiting: a slow model is no fault of the clip.</summary>
internal sealed class PatienceClock : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over;
    private TimeSpan _left;
    private long _since;
    private int _waiting;

    public PatienceClock(TimeSpan limit, TimeProvider time)
    {
        _time = time;
        _left = limit;
        _since = time.GetTimestamp();
        _over = new CancellationTokenSource(limit, time);
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
                _left -= _time.GetElapsedTime(_since);
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
                    _since = _time.GetTimestamp();
                    _over.CancelAfter(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);
                }
            }
        }
    }
}
