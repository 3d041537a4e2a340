using System.Collections.Concurrent;
using System.Collections.Immutable;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Reviewing.Quality;

/// <summary>Which clips are asked blind: by a second reviewer, or though their level is known. Thread-safe.</summary>
/// <remarks>Tasks are stored and never change; whether one still waits follows from the decisions, so that undo needs nothing of its own.</remarks>
public sealed class BlindReview
{
    private readonly ReviewDesk _desk;
    private readonly ConcurrentDictionary<long, ImmutableArray<BlindTask>> _tasks = new();
    private readonly ConcurrentDictionary<long, BlindTask> _waiting = new();
    private readonly ConcurrentDictionary<long, int> _adjudicated = new();
    private readonly Lock _lock = new();
    private long _last;

    internal BlindReview(ReviewDesk desk)
    {
        _desk = desk;
        Draw = new BlindDraw(QueueRun.Seed(desk.Project, decisions: 0));
        Follow();
        Recount();
    }

    /// <summary>Clips that wait for a second reviewer.</summary>
    public int Waiting => _waiting.Count;

    internal BlindDraw Draw { get; }

    /// <summary>The blind task that a reviewer's answer on a clip would be for; null for none.</summary>
    public BlindTask? TaskFor(long clip, string reviewer)
    {
        if (reviewer.Length == 0 || !_tasks.TryGetValue(clip, out var tasks))
            return null;
        if (_waiting.TryGetValue(clip, out var second) && CanSecond(second, tasks, reviewer))
            return second;
        var check = CheckOf(tasks, reviewer);
        return check is not null && IsKnown(clip) && !Answers(clip).Any(answer => answer.IsCheck && Is(answer.Reviewer, reviewer)) ? check : null;
    }

    /// <summary>Whether an account must not see what people said of a clip: it is asked blind, or could still take its blind answer back.</summary>
    public bool IsBlind(long clip, string account) => _tasks.ContainsKey(clip)
        && (TaskFor(clip, account) is not null || _desk.Log.Latest(account, DeskAnswers.Undoable).Any(answer => answer.ClipNo == clip && (answer.IsCheck || answer.IsSecond)));

    /// <summary>The level of a row as an account may see it: the model's where it is asked blind.</summary>
    public ClipLevel LevelFor(DeskModel model, int row, string account) => IsBlind(model.ClipAt(row), account) ? Unreviewed(model, row) : model.LevelOf(row, StandingOf(model, row));

    /// <summary>Rows of all clips that an account is asked blind.</summary>
    internal IEnumerable<int> RowsBlindTo(DeskModel model, string account) =>
        _tasks.Keys.Where(clip => IsBlind(clip, account)).Select(model.RowOf).Where(row => row >= 0);

    /// <summary>Notes that somebody looks at what people said of a clip, and so is no blind reviewer of it any more.</summary>
    public void Look(long clip, string account)
    {
        if (_waiting.TryGetValue(clip, out var second) && _tasks.TryGetValue(clip, out var tasks) && CanSecond(second, tasks, account))
            Take(_desk.Project.Store.Quality.Add(new BlindTask(0, BlindKind.Seen, clip, account, DecisionId: null, Level: null, Share: null, _desk.Project.Clock.GetUtcNow())));
    }

    public static ClipLevel Unreviewed(DeskModel model, int row) => new(model.Result(row).Level, "model", "unreviewed", ModelDisagrees: false);

    /// <summary>The task that a first answer draws; null for none.</summary>
    internal BlindTask? DrawnBy(Decision decision, Standing? before)
    {
        var share = QualityShares.Of(_desk.Project).Second;
        var first = decision is { Kind: DecisionKind.Level, IsCheck: false, IsSecond: false } && decision.Role != Decision.Adjudicator && before is null or { Levels.IsEmpty: true } or { Reopened: true };
        return first && Draw.IsSecond(decision.Id, share) ? new BlindTask(0, BlindKind.Second, decision.ClipNo, decision.Reviewer, decision.Id, Level: null, share, decision.At) : null;
    }

    /// <summary>Takes in tasks that other processes added.</summary>
    internal void Follow()
    {
        foreach (var task in _desk.Project.Store.Quality.TasksAfter(Interlocked.Read(ref _last)))
        {
            Take(task);
            Interlocked.Exchange(ref _last, task.Id);
        }
    }

    /// <summary>Takes in a task that was just saved.</summary>
    internal void Take(BlindTask task)
    {
        lock (_lock)
        {
            var tasks = _tasks.GetValueOrDefault(task.ClipNo, []);
            if (!tasks.Contains(task))
                _tasks[task.ClipNo] = tasks.Add(task);
        }

        Answered(task.ClipNo);
    }

    /// <summary>Works out anew what waits of a clip on which something was said.</summary>
    internal void Answered(long clip)
    {
        lock (_lock)
        {
            var standing = _desk.Log.StandingOf(clip);
            if (standing is { Reopened: false, Decision.Role: Decision.Adjudicator, Levels.Count: 1 })
                _adjudicated[clip] = standing.Levels.Lowest;
            else
                _adjudicated.TryRemove(clip, out _);
            var second = _tasks.GetValueOrDefault(clip, []).LastOrDefault(task => task.Kind == BlindKind.Second);
            if (second is not null && standing is { Reopened: false, Flagged: false } && standing.Levelled.Any(answer => answer.Id == second.DecisionId)
                && standing.Levelled.All(answer => !answer.IsSecond && answer.Role != Decision.Adjudicator))
                _waiting[clip] = second;
            else
                _waiting.TryRemove(clip, out _);
        }
    }

    /// <summary>Works all of it out anew, after level sets have come to mean something else.</summary>
    internal void Recount()
    {
        foreach (var clip in _desk.Log.Clips())
            Answered(clip);
    }

    /// <summary>All second reviews that were drawn, oldest first.</summary>
    internal IReadOnlyList<BlindTask> Tasks(BlindKind kind) => [.. _tasks.Values.SelectMany(tasks => tasks).Where(task => task.Kind == kind).OrderBy(task => task.Id)];

    /// <summary>Rows that wait for this reviewer as the second one, the longest first.</summary>
    internal IEnumerable<int> SecondRows(DeskModel model, string reviewer) => _waiting.Values.Where(task => TaskFor(task.ClipNo, reviewer) == task).OrderBy(task => task.Id)
        .Select(task => model.RowOf(task.ClipNo)).Where(row => row >= 0 && model.CanBeAsked(row));

    /// <summary>Clips of adjudicated level, with that level.</summary>
    internal IReadOnlyList<KeyValuePair<long, int>> Adjudicated() => [.. _adjudicated.OrderBy(pair => pair.Key)];

    /// <summary>Tasks on a clip.</summary>
    internal ImmutableArray<BlindTask> TasksOn(long clip) => _tasks.GetValueOrDefault(clip, []);

    internal static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static BlindTask? CheckOf(ImmutableArray<BlindTask> tasks, string reviewer)
    {
        foreach (var task in tasks)
        {
            if (task.Kind == BlindKind.Check && Is(task.Account, reviewer))
                return task;
        }

        return null;
    }

    private bool CanSecond(BlindTask second, ImmutableArray<BlindTask> tasks, string reviewer) => !Is(second.Account, reviewer)
        && !tasks.Any(task => task.Kind == BlindKind.Seen && Is(task.Account, reviewer)) && Answers(second.ClipNo).All(answer => !Is(answer.Reviewer, reviewer));

    // A clip whose adjudicated level was reopened needs a real answer.
    private bool IsKnown(long clip) => _adjudicated.ContainsKey(clip)
        || (_desk.Model is var model && model.RowOf(clip) is var row and >= 0 && model.KnownLevel(row) >= 0 && _desk.Log.StandingOf(clip) is null or { Levels.IsEmpty: true });

    private IReadOnlyList<Decision> Answers(long clip) => _desk.Log.StandingOf(clip)?.Answers ?? [];

    private Standing? StandingOf(DeskModel model, int row) => _desk.Log.StandingOf(model.ClipAt(row));
}
