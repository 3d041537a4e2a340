using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    [SkippableFact]
    public void Append_DecisionWithEverything_ComesBackAsGiven()
    {
        var clip = AddClips(1)[0];
        var decision = new Decision(
            "d1", clip, "bob", "lead", DecisionKind.Undo, "PG-13..R", "d0", "hash", "G|R", "conflict", 5, 0.1, true, [0.1f, 0.9f], 12.5, 3,
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(1234567));
        Store.Decisions.Append(decision);
        Reopen();

        var stored = Assert.Single(Store.Decisions.All());

        Assert.Equal(decision with { Posterior = [] }, stored with { Posterior = [] });
        Assert.Equal(decision.Posterior, stored.Posterior.AsEnumerable());
    }

    [SkippableFact]
    public void Append_DecisionWithNulls_ComesBackAsGiven()
    {
        var decision = Level("d1", AddClips(1)[0]);
        Store.Decisions.Append(decision);

        Assert.Equal(decision, Assert.Single(Store.Decisions.All()) with { Posterior = decision.Posterior });
    }

    [SkippableFact]
    public void Append_SameIdTwice_ChangesNothing()
    {
        var clip = AddClips(1)[0];

        Assert.True(Store.Decisions.Append(Level("d1", clip, "R")));
        Assert.False(Store.Decisions.Append(Level("d1", clip, "G")));

        Assert.Equal("R", Assert.Single(Store.Decisions.All()).Levels);
    }

    [SkippableFact]
    public void AppendMany_SomeKnownOrDouble_CountsTheNewOnesInOrder()
    {
        var clip = AddClips(1)[0];
        Store.Decisions.Append(Level("z", clip));

        Assert.Equal(2, Store.Decisions.AppendMany([Level("y", clip), Level("z", clip), Level("x", clip), Level("y", clip)]));
        Assert.Equal(0, Store.Decisions.AppendMany([]));

        Assert.Equal(["z", "y", "x"], Store.Decisions.All().Select(decision => decision.Id));
    }

    [SkippableFact]
    public void AppendMany_OneIsOfNoClip_AddsNone()
    {
        var clip = AddClips(1)[0];

        Assert.ThrowsAny<Exception>(() => Store.Decisions.AppendMany([Level("a", clip), Level("b", 999)]));

        Assert.Empty(Store.Decisions.All());
        Assert.True(Store.Decisions.Append(Level("a", clip)));
    }

    [SkippableFact]
    public void ReplaceKnownLevels_SecondTime_ReplacesThatSourceOnly()
    {
        var c = AddClips(3);
        Store.Decisions.ReplaceKnownLevels("truth", [new(c[2], "R", "truth"), new(c[0], "G", "truth")]);
        Store.Decisions.ReplaceKnownLevels("nfo", [new(c[0], "PG", "nfo of lib")]);

        Store.Decisions.ReplaceKnownLevels("truth", [new(c[1], "PG", "truth"), new(c[0], "R", "truth"), new(c[0], "G", "truth")]);

        Assert.Equal([new(c[0], "PG", "nfo of lib"), new(c[0], "G", "truth"), new(c[1], "PG", "truth")], Store.Decisions.KnownLevels());
    }

    [SkippableFact]
    public void ReplaceKnownLevels_WithNone_RemovesThatSource()
    {
        var c = AddClips(1);
        Store.Decisions.ReplaceKnownLevels("truth", [new(c[0], "R", "truth")]);

        Store.Decisions.ReplaceKnownLevels("truth", []);

        Assert.Empty(Store.Decisions.KnownLevels());
    }
}
