namespace FusionScorer.Pipeline.Workers;

/// <summary>Room for a number of jobs at once. A job under suspicion gets all of it: should it kill the worker, no other job is hit.</summary>
internal sealed class WorkSlots(int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);
    private readonly SemaphoreSlim _alone = new(1, 1);

    /// <summary>Waits for room.</summary>
    /// <returns>Gives it back when disposed.</returns>
    public async Task<IDisposable> TakeAsync(bool alone, CancellationToken cancellation)
    {
        if (!alone)
        {
            await _free.WaitAsync(cancellation).ConfigureAwait(false);
            return new Room(_free, 1);
        }

        // One at a time collects room, else two could each hold half of it for ever.
        await _alone.WaitAsync(cancellation).ConfigureAwait(false);
        var taken = 0;
        try
        {
            for (; taken < count; taken++)
                await _free.WaitAsync(cancellation).ConfigureAwait(false);
            return new Room(_free, count);
        }
        catch
        {
            if (taken > 0)
                _free.Release(taken);
            throw;
        }
        finally
        {
            _alone.Release();
        }
    }

    public void Dispose()
    {
        _free.Dispose();
        _alone.Dispose();
    }

    private sealed class Room(SemaphoreSlim free, int count) : IDisposable
    {
        private int _given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _given, 1) == 0)
                free.Release(count);
        }
    }
}
