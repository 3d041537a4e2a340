namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>Clips whose decision the model now disagrees with: flagged, never changed.</summary>
public sealed class DisagreementList(ReviewDesk desk)
{
    private readonly Lock _lock = new();
    private HashSet<long>? _clips;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return All().Count;
        }
    }

    internal void Recount()
    {
        lock (_lock)
            _clips = null;
    }

    internal void Look(long clip)
    {
        lock (_lock)
        {
            if (_clips is null)
                return;
            if (Disagrees(clip))
                _clips.Add(clip);
            else
                _clips.Remove(clip);
        }
    }

    private HashSet<long> All() => _clips ??= [.. desk.Log.Clips().Where(Disagrees)];

    private bool Disagrees(long clip) =>
        desk.Model.RowOf(clip) is var row and >= 0 && desk.Log.StandingOf(clip) is { Levels.IsEmpty: false } standing && desk.Model.LevelOf(row, standing).ModelDisagrees;
}
