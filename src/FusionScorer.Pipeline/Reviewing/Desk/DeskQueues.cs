using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using FusionScorer.Core.Querying;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>A clip that a reviewer was given, and why.</summary>
/// <param name="Row">Its row in the model.</param>
/// <param name="Claim">What holds it for the reviewer.</param>
/// <param name="Pick">Why it was chosen.</param>
public sealed record ClaimedClip(int Row, ClaimRow Claim, Pick? Pick);

/// <summary>Clips for one reviewer.</summary>
/// <param name="Model">The model that they were chosen from.</param>
/// <param name="Clips">In the order in which to review them.</param>
/// <param name="Left">How many this queue has for this reviewer, those given included.</param>
public sealed record ClaimedClips(DeskModel Model, IReadOnlyList<ClaimedClip> Clips, int Left);

/// <summary>Hands out clips, each to one reviewer at a time.</summary>
public sealed class DeskQueues(ReviewDesk desk)
{
    /// <summary>How long a clip is held without a sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>Clips drawn at once: enough for many reviewers until the next draw.</summary>
    public const int UsualDraw = 100;

    // Asked of the store in one go; others may be free only on paper.
    private const int Lookahead = 40;
    private const int MostCounts = 100;
    private static readonly TimeSpan CountFor = TimeSpan.FromSeconds(5);

    private readonly Lock _drawing = new();
    private readonly List<Pick> _open = [];
    private readonly ConcurrentDictionary<QueueFilter, (DeskModel Model, DateTimeOffset At, int Count)> _counts = new();
    private bool _begun;
    private int _draws;
    private volatile CountedFacets? _facets;

    /// <summary>Takes clips for a reviewer; those that this tab holds already come first.</summary>
    /// <param name="filter">Which queue.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="have">Clips that the tab has on its screen or ahead: not given again.</param>
    /// <param name="reviewer">The account.</param>
    /// <param name="client">Its browser tab.</param>
    public ClaimedClips Claim(QueueFilter filter, int count, IReadOnlySet<string> have, string reviewer, string client)
    {
        var model = desk.Model;
        filter.Validate(model);
        var store = desk.Project.Store.Review;
        var now = desk.Project.Clock.GetUtcNow();
        var claims = store.Claims(now).ToDictionary(claim => claim.ClipNo);
        var given = new List<ClaimedClip>(count);
        foreach (var own in claims.Values.Where(claim => claim.Holder == reviewer && claim.Client == client).OrderBy(claim => claim.Since).ThenBy(claim => claim.ClipNo))
        {
            var row = model.RowOf(own.ClipNo);
            if (row >= 0 && given.Count < count && !have.Contains(model.Clips[row].ClipId) && IsOpenFor(model, row, reviewer))
                given.Add(new ClaimedClip(row, own, PickOf(model, row, filter)));
        }

        var tried = new HashSet<int>(given.Select(clip => clip.Row));
        while (given.Count < count)
        {
            var candidates = Candidates(model, filter, reviewer)
                .Where(row => !tried.Contains(row) && !have.Contains(model.Clips[row].ClipId) && !claims.ContainsKey(model.Clips[row].No)).Take(Lookahead).ToList();
            if (candidates.Count == 0)
            {
                if (filter.IsWhole(model) && DrawMore(model, filter.Batch ?? UsualDraw, claims, tried, have))
                    continue;
                break;
            }

            tried.UnionWith(candidates);
            foreach (var claim in store.Claim([.. candidates.Select(row => model.Clips[row].No)], count - given.Count, reviewer, client, NewToken, now, now + Lease))
            {
                // Answered between the look and the claim: by a reviewer whose claim ended with that answer.
                var row = model.RowOf(claim.ClipNo);
                if (Matches(model, row, filter, reviewer))
                    given.Add(new ClaimedClip(row, claim, PickOf(model, row, filter)));
                else
                    store.Release(claim.ClipNo, reviewer);
            }
        }

        return new ClaimedClips(model, given, Count(model, filter));
    }

    /// <summary>Takes one clip, whatever queue it is in.</summary>
    /// <returns>The claim, or who holds the clip.</returns>
    public (ClaimRow? Claim, ClaimRow? Held) ClaimOne(long clip, string reviewer, string client)
    {
        var now = desk.Project.Clock.GetUtcNow();
        var taken = desk.Project.Store.Review.Claim([clip], 1, reviewer, client, NewToken, now, now + Lease);
        return taken.Count > 0 ? (taken[0], null) : (null, desk.Project.Store.Review.Claims(now).FirstOrDefault(claim => claim.ClipNo == clip));
    }

    /// <summary>Rows of a queue in order, as a reviewer sees it: claimed ones too.</summary>
    public IEnumerable<int> Rows(DeskModel model, QueueFilter filter, string reviewer)
    {
        filter.Validate(model);
        if (filter.Status == QueueFilter.Held)
        {
            return desk.Project.Store.Review.Claims(desk.Project.Clock.GetUtcNow()).Select(claim => model.RowOf(claim.ClipNo))
                .Where(row => row >= 0 && filter.Matches(model, row, model.LevelOf(row, desk.Log.StandingOf(model.Clips[row].No))));
        }

        if (!filter.IsWhole(model))
            return Ranked(model, filter, reviewer);
        var open = Open().Select(pick => model.RowOf(pick.ClipNo)).Where(row => row >= 0).Distinct().ToList();
        var first = open.ToHashSet();
        return open.Where(row => Matches(model, row, filter, reviewer)).Concat(Ranked(model, filter, reviewer).Where(row => !first.Contains(row)));
    }

    /// <summary>What queues could be narrowed to; some seconds old at most.</summary>
    public QueueFacets Facets(DeskModel model)
    {
        var now = desk.Project.Clock.GetUtcNow();
        if (_facets is { } known && known.Model == model && now - known.At < CountFor)
            return known.Facets;
        var facets = QueueFacets.Of(desk, model);
        _facets = new CountedFacets(model, now, facets);
        return facets;
    }

    /// <summary>Why a clip stands in a queue; null when nothing chose it.</summary>
    public Pick? PickOf(DeskModel model, int row, QueueFilter filter)
    {
        var clip = model.Clips[row].No;
        if (Open().FirstOrDefault(pick => pick.ClipNo == clip) is { } open)
            return open;
        if (desk.Project.Store.Fusion.LatestPick(clip) is { Audit: true } audit)
            return audit;
        var strategy = filter.Strategy ?? model.Policy.Strategy;
        var ranking = model.RankingOf(strategy);
        var score = ranking.IsEligible(row) ? ranking.UtilityOf(row) : 0;
        return new Pick(BatchId: 0, Rank: 0, clip, strategy, score, model.Draw.Why(clip, score, strategy), InclusionProbability: null, Audit: false);
    }

    /// <summary>Whether a clip waits for an answer of this reviewer.</summary>
    public bool IsOpenFor(DeskModel model, int row, string reviewer) => model.CanBeAsked(row)
        && (desk.Log.StandingOf(model.Clips[row].No) is not { } standing
            || (standing.Levels.IsEmpty && !standing.Answers.Any(answer => answer.Reviewer == reviewer || answer.Kind == DecisionKind.Flag)));

    /// <summary>Draws anew from another model: only places that no open question holds are raffled for the audit.</summary>
    internal List<Pick> Draw(DeskModel model)
    {
        var unanswered = Open().Count(pick => Waits(model, pick));
        return Draw(model, UsualDraw, Math.Max(0, UsualDraw - unanswered), []);
    }

    /// <summary>Hands out what was drawn, in place of what was open.</summary>
    internal void Use(List<Pick> drawn)
    {
        lock (_drawing)
        {
            _begun = true;
            _open.Clear();
            _open.AddRange(drawn);
        }
    }

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));

    private List<Pick> Open()
    {
        lock (_drawing)
            return [.. _open];
    }

    private IEnumerable<int> Candidates(DeskModel model, QueueFilter filter, string reviewer) => filter.IsWhole(model)
        ? Fresh(model).Select(pick => model.RowOf(pick.ClipNo)).Where(row => row >= 0 && IsOpenFor(model, row, reviewer))
        : Ranked(model, filter, reviewer);

    private IEnumerable<int> Ranked(DeskModel model, QueueFilter filter, string reviewer)
    {
        var ranking = model.RankingOf(filter.Strategy ?? model.Policy.Strategy);
        var eligibleOnly = filter.Status is null or QueueFilter.Unreviewed;
        return ranking.Rows.Where(row => (!eligibleOnly || ranking.IsEligible(row)) && Matches(model, row, filter, reviewer));
    }

    private bool Matches(DeskModel model, int row, QueueFilter filter, string reviewer)
    {
        if (filter.Status is null or QueueFilter.Unreviewed && !IsOpenFor(model, row, reviewer))
            return false;
        var level = model.LevelOf(row, desk.Log.StandingOf(model.Clips[row].No));
        return (filter.Status is null or QueueFilter.Unreviewed || StatusesOf(model, row, level).Contains(filter.Status)) && filter.Matches(model, row, level);
    }

    /// <summary>All statuses that a clip has.</summary>
    internal IEnumerable<string> StatusesOf(DeskModel model, int row, ClipLevel level)
    {
        yield return "all";
        var clip = model.Clips[row].No;
        if (level.Source == "known")
            yield return "known";
        if (level.Source == "decision")
            yield return "decided";
        if (level.Status == "disputed")
            yield return "disputed";
        if (level.ModelDisagrees && level.Source == "decision")
            yield return "disagrees";
        if (desk.Log.StandingOf(clip) is not { } standing)
            yield break;
        if (standing.Answers.Any(answer => answer.Kind == DecisionKind.Flag))
            yield return "flagged";
        if (standing.Levels.IsEmpty && standing.Answers.Any(answer => answer.Kind == DecisionKind.Unsure))
            yield return "unsure";
    }

    // Counting looks at every clip: one count serves all reviewers for a moment.
    private int Count(DeskModel model, QueueFilter filter)
    {
        var now = desk.Project.Clock.GetUtcNow();
        if (_counts.TryGetValue(filter, out var known) && known.Model == model && now - known.At < CountFor)
            return known.Count;
        if (_counts.Count > MostCounts)
            _counts.Clear();
        var count = Ranked(model, filter, reviewer: "").Count();
        _counts[filter] = (model, now, count);
        return count;
    }

    private List<Pick> Fresh(DeskModel model)
    {
        lock (_drawing)
        {
            if (!_begun)
                Begin(model);
            return [.. _open];
        }
    }

    private bool DrawMore(DeskModel model, int size, Dictionary<long, ClaimRow> claims, HashSet<int> tried, IReadOnlySet<string> have)
    {
        lock (_drawing)
        {
            _open.RemoveAll(pick => !Waits(model, pick));
            var open = _open.Select(pick => model.RowOf(pick.ClipNo));
            var drawn = Draw(model, Math.Max(size, UsualDraw), places: null, [.. claims.Keys.Select(model.RowOf), .. have.Select(model.RowOf), .. tried, .. open]);
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
        var context = model.Context with
        {
            Available = available,
            DecisionCount = desk.Log.Count,
            Seed = QueueRun.Seed(desk.Project, desk.Log.Count) + ((ulong)Interlocked.Increment(ref _draws) << 32),
        };
        var picks = model.Draw.Draw(context, QueryStrategies.ByName(model.Policy.Strategy), size, Math.Min(places ?? size, size), model.Run.Id, desk.Log.StandingOf);
        return [.. picks.Where(pick => !QueueDraw.HasRemark(pick))];
    }

    private bool Waits(DeskModel model, Pick pick) => model.RowOf(pick.ClipNo) is var row and >= 0 && NeedsAnswer(model, row);

    private bool NeedsAnswer(DeskModel model, int row) => model.CanBeAsked(row)
        && (desk.Log.StandingOf(model.Clips[row].No) is not { } standing || (standing.Levels.IsEmpty && standing.Answers.All(answer => answer.Kind != DecisionKind.Flag)));

    private sealed record CountedFacets(DeskModel Model, DateTimeOffset At, QueueFacets Facets);
}
