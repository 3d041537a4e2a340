using FusionScorer.Core.Querying;

namespace FusionScorer.Core.Tests.Querying;

public class BatchSelectorTests
{
    private static readonly HashSet<int> None = [];
    private static readonly IQueryStrategy Margin = new SmallestMarginStrategy();

    [Fact]
    public void Select_NoAudit_TakesTheMostUsefulInOrder()
    {
        var picks = BatchSelector.Select(QueryContexts.Of(0.9f, 0.5f, 0.7f, 0.6f), Margin, 3, 0, None);
        Assert.Equal([1, 3, 2], picks.Select(pick => pick.Row));
        Assert.All(picks, pick => Assert.Equal(("smallest-margin", false, null), (pick.Strategy, pick.Audit, pick.InclusionProbability)));
        Assert.Equal(0.8, picks[1].Score, 1e-6);
    }

    [Fact]
    public void Select_NearDuplicates_ComeOnlyAfterAllOthers()
    {
        // Clips 0 to 2 are alike; clip 3 has their posterior but another vote.
        var context = QueryContexts.Of(0.5f, 0.5f, 0.5f, 0.5f, 0.9f).WithVotes(1, 1, 1, 2, 1);
        Assert.Equal([0, 3, 4], BatchSelector.Select(context, Margin, 3, 0, None).Select(pick => pick.Row));
        Assert.Equal([0, 3, 4, 1], BatchSelector.Select(context, Margin, 4, 0, None).Select(pick => pick.Row));
    }

    [Fact]
    public void Select_ManyDuplicatesOnTop_LooksBeyondThem()
    {
        var context = QueryContexts.Of([.. Enumerable.Repeat(0.5f, 500), 0.9f, 0.95f]);
        Assert.Equal([0, 500, 501, 1], BatchSelector.Select(context, Margin, 4, 0, None).Select(pick => pick.Row));
    }

    [Fact]
    public void Select_NothingEligible_IsEmpty() => Assert.Empty(BatchSelector.Select(QueryContexts.Of(0.5f, 0.5f), new ConflictStrategy(), 10, 0, None));

    [Fact]
    public void Select_FewerThanAsked_ReturnsEachOnce() =>
        Assert.Equal([0, 1], BatchSelector.Select(QueryContexts.Of(0.5f, 0.6f), Margin, 10, 0.5, None).Select(pick => pick.Row).Order());

    [Fact]
    public void Select_SameSeed_GivesTheSameBatch() =>
        Assert.Equal(BatchSelector.Select(QueryContexts.Many(200, 4), Margin, 50, 0.3, None), BatchSelector.Select(QueryContexts.Many(200, 4), Margin, 50, 0.3, None));

    [Fact]
    public void Select_AuditPicks_AreNotAuditedYetAndComeFromThePool()
    {
        HashSet<int> audited = [.. Enumerable.Range(0, 50)];
        HashSet<int> pool = [.. Enumerable.Range(0, 80)];
        var picks = BatchSelector.Select(QueryContexts.Many(200), Margin, 10, 1, audited, pool);
        Assert.Equal(10, picks.Select(pick => pick.Row).Distinct().Count());
        Assert.All(picks, pick =>
        {
            Assert.InRange(pick.Row, 50, 79);
            Assert.Equal((QueryPick.AuditStrategy, true, 10.0 / 30), (pick.Strategy, pick.Audit, pick.InclusionProbability));
        });
    }

    [Fact]
    public void Select_DecidedClip_IsDrawnForTheAuditButNeverByTheStrategy()
    {
        var context = QueryContexts.Of(0.5f) with { Available = new[] { false } };
        Assert.Empty(BatchSelector.Select(context, Margin, 1, 0, None));
        Assert.Equal(new QueryPick(0, QueryPick.AuditStrategy, 0, 1, Audit: true), Assert.Single(BatchSelector.Select(context, Margin, 1, 1, None)));
    }

    [Fact]
    public void Select_ManyBatches_AuditEveryClipAlikeAtItsStatedChance()
    {
        const int Batches = 4000;
        var drawn = new int[20];
        for (var batch = 0; batch < Batches; batch++)
        {
            foreach (var pick in BatchSelector.Select(QueryContexts.Many(20, (ulong)batch), Margin, 5, 0.4, None))
            {
                if (!pick.Audit)
                    continue;
                drawn[pick.Row]++;
                Assert.Equal(0.1, pick.InclusionProbability!.Value, 1e-12);
            }
        }

        Assert.All(drawn, count => Assert.InRange(count / (double)Batches, 0.08, 0.12));
    }

    [Fact]
    public void Select_AllAudited_GivesAuditPlacesToTheStrategy()
    {
        var picks = BatchSelector.Select(QueryContexts.Of(0.5f, 0.9f), Margin, 2, 1, new HashSet<int> { 0, 1 });
        Assert.Equal([0, 1], picks.Select(pick => pick.Row));
        Assert.All(picks, pick => Assert.False(pick.Audit));
    }

    [Fact]
    public void Select_PartsOfOtherLength_Throws() =>
        Assert.Throws<InvalidOperationException>(() => BatchSelector.Select(QueryContexts.Of(0.5f) with { Conflict = new float[2] }, Margin, 1, 0, None));
}
