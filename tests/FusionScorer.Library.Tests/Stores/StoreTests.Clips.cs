using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    [SkippableFact]
    public void Apply_ClipWithEverything_ComesBackAsGiven()
    {
        var metadata = new ClipMetadata(
            "Heat, \"the\" | film\n\u0000\u001f😀", 1995, 170.1, ["Crime", "a|b"], ["Mann, \"M.\""], ["Al", new("Val\\", 123, 45), new("", 6), "Bo"], "tt0113277", "R",
            [new("Mann [nm1]", Tmdb: 7), "[\"x\",1]"]);
        Store.Clips.Apply([Change("c1", "a/heat.mkv", metadata)]);
        Reopen();

        var clip = Assert.Single(Store.Clips.All());

        Assert.Equal(("c1", "lib", "a/heat.mkv", "fp-c1"), (clip.ClipId, clip.Root, clip.Path, clip.Fingerprint));
        Assert.Equal(
            metadata with { Title = Kept(metadata.Title!), Genres = [], Directors = [], Cast = [], Writers = [] }, clip.Metadata with { Genres = [], Directors = [], Cast = [], Writers = [] });
        Assert.Equal(metadata.Genres, clip.Metadata.Genres.AsEnumerable());
        Assert.Equal(metadata.Directors, clip.Metadata.Directors.AsEnumerable());
        Assert.Equal(metadata.Cast, clip.Metadata.Cast.AsEnumerable());
        Assert.Equal(metadata.Writers, clip.Metadata.Writers.AsEnumerable());
    }

    [SkippableFact]
    public void Apply_ClipWithNothing_HasNullsAndEmptyLists()
    {
        Store.Clips.Apply([Change("c1")]);

        var clip = Assert.Single(Store.Clips.All());

        Assert.Equal((null, null, null), (clip.Root, clip.Path, clip.Fingerprint));
        Assert.Equal((null, null, null, null, null), (clip.Metadata.Title, clip.Metadata.Year, clip.Metadata.DurationMinutes, clip.Metadata.ImdbId, clip.Metadata.Rating));
        Assert.Empty(clip.Metadata.Genres);
    }

    [SkippableFact]
    public void Apply_TextWithHalfASurrogateOrNanDuration_IsStoredAllTheSame()
    {
        Store.Clips.Apply([Change("c1", "x", new ClipMetadata("a\ud800b", DurationMinutes: double.NaN, Genres: ["\udc00"], Directors: ["\ud800"]))]);

        var metadata = Assert.Single(Store.Clips.All()).Metadata;

        Assert.Equal(("a\ufffdb", null), (metadata.Title, metadata.DurationMinutes));
        Assert.Equal(["\ufffd"], metadata.Genres.AsEnumerable());
    }

    [SkippableFact]
    public void Apply_KnownClipAgain_KeepsItsNumberAndReplacesTheRest()
    {
        AddClips(3);
        var before = No("c2");

        Store.Clips.Apply([Change("c2", "new.mkv", new ClipMetadata("New"), files: File("new.mkv"))]);

        Assert.Equal(["c1", "c2", "c3"], Store.Clips.All().Select(clip => clip.ClipId));
        Assert.Equal((before, "New", "new.mkv"), (No("c2"), Store.Clips.Find("c2")!.Metadata.Title, Store.Clips.Find("c2")!.Path));
    }

    [SkippableFact]
    public void Apply_MoreThanOneTransaction_NumbersAreDenseAndOrdered()
    {
        AddClips(2500);

        Assert.Equal(Enumerable.Range(1, 2500).Select(i => (long)i), Store.Clips.All().Select(clip => clip.No));
        Assert.Equal(2500, Store.Clips.Count());
    }

    [SkippableFact]
    public void Apply_ClipIsGone_LeavesListsButKeepsItsRows()
    {
        var clips = AddClips(2);
        Store.Clips.Apply([Change("c1", "a.mkv", new ClipMetadata(Directors: ["X"]), files: File("a.mkv"))]);
        Store.Readings.SaveMany([Reading(clips[0], "genre"), Reading(clips[1], "genre")]);
        Store.Clips.ReplaceViewerLinks("s", [new(clips[0], 1, 5), new(clips[1], 1, 5)]);
        Store.Decisions.ReplaceKnownLevels("s", [new(clips[0], "R", "s"), new(clips[1], "R", "s")]);
        Store.Decisions.Append(Level("d1", clips[0]));

        Store.Clips.Apply([Change("c1", "a.mkv", new ClipMetadata(Directors: ["X"]), present: false)]);

        Assert.Equal((1, "c2"), (Store.Clips.Count(), Assert.Single(Store.Clips.All()).ClipId));
        Assert.Equal(clips[1], Assert.Single(Store.Readings.All()).ClipNo);
        Assert.Equal(clips[1], Assert.Single(Store.Clips.ViewerLinks()).ClipNo);
        Assert.Equal(clips[1], Assert.Single(Store.Decisions.KnownLevels()).ClipNo);
        Assert.Empty(Store.Clips.PersonLinks());
        Assert.Equal(clips[0], Store.Clips.Find("c1")!.No);
        Assert.Single(Store.Readings.OfClip(clips[0]));
        Assert.Single(Store.Decisions.All());
        Assert.Equal((false, clips[0]), Store.Clips.Files("lib").Select(file => (file.Present, file.ClipNo)).Single());
    }

    [SkippableFact]
    public void Apply_GoneClipComesBack_HasItsNumberAndRows()
    {
        var clip = AddClips(1)[0];
        Store.Readings.SaveMany([Reading(clip, "genre")]);
        Store.Clips.Apply([Change("c1", present: false)]);

        Store.Clips.Apply([Change("c1", "moved.mkv", files: File("moved.mkv"))]);

        Assert.Equal(clip, Assert.Single(Store.Clips.All()).No);
        Assert.Single(Store.Readings.All());
    }

    [SkippableFact]
    public void Files_AfterAChange_AreThoseOfTheChangeByPath()
    {
        Store.Clips.Apply([Change("c1", "b.mkv", files: [File("b.mkv"), File("b.srt", FileKind.Captions), File("a.nfo", FileKind.Nfo)])]);
        Store.Clips.Apply([Change("c1", "b.mkv", files: [File("b.mkv"), File("a.nfo", FileKind.Nfo, present: false)])]);

        Assert.Equal(
            [File("a.nfo", FileKind.Nfo, present: false) with { ClipNo = No("c1") }, File("b.mkv") with { ClipNo = No("c1") }],
            Store.Clips.Files("lib"));
        Assert.Empty(Store.Clips.Files("other"));
    }

    [SkippableFact]
    public void Files_PathTakenByAnotherClip_BelongsToIt()
    {
        Store.Clips.Apply([Change("c1", "a.mkv", files: File("a.mkv"))]);

        Store.Clips.Apply([Change("c2", "a.mkv", files: File("a.mkv")), Change("c1", "b.mkv", files: File("b.mkv"))]);

        Assert.Equal([("a.mkv", No("c2")), ("b.mkv", No("c1"))], Store.Clips.Files("lib").Select(file => (file.Path, file.ClipNo)));
    }

    [SkippableFact]
    public void CaptionFiles_SeveralClips_AreOrderedByClipAndPath()
    {
        Store.Clips.Apply([
            Change("c1", "1.mkv", files: [File("1.mkv"), File("1.fr.srt", FileKind.Captions), File("1.en.srt", FileKind.Captions)]),
            Change("c2", "0.mkv", files: [File("0.mkv"), File("0.srt", FileKind.Captions), File("0.old.srt", FileKind.Captions, present: false)])]);

        var captions = Store.Clips.CaptionFiles();

        Assert.Equal(
            [(No("c1"), "1.en.srt"), (No("c1"), "1.fr.srt"), (No("c2"), "0.srt")],
            captions.SelectMany(files => files.Select(file => (files.Key, file.Path))));
    }
}
