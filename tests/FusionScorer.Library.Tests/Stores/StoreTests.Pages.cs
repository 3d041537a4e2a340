using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

/// <summary>Pages, put together, are the whole lists.</summary>
public abstract partial class StoreTests
{
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(100)]
    public void ClipsAfter_PageByPage_AreAllClipsThatArePresent(int size)
    {
        AddClips(10);
        Store.Clips.Apply([Change("c4", present: false), Change("c10", present: false)]);

        var pages = new List<Clip>();
        for (var after = 0L; Store.Clips.After(after, size) is { Count: > 0 } page; after = page[^1].No)
        {
            Assert.True(page.Count <= size);
            pages.AddRange(page);
        }

        Assert.Equal(8, pages.Count);
        Assert.Equal(Store.Clips.All().Select(clip => (clip.No, clip.ClipId)), pages.Select(clip => (clip.No, clip.ClipId)));
    }

    [SkippableFact]
    public void ClipsOf_ManyNumbersInAnyOrder_AreThosePresentByNumber()
    {
        var numbers = AddClips(900);
        Store.Clips.Apply([Change("c7", present: false)]);
        long[] asked = [.. numbers.Where(no => no % 2 == 1).Reverse(), numbers[0], 5000, 6000];

        Assert.Equal(numbers.Where(no => no % 2 == 1 && no != numbers[6]), Store.Clips.Of(asked).Select(clip => clip.No));
        Assert.Empty(Store.Clips.Of([]));
    }

    [SkippableFact]
    public void DecisionsAfter_PageByPage_AreAllInOrder()
    {
        var clips = AddClips(3);
        Store.Decisions.AppendMany([.. Enumerable.Range(0, 11).Select(i => Level($"d{i}", clips[i % 3]))]);

        var pages = new List<string>();
        for (var after = 0L; Store.Decisions.After(after, 4) is { Count: > 0 } page; after = page[^1].Place)
            pages.AddRange(page.Select(row => row.Decision.Id));

        Assert.Equal(Store.Decisions.All().Select(decision => decision.Id), pages);
    }

    [SkippableFact]
    public void DecisionPlaces_OfOneClip_GiveItsDecisionsOldestFirst()
    {
        var clips = AddClips(3);
        Store.Decisions.AppendMany([.. Enumerable.Range(0, 900).Select(i => Level($"d{i}", clips[i % 3]))]);
        Store.Decisions.Append(Level("u", clips[1]) with { Kind = DecisionKind.Undo, Undoes = "d1" });
        Store.Decisions.Append(Level("no undo", clips[1]) with { Undoes = "d4" });

        var places = new List<long>();
        var undone = new List<string>();
        Store.Decisions.ReadPlaces((place, clip, undoes) =>
        {
            if (clip == clips[1])
                places.Insert(0, place);
            if (undoes is not null)
                undone.Add(undoes);
        });

        Assert.Equal([.. Enumerable.Range(0, 300).Select(i => $"d{(i * 3) + 1}"), "u", "no undo"], Store.Decisions.At(places).Select(decision => decision.Id));
        Assert.Equal(["d1"], undone);
    }

    [SkippableFact]
    public void ReadKnownLevels_OneAtATime_AreTheSame()
    {
        var c = AddClips(3);
        Store.Decisions.ReplaceKnownLevels("truth", [new(c[2], "R", "truth"), new(c[0], "G", "truth")]);
        Store.Decisions.ReplaceKnownLevels("nfo", [new(c[0], "PG", "nfo of lib")]);

        var read = new List<(long, string)>();
        Store.Decisions.ReadKnownLevels((clip, level) => read.Add((clip, level)));

        Assert.Equal(Store.Decisions.KnownLevels().Select(level => (level.ClipNo, level.Level)), read);
        Assert.Equal(3, read.Count);
    }

    [SkippableFact]
    public void ResultsBetween_TwoClips_AreTheirsAndThoseBetween()
    {
        var c = AddClips(6);
        Store.Fusion.Save(Run(), [.. c.Select((clip, i) => Fused(clip, i % 3))]);

        Assert.Equal([(c[1], 1), (c[2], 2), (c[3], 0)], Store.Fusion.Results(c[1], c[3]).Select(result => (result.ClipNo, result.Level)));
        Assert.Empty(Store.Fusion.Results(c[5] + 1, c[5] + 9));
    }
}
