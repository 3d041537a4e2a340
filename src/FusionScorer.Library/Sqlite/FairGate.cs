namespace FusionScorer.Library.Sqlite;

/// <summary>A lock that lets threads in by order of arrival, so that bulk work, which comes back at once, cannot starve a decision.</summary>
internal sealed class FairGate
{
#pragma warning disable MA0158 // Waiting for one's turn needs Monitor.Wait, which System.Threading.Lock lacks.
    private readonly object _turns = new();
#pragma warning restore MA0158
    private long _nextTicket;
    private long _serving;

    /// <summary>Waits for the turn of the calling thread. Not re-entrant.</summary>
    public void Enter()
    {
        lock (_turns)
        {
            var ticket = _nextTicket++;
            while (ticket != _serving)
                Monitor.Wait(_turns);
        }
    }

    /// <summary>Lets the next one in.</summary>
    public void Exit()
    {
        lock (_turns)
        {
            _serving++;
            Monitor.PulseAll(_turns);
        }
    }
}
