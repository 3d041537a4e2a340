using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    private static AccountRow Account(string name, string role = "reviewer", string? hash = "hash") =>
        new(name, role, hash, "stamp", Disabled: false, Noon, LastSeenAt: null, Settings: null);

    protected static AuditEvent Entry(string action = "test", string who = "root") => new(0, Noon, who, action, "subject", "detail");

    [SkippableFact]
    public void Accounts_HaveNamesThatDifferByMoreThanCase()
    {
        Assert.True(Store.Accounts.Create(Account("Ann"), Entry()));
        Assert.False(Store.Accounts.Create(Account("ANN", "admin"), Entry("never")));

        Assert.Equal(Account("Ann"), Store.Accounts.Find("ann"));
        Assert.Equal(["test"], Store.Accounts.Events(before: null, 10).Select(entry => entry.Action));
    }

    [SkippableTheory]
    [InlineData("Ann", "aNN")]
    [InlineData("Änne Øst", "änne ØST")]
    [InlineData("Дмитрий", "ДМИТРИЙ")]
    [InlineData("Έλενα", "έλενα")]
    public void Accounts_NamesThatDifferInCase_AreOneInEveryScript(string name, string other)
    {
        Assert.True(Store.Accounts.Create(Account(name, "admin"), Entry()));
        Assert.False(Store.Accounts.Create(Account(other), Entry("never")));

        Assert.Equal(name, Store.Accounts.Find(other)!.Name);
        Assert.False(Store.Accounts.Update(Account(other, "lead"), Entry("never")));
        Assert.True(Store.Accounts.Update(Account(other, "admin", hash: "other"), Entry()));
        Store.Accounts.SaveSettings(other, "{}");
        Store.Accounts.Seen(other, Entry() with { At = Noon.AddHours(1) });
        Assert.Equal(Account(name, "admin", "other") with { Settings = "{}", LastSeenAt = Noon.AddHours(1) }, Store.Accounts.Find(name));
        Store.Accounts.Invite(new InvitationRow("first", name, Noon.AddDays(1)), Entry());
        Store.Accounts.Invite(new InvitationRow("second", other, Noon.AddDays(1)), Entry());
        Assert.Null(Store.Accounts.Redeem("first", first: null, "h", "s", Noon));
        Assert.Equal(name, Store.Accounts.Redeem("second", first: null, "h", "s", Noon)!.Name);
    }

    [SkippableFact]
    public void Accounts_NamesThatDifferInAccents_AreTwoInOneOrder()
    {
        foreach (var name in (string[])["Öz", "anne", "Änne", "Bob", "oz"])
            Assert.True(Store.Accounts.Create(Account(name), Entry()));

        Assert.Equal(["anne", "Bob", "oz", "Änne", "Öz"], Store.Accounts.All().Select(account => account.Name));
        Assert.Null(Store.Accounts.Find("ÁNNE"));
        Assert.Equal("Änne", Store.Accounts.Find("ÄNNE")!.Name);
    }

    [SkippableFact]
    public void Accounts_Survive_WithSettingsAndLastVisit()
    {
        Store.Accounts.Create(Account("ann"), Entry());
        Store.Accounts.SaveSettings("ann", "{\"theme\":\"dark\"}");
        Store.Accounts.Seen("ann", Entry("session.enter", "ann") with { At = Noon.AddHours(1) });
        Reopen();

        Assert.Equal(Account("ann") with { Settings = "{\"theme\":\"dark\"}", LastSeenAt = Noon.AddHours(1) }, Store.Accounts.All().Single());
    }

    [SkippableFact]
    public void UpdateAccount_NeverTakesTheLastAdministrator()
    {
        Store.Accounts.Create(Account("root", "admin"), Entry());
        Store.Accounts.Create(Account("invited", "admin", hash: null), Entry());

        Assert.False(Store.Accounts.Update(Account("root", "lead"), Entry("never")));
        Assert.False(Store.Accounts.Update(Account("root", "admin") with { Disabled = true }, Entry("never")));
        Assert.False(Store.Accounts.Update(Account("nobody"), Entry("never")));
        Store.Accounts.Update(Account("invited", "admin"), Entry());

        Assert.True(Store.Accounts.Update(Account("root", "lead"), Entry("account.change")));
        Assert.Equal("lead", Store.Accounts.Find("root")!.Role);
        Assert.Empty(Store.Accounts.Events(null, 10, action: "never"));
    }

    [SkippableFact]
    public void Redeem_WorksOnceWithinItsTime_AndNotForADisabledAccount()
    {
        Store.Accounts.Create(Account("ann", hash: null), Entry());
        Store.Accounts.Invite(new InvitationRow("old", "ann", Noon.AddDays(1)), Entry());
        Store.Accounts.Invite(new InvitationRow("new", "ann", Noon.AddDays(1)), Entry());

        Assert.Null(Store.Accounts.Redeem("old", first: null, "h", "s", Noon));
        Assert.Null(Store.Accounts.Redeem("new", first: null, "h", "s", Noon.AddDays(1)));
        Assert.Null(Store.Accounts.Redeem("new", Account("root", "admin"), "h", "s", Noon));
        Assert.Equal(Account("ann") with { PasswordHash = "h", Stamp = "s" }, Store.Accounts.Redeem("new", first: null, "h", "s", Noon));
        Assert.Null(Store.Accounts.Redeem("new", first: null, "h2", "s2", Noon));

        Store.Accounts.Update(Account("ann") with { Disabled = true }, Entry());
        Store.Accounts.Invite(new InvitationRow("again", "ann", Noon.AddDays(1)), Entry());
        Assert.Null(Store.Accounts.Redeem("again", first: null, "h3", "s3", Noon));
        Assert.NotEqual("h3", Store.Accounts.Find("ann")!.PasswordHash);
    }

    [SkippableFact]
    public void Redeem_OfTheFirstLink_MakesOneAdministrator()
    {
        Store.Accounts.Invite(new InvitationRow("first", "", Noon.AddDays(1)), Entry());

        Assert.Equal("admin", Store.Accounts.Redeem("first", Account("root", "admin", hash: null), "h", "s", Noon)!.Role);
        Store.Accounts.Invite(new InvitationRow("second", "", Noon.AddDays(1)), Entry());
        Assert.Null(Store.Accounts.Redeem("second", Account("other", "admin", hash: null), "h", "s", Noon));
        Assert.Null(Store.Accounts.Find("other"));
    }

    [SkippableFact]
    public void TheAuditLog_IsReadBackwards_AndFiltered()
    {
        for (var i = 0; i < 5; i++)
            Store.Accounts.Log(Entry(i % 2 == 0 ? "even" : "odd", i < 3 ? "ann" : "bob"));
        var all = Store.Accounts.Events(before: null, 10);

        Assert.Equal([5, 4, 3, 2, 1], all.Select(entry => entry.Seq));
        Assert.Equal([3, 2], Store.Accounts.Events(before: 4, 2).Select(entry => entry.Seq));
        Assert.Equal([3, 1], Store.Accounts.Events(null, 10, "even", "ann").Select(entry => entry.Seq));
        Assert.Equal(Entry("odd", "ann") with { Seq = 2 }, all[3]);
    }
}
