using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    private static LeaseRow Mine => new("extract", "host-a:1", Noon.AddMinutes(1));
    private static LeaseRow Theirs => Mine with { Holder = "host-b:2" };

    [SkippableFact]
    public void TryTakeLease_HeldByAnother_SaysWhoAndUntilWhen()
    {
        Assert.Null(Store.Fusion.TryTakeLease(Mine, Noon));

        Assert.Equal(Mine, Store.Fusion.TryTakeLease(Theirs, Noon));
        Assert.Null(Store.Fusion.TryTakeLease(Theirs with { Name = "other" }, Noon));
    }

    [SkippableFact]
    public void TryTakeLease_ByItsHolder_RenewsIt()
    {
        Store.Fusion.TryTakeLease(Mine, Noon);
        var longer = Mine with { Until = Noon.AddMinutes(5) };

        Assert.Null(Store.Fusion.TryTakeLease(longer, Noon));
        Assert.Equal(longer, Store.Fusion.TryTakeLease(Theirs, Noon.AddMinutes(2)));
    }

    [SkippableFact]
    public void TryTakeLease_Ended_IsTaken()
    {
        Store.Fusion.TryTakeLease(Mine, Noon);

        Assert.Equal(Mine, Store.Fusion.TryTakeLease(Theirs, Mine.Until.AddTicks(-1)));
        Assert.Null(Store.Fusion.TryTakeLease(Theirs with { Until = Noon.AddMinutes(9) }, Mine.Until));
        Assert.Equal("host-b:2", Store.Fusion.TryTakeLease(Mine, Mine.Until)!.Holder);
    }

    [SkippableFact]
    public void ReleaseLease_NotByItsHolder_ChangesNothing()
    {
        Store.Fusion.TryTakeLease(Mine, Noon);

        Store.Fusion.ReleaseLease("extract", Theirs.Holder);
        Assert.Equal(Mine, Store.Fusion.TryTakeLease(Theirs, Noon));

        Store.Fusion.ReleaseLease("extract", Mine.Holder);
        Assert.Null(Store.Fusion.TryTakeLease(Theirs, Noon));
    }

    [SkippableFact]
    public void TryTakeLease_ClockSetBack_IsNotHeldUntilItIsThereAgain()
    {
        Store.Fusion.TryTakeLease(Mine, Noon);
        var dayBefore = Noon.AddDays(-1);

        Assert.Null(Store.Fusion.TryTakeLease(Theirs with { Until = dayBefore.AddMinutes(2) }, dayBefore));
        Assert.Equal(Theirs.Holder, Store.Fusion.TryTakeLease(Mine with { Until = dayBefore.AddMinutes(2) }, dayBefore.AddSeconds(-3))!.Holder);
    }

    [SkippableFact]
    public void TryTakeLease_ManyAtOnce_ExactlyOneTakesIt()
    {
        AddClips(1);
        var stores = new[] { Open(), Open() };
        var taken = 0;

        Parallel.For(0, 8, i =>
        {
            if (stores[i % 2].Fusion.TryTakeLease(Mine with { Holder = $"h{i}" }, Noon) is null)
                Interlocked.Increment(ref taken);
        });
        Array.ForEach(stores, store => store.Dispose());

        Assert.Equal(1, taken);
    }
}
