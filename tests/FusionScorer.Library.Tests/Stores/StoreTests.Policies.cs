using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    private static PolicyRow First => new("abcd1234", null, "ann", "default", "levels: [G]", Noon);
    private static PolicyRow Second => new("abcd5678", "abcd1234", "bob", "stricter", "levels: [R]", Noon.AddTicks(-1));

    [SkippableFact]
    public void Active_NewStore_IsNull()
    {
        Assert.Null(Store.Policies.Active());
        Assert.Empty(Store.Policies.Log());
    }

    [SkippableFact]
    public void Activate_TwoPolicies_TheLatterIsActiveAndLoggedFirst()
    {
        Store.Policies.Activate(First);
        Store.Policies.Activate(Second);
        Reopen();

        Assert.Equal(Second, Store.Policies.Active());
        Assert.Equal([Second, First], Store.Policies.Log());
    }

    [SkippableFact]
    public void Activate_KnownPolicyAgain_IsActiveAndUnchanged()
    {
        Store.Policies.Activate(First);
        Store.Policies.Activate(Second);

        Store.Policies.Activate(First with { Note = "changed", Text = "changed" });

        Assert.Equal(First, Store.Policies.Active());
        Assert.Equal([Second, First], Store.Policies.Log());
    }

    [SkippableFact]
    public void TryActivate_AnotherBecameActiveMeanwhile_ChangesNothing()
    {
        Store.Policies.Activate(First);

        Assert.True(Store.Policies.TryActivate(Second, First.Hash));
        Assert.False(Store.Policies.TryActivate(First with { Hash = "beef0000" }, First.Hash));

        Assert.Equal(Second, Store.Policies.Active());
        Assert.Equal([Second, First], Store.Policies.Log());
        Assert.True(Store.Policies.TryActivate(First, Second.Hash));
        Assert.Equal(First, Store.Policies.Active());
    }

    [SkippableTheory]
    [InlineData("abcd1234", "abcd1234")]
    [InlineData("abcd5", "abcd5678")]
    [InlineData("ABCD1", "abcd1234")]
    [InlineData("abcd", null)]
    [InlineData("abc", null)]
    [InlineData("beef", null)]
    [InlineData("%%%%", null)]
    public void Find_HashOrPrefix_GivesTheOneThatMatches(string hash, string? found)
    {
        Store.Policies.Activate(First);
        Store.Policies.Activate(Second);

        Assert.Equal(found, Store.Policies.Find(hash)?.Hash);
    }

    [SkippableFact]
    public void Settings_SetTwice_GiveTheLatter()
    {
        Assert.Null(Store.Settings.Get("seed"));

        Store.Settings.Set("seed", "1");
        Store.Settings.Set("seed", "2");
        Store.Settings.Set("id", "x");
        Reopen();

        Assert.Equal(("2", "x"), (Store.Settings.Get("seed"), Store.Settings.Get("id")));
    }
}
