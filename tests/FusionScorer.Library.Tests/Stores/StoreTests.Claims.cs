using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    private static DateTimeOffset Later => Noon.AddMinutes(10);
    private int _tokens;

    private IReadOnlyList<ClaimRow> Take(string holder, int count, params long[] clips) => TakeAt(Noon, holder, "tab", count, clips);

    private IReadOnlyList<ClaimRow> TakeAt(DateTimeOffset now, string holder, string client, int count, params long[] clips) =>
        Store.Review.Claim(clips, count, holder, client, () => $"token-{++_tokens}", now, now.AddMinutes(10));

    [SkippableFact]
    public void Claim_TakesTheFirstThatAreFree()
    {
        var clips = AddClips(4);

        Assert.Equal([clips[0], clips[1]], Take("ann", 2, clips).Select(claim => claim.ClipNo));
        Assert.Equal([clips[2], clips[3]], Take("bob", 3, clips).Select(claim => claim.ClipNo));
        Assert.Empty(Take("cem", 1, clips));
    }

    [SkippableFact]
    public void Claim_OfTheSameTab_IsRenewedAndKeepsItsToken()
    {
        var clip = AddClips(1)[0];
        var first = Take("ann", 1, clip).Single();

        var again = TakeAt(Noon.AddMinutes(5), "ann", "tab", 1, clip).Single();

        Assert.Equal(first with { Until = Noon.AddMinutes(15) }, again);
        Assert.Empty(TakeAt(Noon, "ann", "another tab", 1, clip));
    }

    [SkippableFact]
    public void Claim_ClockSetBack_DoesNotHoldTheClipUntilItIsThereAgain()
    {
        var clip = AddClips(1)[0];
        Take("ann", 1, clip);
        var dayBefore = Noon.AddDays(-1);

        Assert.Empty(Store.Review.Claims(dayBefore));
        Assert.Equal("bob", TakeAt(dayBefore, "bob", "tab", 1, clip).Single().Holder);
        Assert.Equal("bob", Store.Review.Claims(dayBefore).Single().Holder);
        Assert.Empty(TakeAt(dayBefore.AddSeconds(-3), "ann", "tab", 1, clip)); // clocks of two machines differ
    }

    [SkippableFact]
    public void Claim_Ended_IsTakenOverWithAnotherToken()
    {
        var clip = AddClips(1)[0];
        var first = Take("ann", 1, clip).Single();

        Assert.Empty(TakeAt(Later.AddTicks(-1), "bob", "tab", 1, clip));
        var taken = TakeAt(Later, "bob", "tab", 1, clip).Single();

        Assert.NotEqual(first.Token, taken.Token);
        Assert.Equal(("bob", Later), (taken.Holder, taken.Since));
        Assert.Empty(Store.Review.Renew([first.Token], "ann", Later.AddMinutes(10)));
    }

    [SkippableFact]
    public async Task Claim_ByManyAtOnce_GivesNoClipTwice()
    {
        var clips = AddClips(60);
        using var other = Open();
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(reviewer => Task.Run(() =>
        {
            var store = reviewer % 2 == 0 ? Store : other;
            return Enumerable.Range(0, 5).SelectMany(round => store.Review.Claim(clips, 2, $"r{reviewer}", "tab", () => $"{reviewer}-{round}-{Guid.NewGuid()}", Noon, Later)
                .Where(claim => claim.Since == Noon)).ToList();
        })));

        // Each tab keeps what it had, so it is given the same clips again; none has two holders.
        var holders = claims.SelectMany(list => list).GroupBy(claim => claim.ClipNo).Select(group => group.Select(claim => claim.Holder).Distinct().Count());
        Assert.All(holders, count => Assert.Equal(1, count));
        Assert.Equal(16, Store.Review.Claims(Noon).Count);
    }

    [SkippableFact]
    public void Renew_OfWhatNobodyTook_HoldsItAgain()
    {
        var clip = AddClips(1)[0];
        var token = Take("ann", 1, clip).Single().Token;

        Assert.Empty(Store.Review.Claims(Later));
        Assert.Single(Store.Review.Renew([token, "unknown"], "ann", Later.AddMinutes(10)));
        Assert.Empty(Store.Review.Renew([token], "bob", Later.AddMinutes(20)));
        Assert.Equal("ann", Store.Review.Claims(Later).Single().Holder);
    }

    [SkippableFact]
    public void Release_IsForItsHolderOrALead()
    {
        var clips = AddClips(2);
        Take("ann", 2, clips);

        Assert.Null(Store.Review.Release(clips[0], "bob"));
        Assert.Equal("ann", Store.Review.Release(clips[0], "ann")!.Holder);
        Assert.Equal("ann", Store.Review.Release(clips[1], holder: null)!.Holder);
        Assert.Null(Store.Review.Release(clips[1], holder: null));
        Assert.Equal(2, Take("bob", 2, clips).Count);
    }

    [SkippableFact]
    public void Answer_EndsOnesOwnClaimAndDraft_AndIsKeptOnce()
    {
        var clips = AddClips(2);
        Take("ann", 1, clips[0]);
        Take("bob", 1, clips[1]);
        foreach (var name in (string[])["ann", "bob"])
            Store.Review.SaveDraft(new DraftRow(name, clips[0], "{}", Noon));
        var decision = Level("d1", clips[0]) with { Note = "a note" };

        Assert.Equal(new AnswerSaved(Added: true, Before: null), Store.Review.Answer(decision));
        var again = Store.Review.Answer(decision with { Reviewer = "bob", Levels = "G" });

        Assert.False(again.Added);
        Assert.Equal(("ann", "R", "a note"), (again.Before!.Reviewer, again.Before.Levels, again.Before.Note));
        Assert.Equal("bob", Store.Review.Claims(Noon).Single().Holder);
        Assert.Null(Store.Review.Draft("ann", clips[0]));
        Assert.NotNull(Store.Review.Draft("BOB", clips[0]));
        Assert.Single(Store.Decisions.All());
    }

    [SkippableFact]
    public void DecisionsAfter_GivesWhatCameSince()
    {
        var clip = AddClips(1)[0];
        Store.Review.Answer(Level("d1", clip));
        var first = Store.Review.DecisionsAfter(0).Single();
        Store.Review.Answer(Level("d2", clip));

        Assert.Equal("d1", first.Decision.Id);
        Assert.Equal(["d2"], Store.Review.DecisionsAfter(first.Place).Select(entry => entry.Decision.Id));
    }

    [SkippableFact]
    public void Drafts_AreReplacedAndForgotten_AndSurvive()
    {
        var clip = AddClips(1)[0];
        Store.Review.SaveDraft(new DraftRow("ann", clip, "{\"note\":\"1\"}", Noon));
        Store.Review.SaveDraft(new DraftRow("ann", clip, "{\"note\":\"2\"}", Later));
        Reopen();

        Assert.Equal(new DraftRow("ann", clip, "{\"note\":\"2\"}", Later), Store.Review.Draft("ann", clip));
        Assert.Null(Store.Review.Draft("bob", clip));
        Store.Review.DeleteDraft("ann", clip);
        Assert.Null(Store.Review.Draft("ann", clip));
    }
}
