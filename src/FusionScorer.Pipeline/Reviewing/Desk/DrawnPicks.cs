using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>What the policy's own queue has drawn and nobody has answered yet. Thread-safe.</summary>
public sealed class DrawnPicks(ReviewDesk desk)
{
    // Enough for many reviewers until the next draw.
    private const int UsualDraw = 100;

    private readonly Lock _lock = new();
    private readonly List<Pick> _open = [];
    private volatile bool _begun;
    private int _draws;

    /// <summary>Draws more before reviewers run out of clips, so that none of them waits for it.</summary>
    public void TopUp()
    {
        var model = desk.Model;
        var claims = desk.Project.Store.Review.Claims(desk.Project.Clock.GetUtcNow()).Select(claim => claim.ClipNo).ToHashSet();
        var open = Open();
        if (!_begun || open.Count(pick => !claims.Contains(pick.ClipNo) && Waits(model, pick)) >= UsualDraw / 2)
            return;
        var drawn = Draw(model, UsualDraw, places: null, [.. claims.Select(model.RowOf), .. open.Select(pick => model.RowOf(pick.ClipNo))]);
        lock (_lock)
        {
            var known = _open.Select(pick => pick.ClipNo).ToHashSet();
            _open.RemoveAll(pick => !Waits(model, pick));
            _open.AddRange(drawn.Where(pick => !known.Contains(pick.ClipNo)));
        }
    }

    /// <summary>Draws anew from another model: only places that no open question holds are raffled for the audit.</summary>
    internal List<Pick> Draw(DeskModel model)
    {
        var unanswered = Open().Count(pick => Waits(model, pick));
        return Draw(model, UsualDraw, Math.Max(0, UsualDraw - unanswered), []);
    }

    /// <summary>Hands out what was drawn, in place of what was open.</summary>
    internal void Use(List<Pick> drawn)
    {
        lock (_lock)
        {
            _begun = true;
            _open.Clear();
            _open.AddRange(drawn);
        }
    }

    /// <summary>All of it, in the order in which to ask.</summary>
    internal List<Pick> Open()
    {
        lock (_lock)
            return [.. _open];
    }

    /// <summary>The same, after the first draw.</summary>
    internal List<Pick> Fresh(DeskModel model)
    {
        lock (_lock)
        {
            if (!_begun)
                Begin(model);
            return [.. _open];
        }
    }

    /// <summary>Draws more when all that is open is held by others.</summary>
    /// <param name="model">The model to draw from.</param>
    /// <param name="least">At least so many.</param>
    /// <param name="excluded">Rows that must not be drawn; negative ones are passed over.</param>
    /// <returns>False when there was nothing to draw.</returns>
    internal bool More(DeskModel model, int least, IReadOnlyList<int> excluded)
    {
        lock (_lock)
        {
            _open.RemoveAll(pick => !Waits(model, pick));
            var drawn = Draw(model, Math.Max(least, UsualDraw), places: null, [.. excluded, .. _open.Select(pick => model.RowOf(pick.ClipNo))]);
            _open.AddRange(drawn);
            return drawn.Count > 0;
        }
    }

    // Goes on with what an earlier process drew from the same run.
    private void Begin(DeskModel model)
    {
        _begun = true;
        if (desk.Project.Store.Fusion.LatestBatch() is { } latest)
        {
            _open.AddRange(latest.Picks.Where(pick => !QueueDraw.HasRemark(pick) && Waits(model, pick)));
            if (_open.Count > 0 && latest.RunId == model.Run.Id && latest.Strategy == model.Policy.Strategy)
                return;
        }

        var places = Math.Max(0, UsualDraw - _open.Count);
        _open.Clear();
        _open.AddRange(Draw(model, UsualDraw, places, []));
    }

    private List<Pick> Draw(DeskModel model, int size, int? places, IEnumerable<int> excluded)
    {
        var available = model.Askable();
        foreach (var row in desk.Log.Clips().Select(model.RowOf).Where(row => row >= 0))
            available[row] = NeedsAnswer(model, row);
        foreach (var row in excluded.Where(row => row >= 0))
            available[row] = false;

        // No more places than clips: each place has its chance of an audit.
        size = Math.Min(size, available.Count(can => can));
        if (size == 0)
            return [];
        var context = model.Context with { Available = available, DecisionCount = desk.Log.Count };

        // A place may fall to a clip that the audit draws and that needs no answer: whoever waits for a question gets the next place.
        while (true)
        {
            var seed = QueueRun.Seed(desk.Project, desk.Log.Count) + ((ulong)Interlocked.Increment(ref _draws) << 32);
            var picks = model.Draw.Draw(
                context with { Seed = seed }, QueryStrategies.ByName(model.Policy.Strategy), size, Math.Min(places ?? size, size), model.Run.Id, desk.Log.StandingOf);
            var questions = picks.Where(pick => !QueueDraw.HasRemark(pick)).ToList();
            if (questions.Count > 0 || picks.Count == 0)
                return questions;
        }
    }

    private bool Waits(DeskModel model, Pick pick) => model.RowOf(pick.ClipNo) is var row and >= 0 && NeedsAnswer(model, row);

    private bool NeedsAnswer(DeskModel model, int row) => model.CanBeAsked(row)
        && (desk.Log.StandingOf(model.ClipAt(row)) is not { } standing || standing.NeedsAnswer);
}
