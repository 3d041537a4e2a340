using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>All decisions in memory, by clip and by reviewer, followed one by one instead of read anew. Thread-safe.</summary>
internal sealed class DecisionLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Decision> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<Decision>> _byClip = [];
    private readonly Dictionary<string, List<Decision>> _byReviewer = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Decision> _all = [];
    private readonly Dictionary<DecisionKind, int> _kinds = [];
    private readonly HashSet<string> _undone = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Standing> _standings = [];
    private Taxonomy _taxonomy;

    public DecisionLog(Taxonomy taxonomy) => _taxonomy = taxonomy;

    /// <summary>The place of the last decision that was read from the store.</summary>
    public long Place { get; private set; }

    /// <summary>How many decisions there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _byId.Count;
        }
    }

    /// <summary>Adds decisions that were read from the store; those known already are passed over.</summary>
    /// <returns>The clips whose standing may have changed.</returns>
    public IReadOnlySet<long> Follow(IReadOnlyList<(long Place, Decision Decision)> decisions)
    {
        var clips = new HashSet<long>();
        lock (_lock)
        {
            foreach (var (place, decision) in decisions)
            {
                Place = Math.Max(Place, place);
                if (Take(decision))
                    clips.Add(decision.ClipNo);
            }
        }

        return clips;
    }

    /// <summary>Adds one that was just saved.</summary>
    public void Add(Decision decision)
    {
        lock (_lock)
            Take(decision);
    }

    /// <summary>What people said of a clip; null for nothing.</summary>
    public Standing? StandingOf(long clip)
    {
        lock (_lock)
        {
            if (_standings.TryGetValue(clip, out var standing))
                return standing;
            if (!_byClip.TryGetValue(clip, out var all))
                return null;
            var answers = all.Where(decision => decision.Kind != DecisionKind.Undo && !_undone.Contains(decision.Id)).ToList();
            if (answers.Count == 0)
                return null;
            return _standings[clip] = StandingDecisions.OfClip(answers, _taxonomy);
        }
    }

    /// <summary>Clips that ever had an answer.</summary>
    public IReadOnlyList<long> Clips()
    {
        lock (_lock)
            return [.. _byClip.Keys];
    }

    /// <summary>Of each row of a model whether its clip ever had an answer.</summary>
    public bool[] Rows(DeskModel model)
    {
        var rows = new bool[model.Clips.Count];
        lock (_lock)
        {
            foreach (var clip in _byClip.Keys)
            {
                if (model.RowOf(clip) is var row and >= 0)
                    rows[row] = true;
            }
        }

        return rows;
    }

    /// <summary>The standing of every clip that has an answer.</summary>
    public IReadOnlyDictionary<long, Standing> Standings()
    {
        // Clip by clip, so that nobody who decides waits for all of them.
        var clips = Clips();
        var standings = new Dictionary<long, Standing>(clips.Count);
        foreach (var clip in clips)
        {
            if (StandingOf(clip) is { } standing)
                standings.Add(clip, standing);
        }

        return standings;
    }

    /// <summary>All answers, in the order in which they came.</summary>
    public IReadOnlyList<Decision> All()
    {
        lock (_lock)
            return [.. _all];
    }

    /// <summary>How many answers of each kind there are; kinds without one are left out.</summary>
    public IReadOnlyDictionary<DecisionKind, int> Kinds()
    {
        lock (_lock)
            return _kinds.ToDictionary();
    }

    /// <summary>All answers on a clip, oldest first, undone ones too.</summary>
    public IReadOnlyList<(Decision Decision, bool Undone)> History(long clip)
    {
        lock (_lock)
            return _byClip.TryGetValue(clip, out var all) ? [.. all.Select(decision => (decision, _undone.Contains(decision.Id)))] : [];
    }

    /// <summary>A reviewer's latest answers that are not undone, newest first.</summary>
    public IReadOnlyList<Decision> Latest(string reviewer, int count)
    {
        lock (_lock)
        {
            return !_byReviewer.TryGetValue(reviewer, out var own) ? [] : [.. Enumerable.Reverse(own)
                .Where(decision => decision.Kind != DecisionKind.Undo && !_undone.Contains(decision.Id)).Take(count)];
        }
    }

    /// <summary>A decision by its id.</summary>
    public (Decision Decision, bool Undone)? Find(string id)
    {
        lock (_lock)
            return _byId.TryGetValue(id, out var decision) ? (decision, _undone.Contains(id)) : null;
    }

    /// <summary>Reads level sets in another taxonomy from now on.</summary>
    public void Use(Taxonomy taxonomy)
    {
        lock (_lock)
        {
            _taxonomy = taxonomy;
            _standings.Clear();
        }
    }

    private bool Take(Decision decision)
    {
        if (!_byId.TryAdd(decision.Id, decision))
            return false;
        _all.Add(decision);
        _kinds[decision.Kind] = _kinds.GetValueOrDefault(decision.Kind) + 1;
        if (!_byClip.TryGetValue(decision.ClipNo, out var ofClip))
            _byClip.Add(decision.ClipNo, ofClip = []);
        ofClip.Add(decision);
        if (!_byReviewer.TryGetValue(decision.Reviewer, out var own))
            _byReviewer.Add(decision.Reviewer, own = []);
        own.Add(decision);
        if (decision.Undoes is { } undone)
            _undone.Add(undone);
        _standings.Remove(decision.ClipNo);
        return true;
    }
}
