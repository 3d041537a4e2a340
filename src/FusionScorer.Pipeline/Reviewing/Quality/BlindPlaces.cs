using System.Collections.Concurrent;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Reviewing.Quality;

/// <summary>A clip that comes, blind, before one that the queue chose.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Before">The clip that the queue chose.</param>
/// <param name="Check">The task to save when it is handed out; null when it is there already.</param>
internal sealed record BlindPlace(int Row, long Before, BlindTask? Check);

/// <summary>Puts blind clips among a reviewer's usual ones. Thread-safe.</summary>
internal sealed class BlindPlaces(ReviewDesk desk)
{
    // Clips of known level that were asked already, or cannot be, are passed over; a reviewer who has had nearly all of them gets none.
    private const int MostTries = 50;

    private readonly ConcurrentDictionary<(string Reviewer, long Clip), bool> _used = new();
    private volatile Known? _known;

    /// <summary>How many clips of known level could be asked about.</summary>
    public int Available => KnownOf(desk.Model).Rows.Length + desk.Blind.Adjudicated().Count;

    /// <summary>The clip that comes before a row that the queue chose; null for none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="row">What the queue chose.</param>
    /// <param name="reviewer">For whom.</param>
    /// <param name="shares">How much is asked blind.</param>
    /// <param name="isFree">Whether a row can be handed out now.</param>
    public BlindPlace? Before(DeskModel model, int row, string reviewer, QualityShares shares, Func<int, bool> isFree)
    {
        var clip = model.ClipAt(row);
        var place = desk.Blind.Draw.PlaceOf(reviewer, clip, shares);
        if (place == BlindDraw.Place.Usual || _used.ContainsKey((reviewer, clip)))
            return null;
        if (place == BlindDraw.Place.Check)
            return CheckBefore(model, clip, reviewer, shares, isFree);
        foreach (var second in desk.Blind.SecondRows(model, reviewer))
        {
            if (isFree(second))
                return new BlindPlace(second, clip, Check: null);
        }

        return null;
    }

    /// <summary>Notes that a blind clip was handed out: its place is used, and the clip in it is asked blind from now on.</summary>
    public void Use(BlindPlace place, string reviewer)
    {
        _used[(reviewer, place.Before)] = true;
        if (place.Check is { } check)
            desk.Blind.Take(desk.Project.Store.Quality.Add(check));
    }

    private BlindPlace? CheckBefore(DeskModel model, long clip, string reviewer, QualityShares shares, Func<int, bool> isFree)
    {
        // What was handed out and given back is asked first.
        foreach (var task in desk.Blind.Tasks(BlindKind.Check))
        {
            if (BlindReview.Is(task.Account, reviewer) && model.RowOf(task.ClipNo) is var given and >= 0 && isFree(given) && desk.Blind.TaskFor(task.ClipNo, reviewer) == task)
                return new BlindPlace(given, clip, Check: null);
        }

        var known = KnownOf(model).Rows;
        var adjudicated = desk.Blind.Adjudicated();
        var count = known.Length + adjudicated.Count;
        if (count == 0)
            return null;
        var start = desk.Blind.Draw.Start(reviewer, clip, count);
        for (var tried = 0; tried < Math.Min(count, MostTries); tried++)
        {
            var at = (start + tried) % count;
            var row = at < known.Length ? known[at] : model.RowOf(adjudicated[at - known.Length].Key);
            var level = at < known.Length ? model.KnownLevel(row) : adjudicated[at - known.Length].Value;
            if (row >= 0 && isFree(row) && CanAsk(model, row, reviewer))
            {
                return new BlindPlace(row, clip, new BlindTask(
                    0, BlindKind.Check, model.ClipAt(row), reviewer, DecisionId: null, model.Policy.Taxonomy[level], shares.Hidden, desk.Project.Clock.GetUtcNow()));
            }
        }

        return null;
    }

    // Who has answered a clip, or looked at its answers, knows its level.
    private bool CanAsk(DeskModel model, int row, string reviewer)
    {
        var clip = model.ClipAt(row);
        var standing = desk.Log.StandingOf(clip);
        return (standing is null or { Levels.IsEmpty: true } || standing.Decision?.Role == Decision.Adjudicator)
            && !(standing?.Flagged ?? false)
            && desk.HistoryOf(clip).All(entry => !BlindReview.Is(entry.Decision.Reviewer, reviewer))
            && desk.Blind.TasksOn(clip).All(task => task.Kind == BlindKind.Second || !BlindReview.Is(task.Account, reviewer))
            && !desk.Project.Store.Readings.OfClip(clip).Any(reading => reading is { Signal: MediaProbeExtractor.SignalName, Status: ReadingStatus.Failed });
    }

    private Known KnownOf(DeskModel model)
    {
        if (_known is { } known && known.Model == model)
            return known;
        var rows = new List<int>();
        for (var row = 0; row < model.Clips.Count; row++)
        {
            if (model.KnownLevel(row) >= 0)
                rows.Add(row);
        }

        return _known = new Known(model, [.. rows]);
    }

    private sealed record Known(DeskModel Model, int[] Rows);
}
