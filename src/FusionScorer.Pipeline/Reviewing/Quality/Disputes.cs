using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Desk;

namespace FusionScorer.Pipeline.Reviewing.Quality;

/// <summary>A clip on which people have no level in common, until a lead settles it.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Distance">Levels between the answers that lie farthest apart, at least 1.</param>
/// <param name="Since">When the first two of them stood against each other.</param>
/// <param name="Answers">All level answers since the clip was last reopened, oldest first.</param>
public sealed record Dispute(int Row, int Distance, DateTimeOffset Since, IReadOnlyList<Decision> Answers)
{
    /// <summary>All disputes, the widest first, then the oldest.</summary>
    public static IReadOnlyList<Dispute> All(ReviewDesk desk, DeskModel model)
    {
        var disputes = new List<Dispute>();
        foreach (var clip in desk.Log.Clips())
        {
            if (model.RowOf(clip) is var row and >= 0 && desk.Log.StandingOf(clip) is { Disputed: true } standing)
                disputes.Add(Of(row, standing, model.Policy.Taxonomy));
        }

        return [.. disputes.OrderByDescending(dispute => dispute.Distance).ThenBy(dispute => dispute.Since).ThenBy(dispute => dispute.Row)];
    }

    private static Dispute Of(int row, Standing standing, Taxonomy taxonomy)
    {
        var distance = 1;
        DateTimeOffset? since = null;
        var latest = standing.Levelled.GroupBy(answer => answer.Reviewer).Select(group => group.Last()).ToList();
        for (var i = 0; i < latest.Count; i++)
        {
            for (var j = i + 1; j < latest.Count; j++)
            {
                var apart = Apart(StandingDecisions.Levels(latest[i], taxonomy), StandingDecisions.Levels(latest[j], taxonomy));
                if (apart == 0)
                    continue;
                distance = Math.Max(distance, apart);
                var at = latest[i].At > latest[j].At ? latest[i].At : latest[j].At;
                since = since is null || at < since ? at : since;
            }
        }

        return new Dispute(row, distance, since ?? standing.Levelled[^1].At, standing.Levelled);
    }

    /// <summary>The least difference between a level of one set and a level of the other; 0 where they have one in common.</summary>
    private static int Apart(LevelSet one, LevelSet other)
    {
        var least = int.MaxValue;
        for (var a = one.Lowest; a <= one.Highest; a++)
        {
            for (var b = other.Lowest; b <= other.Highest; b++)
                least = one.Contains(a) && other.Contains(b) ? Math.Min(least, Math.Abs(a - b)) : least;
        }

        return least;
    }
}
