using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Quality;

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

    // Asked of the store in one go; others may be free only on paper.
    private const int Lookahead = 40;
    private const int MostCounts = 100;
    private static readonly TimeSpan CountFor = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<QueueFilter, (DateTimeOffset At, int Count)> _counts = new();
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
        var matches = new RowFilter(model, filter);
        var given = new List<ClaimedClip>(count);
        foreach (var own in claims.Values.Where(claim => claim.Holder == reviewer && claim.Client == client).OrderBy(claim => claim.Since).ThenBy(claim => claim.ClipNo))
        {
            var row = model.RowOf(own.ClipNo);
            if (row >= 0 && given.Count < count && !have.Contains(model.Clips.IdOf(row)) && IsOpenFor(model, row, reviewer))
                given.Add(new ClaimedClip(row, own, PickOf(model, row, filter, reviewer)));
        }

        var whole = filter.IsWhole(model);
        var tried = new HashSet<int>(given.Select(clip => clip.Row));
        while (given.Count < count)
        {
            var candidates = Candidates(model, filter, matches, reviewer).Where(IsFree).Take(Lookahead).ToList();
            if (candidates.Count == 0 && whole)
            {
                if (desk.Drawn.More(model, filter.Batch ?? 0, [.. claims.Keys.Select(model.RowOf), .. have.Select(model.RowOf), .. tried]))
                    continue;
                candidates = [.. desk.Blind.SecondRows(model, reviewer).Where(IsFree).Take(Lookahead)];
            }

            if (candidates.Count == 0)
                break;
            var blind = whole ? Blind(model, candidates, count - given.Count, reviewer, IsFree) : [];
            var wanted = candidates.SelectMany(row => blind.TryGetValue(row, out var place) ? (int[])[place.Row, row] : [row]).ToList();
            tried.UnionWith(wanted);
            foreach (var claim in store.Claim([.. wanted.Select(row => model.ClipAt(row))], count - given.Count, reviewer, client, NewToken, now, now + Lease))
            {
                // Answered between the look and the claim: by a reviewer whose claim ended with that answer.
                var row = model.RowOf(claim.ClipNo);
                if (blind.Values.FirstOrDefault(place => place.Row == row) is { } used)
                    desk.Places.Use(used, reviewer);
                if (Matches(model, row, filter, matches, reviewer))
                    given.Add(new ClaimedClip(row, claim, PickOf(model, row, filter, reviewer)));
                else
                    store.Release(claim.ClipNo, reviewer);
            }
        }

        Telemetry.Claims.Add(given.Count);
        return new ClaimedClips(model, given, Math.Max(given.Count, Count(model, filter)));

        bool IsFree(int row) => !tried.Contains(row) && !have.Contains(model.Clips.IdOf(row)) && !claims.ContainsKey(model.ClipAt(row));
    }

    /// <summary>Takes one clip, whatever queue it is in.</summary>
    /// <returns>The claim, or who holds the clip.</returns>
    public (ClaimRow? Claim, ClaimRow? Held) ClaimOne(long clip, string reviewer, string client)
    {
        var now = desk.Project.Clock.GetUtcNow();
        var taken = desk.Project.Store.Review.Claim([clip], 1, reviewer, client, NewToken, now, now + Lease);
        Telemetry.Claims.Add(taken.Count);
        return taken.Count > 0 ? (taken[0], null) : (null, desk.Project.Store.Review.Claims(now).FirstOrDefault(claim => claim.ClipNo == clip));
    }

    /// <summary>Rows of a queue in order, as a reviewer sees it: claimed ones too.</summary>
    public IEnumerable<int> Rows(DeskModel model, QueueFilter filter, string reviewer)
    {
        filter.Validate(model);
        var matches = new RowFilter(model, filter);
        if (filter.Status == QueueFilter.Held)
        {
            return desk.Project.Store.Review.Claims(desk.Project.Clock.GetUtcNow()).Select(claim => model.RowOf(claim.ClipNo))
                .Where(row => row >= 0 && matches.Matches(row, desk.Blind.LevelFor(model, row, reviewer)));
        }

        if (!filter.IsWhole(model))
            return Ranked(model, filter, matches, reviewer);
        var open = desk.Drawn.Open().Select(pick => model.RowOf(pick.ClipNo)).Where(row => row >= 0).Distinct().ToList();
        var first = open.ToHashSet();
        return open.Where(row => Matches(model, row, filter, matches, reviewer)).Concat(Ranked(model, filter, matches, reviewer).Where(row => !first.Contains(row)));
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

    /// <summary>Why a clip stands in a reviewer's queue; null when nothing chose it. One that is asked blind has a reason like any other.</summary>
    public Pick? PickOf(DeskModel model, int row, QueueFilter filter, string reviewer)
    {
        var clip = model.ClipAt(row);
        var blind = desk.Blind.IsBlind(clip, reviewer);
        var open = desk.Drawn.Open();
        if (!blind && open.Find(pick => pick.ClipNo == clip) is { } drawn)
            return drawn;
        if (!blind && desk.Project.Store.Fusion.LatestPick(clip) is { Audit: true } audit)
            return audit;
        var strategy = filter.Strategy ?? model.Policy.Strategy;
        var ranking = model.RankingOf(strategy);
        var score = ranking.IsEligible(row) ? ranking.UtilityOf(row) : 0;
        var batch = blind && filter.IsWhole(model) ? open.Select(pick => pick.BatchId).FirstOrDefault() : 0;
        return new Pick(batch, Rank: 0, clip, strategy, score, model.Draw.Why(row, score, strategy), InclusionProbability: null, Audit: false);
    }

    /// <summary>Whether a clip waits for an answer of this reviewer.</summary>
    public bool IsOpenFor(DeskModel model, int row, string reviewer) => model.ClipAt(row) is var clip
        && ((model.CanBeAsked(row) && (desk.Log.StandingOf(clip) is not { } standing || standing.IsOpenFor(reviewer))) || desk.Blind.TaskFor(clip, reviewer) is not null);

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));

    private IEnumerable<int> Candidates(DeskModel model, QueueFilter filter, RowFilter matches, string reviewer) => filter.IsWhole(model)
        ? desk.Drawn.Fresh(model).Select(pick => model.RowOf(pick.ClipNo)).Where(row => row >= 0 && IsOpenFor(model, row, reviewer))
        : Ranked(model, filter, matches, reviewer);

    private IEnumerable<int> Ranked(DeskModel model, QueueFilter filter, RowFilter matches, string reviewer)
    {
        var ranking = model.RankingOf(filter.Strategy ?? model.Policy.Strategy);

        // What a change would move is asked about whether or not its strategy finds it worth the while.
        var eligibleOnly = filter.Changes is null && filter.Status is (null or QueueFilter.Unreviewed);
        return ranking.Rows.Where(row => (!eligibleOnly || ranking.IsEligible(row)) && Matches(model, row, filter, matches, reviewer));
    }

    private bool Matches(DeskModel model, int row, QueueFilter filter, RowFilter matches, string reviewer)
    {
        if (filter.Status is null or QueueFilter.Unreviewed && !IsOpenFor(model, row, reviewer))
            return false;
        var level = desk.Blind.LevelFor(model, row, reviewer);
        return (filter.Status is null or QueueFilter.Unreviewed || StatusesOf(model, row, level, reviewer).Contains(filter.Status)) && matches.Matches(row, level);
    }

    // Those who are asked for a few clips get them blind only in the policy's own queue: a filtered one has its own order.
    private Dictionary<int, BlindPlace> Blind(DeskModel model, List<int> candidates, int count, string reviewer, Func<int, bool> isFree)
    {
        var shares = QualityShares.Of(desk.Project);
        var places = new Dictionary<int, BlindPlace>();
        var rows = candidates.ToHashSet();
        foreach (var row in candidates.Take(count))
        {
            if (desk.Places.Before(model, row, reviewer, shares, free => isFree(free) && !rows.Contains(free)) is { } place && rows.Add(place.Row))
                places.Add(row, place);
        }

        return places;
    }

    /// <summary>All statuses that a clip has for a reviewer.</summary>
    internal IEnumerable<string> StatusesOf(DeskModel model, int row, ClipLevel level, string reviewer)
    {
        yield return "all";
        var clip = model.ClipAt(row);
        if (level.Source == "known")
            yield return "known";
        if (level.Source == "decision")
            yield return "decided";
        if (level.Status is "disputed" or "reopened")
            yield return level.Status;
        if (level.ModelDisagrees && level.Source == "decision")
            yield return "disagrees";
        if (desk.Log.StandingOf(clip) is not { } standing || desk.Blind.IsBlind(clip, reviewer))
            yield break;
        if (standing.Flagged)
            yield return "flagged";
        if (standing.Levels.IsEmpty && standing.Current.Any(answer => answer.Kind == DecisionKind.Unsure))
            yield return "unsure";
    }

    // Counting looks at every clip: one count serves all reviewers for a moment, and while one of them counts anew.
    private int Count(DeskModel model, QueueFilter filter)
    {
        var now = desk.Project.Clock.GetUtcNow();
        if (_counts.TryGetValue(filter, out var known))
        {
            if (now - known.At < CountFor)
                return known.Count;
            _counts[filter] = (now, known.Count);
        }

        if (_counts.Count > MostCounts)
            _counts.Clear();
        var count = Ranked(model, filter, new RowFilter(model, filter), reviewer: "").Count();
        _counts[filter] = (now, count);
        return count;
    }

    private sealed record CountedFacets(DeskModel Model, DateTimeOffset At, QueueFacets Facets);
}
