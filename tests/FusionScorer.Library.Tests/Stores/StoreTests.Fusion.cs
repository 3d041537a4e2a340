using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    [SkippableFact]
    public void Fusion_NewStore_HasNothing()
    {
        AddClips(1);

        Assert.Null(Store.Fusion.Latest());
        Assert.Empty(Store.Fusion.Results());
        Assert.Null(Store.Fusion.Result(1));
    }

    [SkippableFact]
    public void SaveFusion_Results_ComeBackBitForBit()
    {
        var c = AddClips(2);
        var result = Fused(c[0], 2, 0.1f, 1e-30f, 0.9f);
        Store.Fusion.Save(Run(), [Fused(c[1]), result]);
        Reopen();

        var stored = Store.Fusion.Results()[0];

        Assert.Equal(c, Store.Fusion.Results().Select(fused => fused.ClipNo));
        Assert.Equal(result.Posterior, stored.Posterior.AsEnumerable());
        Assert.Equal(result.LabelModel, stored.LabelModel.AsEnumerable());
        Assert.Equal(result.Votes, stored.Votes.AsEnumerable());
        Assert.Equal(result, stored with { Posterior = result.Posterior, LabelModel = result.LabelModel, Votes = result.Votes });
        Assert.Equal(2, Store.Fusion.Result(c[0])!.Level);
        Assert.Equal(Run(1), Store.Fusion.Latest());
    }

    [SkippableFact]
    public void SaveFusion_Again_ReplacesAllAndRemovesClipsNoLongerGiven()
    {
        var c = AddClips(2600);
        Store.Fusion.Save(Run(), [.. c.Select(clip => Fused(clip, 1))]);

        Store.Fusion.Save(Run(), [.. c.Skip(1200).Select(clip => Fused(clip, (int)(clip % 2)))]);

        Assert.Equal(c.Skip(1200).Select(clip => (clip, (int)(clip % 2))), Store.Fusion.Results().Select(fused => (fused.ClipNo, fused.Level)));
        Assert.Null(Store.Fusion.Result(c[0]));
    }

    [SkippableFact]
    public void SaveFusion_OneClipAddedBetween_IsThere()
    {
        var c = AddClips(5);
        Store.Fusion.Save(Run(), [Fused(c[1]), Fused(c[3])]);

        Store.Fusion.Save(Run(), [Fused(c[0]), Fused(c[2]), Fused(c[3]), Fused(c[4])]);

        Assert.Equal([c[0], c[2], c[3], c[4]], Store.Fusion.Results().Select(fused => fused.ClipNo));
    }

    [SkippableFact]
    public void SaveFusion_IdIsZeroOrTaken_GetsTheNext()
    {
        Store.Fusion.Save(Run(), []);
        Assert.Equal(1, Store.Fusion.Latest()!.Id);
        Store.Fusion.Save(Run(1, "beef"), []);
        Assert.Equal((2, "beef"), (Store.Fusion.Latest()!.Id, Store.Fusion.Latest()!.PolicyHash));
        Store.Fusion.Save(Run(9), []);
        Assert.Equal(9, Store.Fusion.Latest()!.Id);
    }

    [SkippableFact]
    public void SaveFusion_ManyRuns_LatestIsTheLast()
    {
        for (var i = 0; i < 25; i++)
            Store.Fusion.Save(Run() with { Decisions = i }, []);

        Assert.Equal((25, 24), (Store.Fusion.Latest()!.Id, Store.Fusion.Latest()!.Decisions));
    }

    [SkippableFact]
    public void SaveFusion_OneResultCannotBeSaved_SamePolicy_TheFormerRunStaysTheLatest()
    {
        var c = AddClips(1);
        Store.Fusion.Save(Run(), [Fused(c[0])]);

        Assert.ThrowsAny<Exception>(() => Store.Fusion.Save(Run(), [Fused(c[0], 3), Fused(999)]));

        Assert.Equal((1, 1), (Store.Fusion.Latest()!.Id, Assert.Single(Store.Fusion.Results()).Level));
    }

    [SkippableFact]
    public void SaveFusion_BrokenOffUnderAnotherPolicy_ThereIsNothingUntilTheNextRun()
    {
        var c = AddClips(1);
        Store.Fusion.Save(Run(), [Fused(c[0])]);

        Assert.ThrowsAny<Exception>(() => Store.Fusion.Save(Run(policy: "beef"), [Fused(c[0], 3), Fused(999)]));

        Assert.Null(Store.Fusion.Latest());
        Assert.Empty(Store.Fusion.Results());
        Assert.Null(Store.Fusion.Result(c[0]));
        Store.Fusion.Save(Run(), [Fused(c[0])]);
        Assert.Equal((3, 1), (Store.Fusion.Latest()!.Id, Assert.Single(Store.Fusion.Results()).Level));
    }

    [SkippableFact]
    public void SaveBatch_IdIsZero_IsTheLatestWithItsPicks()
    {
        var c = AddClips(3);
        Pick random = new(0, 2, c[0], "audit", 0.5, "drawn at random", 0.1, true), best = new(0, 1, c[2], "conflict", 0.75, "genre ≠ captions", null, false);
        Assert.Null(Store.Fusion.LatestBatch());
        Store.Fusion.SaveBatch(new(0, "random", 1, 3, Noon, [random with { Rank = 1, ClipNo = c[2] }], 1));

        Store.Fusion.SaveBatch(new(0, "conflict", 25, 4, Noon.AddDays(1), [random, best], 24));

        var batch = Store.Fusion.LatestBatch()!;
        Assert.Equal((2, "conflict", 25, 4, Noon.AddDays(1), 24), (batch.Id, batch.Strategy, batch.Size, batch.RunId, batch.At, batch.Raffled));
        Assert.Equal([best with { BatchId = 2 }, random with { BatchId = 2 }], batch.Picks.AsEnumerable());
        Assert.Equal(best with { BatchId = 2 }, Store.Fusion.LatestPick(c[2]));
        Assert.Equal("audit", Store.Fusion.PickOf(c[2], batch: 1)!.Strategy);
        Assert.Null(Store.Fusion.PickOf(c[0], batch: 1));
        Assert.Null(Store.Fusion.LatestPick(c[1]));
        Assert.Equal([c[0], c[2]], Store.Fusion.AuditedClips().Order());
    }

    [SkippableFact]
    public void SaveBatch_OnePickIsOfNoClip_SavesNothing()
    {
        var c = AddClips(1);
        Pick pick = new(0, 1, c[0], "random", 0, "", 1, true);

        Assert.ThrowsAny<Exception>(() => Store.Fusion.SaveBatch(new(0, "random", 2, 1, Noon, [pick, pick with { Rank = 2, ClipNo = 99 }], 2)));

        Assert.Null(Store.Fusion.LatestBatch());
        Assert.Empty(Store.Fusion.AuditedClips());
    }

    [SkippableFact]
    public void AuditPicks_SeveralBatches_GivesTheFirstDrawOfEachClip()
    {
        var c = AddClips(3);
        Pick audit = new(0, 1, c[1], "audit", 0, "", 0.25, true), asked = new(0, 2, c[0], "conflict", 1, "", null, false);
        Assert.Empty(Store.Fusion.AuditPicks());
        Store.Fusion.SaveBatch(new(0, "conflict", 10, 1, Noon, [audit, asked], 10));
        Store.Fusion.SaveBatch(new(0, "conflict", 25, 2, Noon, [audit with { InclusionProbability = 0.5 }, audit with { Rank = 2, ClipNo = c[2], InclusionProbability = 0.125 }], 3));
        Reopen();

        Assert.Equal([new AuditPick(c[1], 10, 0.25), new AuditPick(c[2], 3, 0.125)], Store.Fusion.AuditPicks());
    }

    [SkippableFact]
    public void SaveProgress_SameNumberAgain_ReplacesThePointOfThatPolicyOnly()
    {
        ProgressPoint late = new("abcd", 20, 100, 0.75, Noon), early = new("abcd", 5, 100, 0.6, Noon), other = new("beef", 5, 100, 0.5, Noon);
        foreach (var point in (ProgressPoint[])[late, early, other, early with { Clips = 90, ExpectedAccuracy = 0.65, At = Noon.AddDays(1) }])
            Store.Fusion.SaveProgress(point);
        Reopen();

        Assert.Equal([early with { Clips = 90, ExpectedAccuracy = 0.65, At = Noon.AddDays(1) }, late], Store.Fusion.Progress("abcd"));
        Assert.Equal([other], Store.Fusion.Progress("beef"));
        Assert.Empty(Store.Fusion.Progress("none"));
    }
}
