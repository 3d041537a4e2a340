using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    [SkippableTheory]
    [InlineData("c1")]
    [InlineData("lib:films/a b.mkv")]
    [InlineData("imdb:tt0000001")]
    public void Find_EachKindOfReference_GivesTheClip(string reference)
    {
        Store.Clips.Apply([Change("c1", "films/a b.mkv", new ClipMetadata(ImdbId: "tt0000001")), Change("c2", "films/b.mkv", new ClipMetadata(ImdbId: "tt2"))]);

        Assert.Equal("c1", Store.Clips.Find(reference)!.ClipId);
        Assert.Equal(No("c1"), Store.Clips.References()[reference]);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("c9")]
    [InlineData("lib:")]
    [InlineData("films/a.mkv")]
    [InlineData("imdb:tt9")]
    [InlineData("tt1")]
    [InlineData("lib:films/%")]
    public void Find_Nothing_GivesNull(string reference)
    {
        Store.Clips.Apply([Change("c1", "films/a.mkv", new ClipMetadata(ImdbId: "tt1"))]);

        Assert.Null(Store.Clips.Find(reference));
        Assert.False(Store.Clips.References().ContainsKey(reference));
    }

    [SkippableFact]
    public void Find_TwoClipsShareAnImdbId_GivesNull()
    {
        var metadata = new ClipMetadata(ImdbId: "tt1");
        Store.Clips.Apply([Change("c1", "a.mkv", metadata), Change("c2", "b.mkv", metadata), Change("c3", "c.mkv", metadata)]);

        Assert.Null(Store.Clips.Find("imdb:tt1"));
        Assert.Equal(["c1", "c2", "c3", "lib:a.mkv", "lib:b.mkv", "lib:c.mkv"], Store.Clips.References().Keys.Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void Find_PathOfAGoneClipIsTakenAgain_GivesThePresentOne()
    {
        Store.Clips.Apply([Change("c1", "a.mkv", present: false), Change("c2", "a.mkv"), Change("c3", "b.mkv", present: false)]);

        Assert.Equal(("c2", "c3"), (Store.Clips.Find("lib:a.mkv")!.ClipId, Store.Clips.Find("lib:b.mkv")!.ClipId));
        Assert.Equal((No("c2"), No("c3")), (Store.Clips.References()["lib:a.mkv"], Store.Clips.References()["lib:b.mkv"]));
    }

    [SkippableFact]
    public void Find_IdThatLooksLikeAnotherClipsPath_GivesTheClipWithTheId()
    {
        Store.Clips.Apply([Change("lib:a.mkv"), Change("c2", "a.mkv")]);

        Assert.Equal("lib:a.mkv", Store.Clips.Find("lib:a.mkv")!.ClipId);
        Assert.Equal(Store.Clips.Find("lib:a.mkv")!.No, Store.Clips.References()["lib:a.mkv"]);
    }
}
