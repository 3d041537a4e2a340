using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
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
                given.Add(new ClaimedClip(row, own, PickOf(model, row, filter)));
        }

        var tried = new HashSet<int>(given.Select(clip => clip.Row));
        while (given.Count < count)
        {
            var candidates = Candidates(model, filter, matches, reviewer)
                .Where(row => !tried.Contains(row) && !have.Contains(model.Clips.IdOf(row)) && !claims.ContainsKey(model.ClipAt(row))).Take(Lookahead).ToList();
            if (candidates.Count == 0)
            {
                if (filter.IsWhole(model) && desk.Drawn.More(model, filter.Batch ?? 0, [.. claims.Keys.Select(model.RowOf), .. have.Select(model.RowOf), .. tried]))
                    continue;
                break;
            }

            tried.UnionWith(candidates);
            foreach (var claim in store.Claim([.. candidates.Select(row => model.ClipAt(row))], count - given.Count, reviewer, client, NewToken, now, now + Lease))
            {
                // Answered between the look and the claim: by a reviewer whose claim ended with that answer.
                var row = model.RowOf(claim.ClipNo);
                if (Matches(model, row, filter, matches, reviewer))
                    given.Add(new ClaimedClip(row, claim, PickOf(model, row, filter)));
                else
                    store.Release(claim.ClipNo, reviewer);
            }
        }

        Telemetry.Claims.Add(given.Count);
        return new ClaimedClips(model, given, Count(model, filter));
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
                .Where(row => row >= 0 && matches.Matches(row, model.LevelOf(row, desk.Log.StandingOf(model.ClipAt(row)))));
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

    /// <summary>Why a clip stands in a queue; null when nothing chose it.</summary>
    public Pick? PickOf(DeskModel model, int row, QueueFilter filter)
    {
        var clip = model.ClipAt(row);
        if (desk.Drawn.Open().FirstOrDefault(pick => pick.ClipNo == clip) is { } open)
            return open;
        if (desk.Project.Store.Fusion.LatestPick(clip) is { Audit: true } audit)
            return audit;
        var strategy = filter.Strategy ?? model.Policy.Strategy;
        var ranking = model.RankingOf(strategy);
        var score = ranking.IsEligible(row) ? ranking.UtilityOf(row) : 0;
        return new Pick(BatchId: 0, Rank: 0, clip, strategy, score, model.Draw.Why(row, score, strategy), InclusionProbability: null, Audit: false);
    }

    /// <summary>Whether a clip waits for an answer of this reviewer.</summary>
    public bool IsOpenFor(DeskModel model, int row, string reviewer) => model.CanBeAsked(row)
        && (desk.Log.StandingOf(model.ClipAt(row)) is not { } standing
            || (standing.Levels.IsEmpty && !standing.Answers.Any(answer => answer.Reviewer == reviewer || answer.Kind == DecisionKind.Flag)));

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
        var level = model.LevelOf(row, desk.Log.StandingOf(model.ClipAt(row)));
        return (filter.Status is null or QueueFilter.Unreviewed || StatusesOf(model, row, level).Contains(filter.Status)) && matches.Matches(row, level);
    }

    /// <summary>All statuses that a clip has.</summary>
    internal IEnumerable<string> StatusesOf(DeskModel model, int row, ClipLevel level)
    {
        yield return "all";
        var clip = model.ClipAt(row);
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
