using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    private static readonly Evidence[] NoEvidence = [];

    [SkippableFact]
    public void Save_ReadingWithEverything_ComesBackBitForBit()
    {
        var clip = AddClips(1)[0];
        var features = new Dictionary<string, float>
        {
            ["speech.words"] = 16777217, ["speech.z"] = float.Epsilon, ["speech.`odd`, \"name\""] = -0f, ["speech.nan"] = float.NaN,
            ["speech.inf"] = float.NegativeInfinity, ["speech.tenth"] = 0.1f,
        };
        Store.Readings.Save(new(clip, "speech", ReadingStatus.Read, null, "obs", "read", features), "content\n😀", NoEvidence);
        Reopen();

        var reading = Assert.Single(Store.Readings.All());

        Assert.Equal((clip, "speech", ReadingStatus.Read, null, "obs", "read"), (reading.ClipNo, reading.Signal, reading.Status, reading.Reason, reading.ObservationKey, reading.ReadingKey));
        Assert.Equal(
            features.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, BitConverter.SingleToInt32Bits(f.Value))),
            reading.Features.Select(f => (f.Key, BitConverter.SingleToInt32Bits(f.Value))));
        Assert.Equal("content\n😀", Store.Readings.Observation("obs"));
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(1500)]
    public void SaveMany_AReadingTwiceInOneCall_LastOneCounts(int count)
    {
        var clips = AddClips(count);
        Store.Readings.SaveMany([.. clips.Select(clip => Reading(clip, "genre", ("genre.a", 1))), .. clips.Select(clip => Reading(clip, "genre", ("genre.a", clip + 1))), Reading(clips[0], "genre", ("genre.a", 9999))]);

        var stored = Store.Readings.All();

        Assert.Equal(clips, stored.Select(reading => reading.ClipNo));
        Assert.Equal([9999f, .. clips.Skip(1).Select(clip => clip + 1f)], stored.Select(reading => reading.Features["genre.a"]));
        Assert.Equal(count, Store.Extraction.Readings().Sum(row => row.Clips));
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(30)]
    public void SaveObserved_AReadingTwiceInOneCall_LastOneCounts(int count)
    {
        var clips = AddClips(count);
        Store.Readings.SaveObserved([.. clips.Select(clip => Read(clip, "first")), .. clips.Select(clip => Read(clip, "last"))]);

        Assert.All(clips, clip => Assert.Equal("last", Assert.Single(Store.Readings.Evidence(clip)).Text));
        Assert.Equal(count, Store.Readings.EvidenceCount());

        static ObservedReading Read(long clip, string text) =>
            new(Reading(clip, "captions", ("captions.words", 1)) with { ObservationKey = $"o{clip}" }, text, [new Evidence("captions", "word", 1, text, 0, 10)]);
    }

    [SkippableFact]
    public void Features_OfAStoredReading_AreFoundByName()
    {
        var clip = AddClips(1)[0];
        Store.Readings.SaveMany([Reading(clip, "genre", ("genre.drama", 1), ("genre.action", 0.5f))]);

        var features = Assert.Single(Store.Readings.All()).Features;

        Assert.Equal((1f, 0.5f, 2), (features["genre.drama"], features["genre.action"], features.Count));
        Assert.True(features.ContainsKey("genre.drama"));
        Assert.False(features.TryGetValue("genre.horror", out var none));
        Assert.Equal(0, none);
        Assert.Throws<KeyNotFoundException>(() => features["genre.horror"]);
    }

    [SkippableFact]
    public void Read_ManyReadings_ShowsWhatTheListHolds()
    {
        var c = AddClips(40);
        Store.Readings.SaveMany([.. c.SelectMany(clip => new[] { Reading(clip, "genre", ("genre.b", clip), ("genre.a", float.NaN)), Reading(clip, "speech", ("speech.n", -clip)) })]);
        Store.Readings.SaveMany([Reading(c[3], "genre"), new(c[4], "genre", ReadingStatus.Failed, "why", null, null, new Dictionary<string, float>())]);
        Reopen();
        var seen = new List<(long, string, ReadingStatus, string)>();
        var names = new HashSet<object>(ReferenceEqualityComparer.Instance);

        Store.Readings.Read(row =>
        {
            names.Add(row.Names);
            seen.Add((row.ClipNo, row.Signal, row.Status, string.Join(" ", row.Names.Zip(row.Values.ToArray(), (name, value) => $"{name}={value}"))));
        });

        Assert.Equal(
            Store.Readings.All()
                .Select(reading => (reading.ClipNo, reading.Signal, reading.Status, string.Join(" ", reading.Features.Select(feature => $"{feature.Key}={feature.Value}")))),
            seen);
        Assert.Equal((80, 3), (seen.Count, names.Count));
    }

    [SkippableFact]
    public void Save_FailedReading_KeepsReasonAndHasNoFeatures()
    {
        var clip = AddClips(1)[0];
        Store.Readings.Save(new(clip, "speech", ReadingStatus.Failed, "no audio", "never-made", null, new Dictionary<string, float>()), null, NoEvidence);

        var reading = Assert.Single(Store.Readings.OfClip(clip));

        Assert.Equal((ReadingStatus.Failed, "no audio", 0), (reading.Status, reading.Reason, reading.Features.Count));
        Assert.Null(Store.Readings.Observation("never-made"));
    }

    [SkippableFact]
    public void Save_ObservationIsNull_KeepsTheOneThatClipsShare()
    {
        var c = AddClips(2);
        Store.Readings.Save(Reading(c[0], "speech") with { ObservationKey = "obs" }, "content", NoEvidence);

        Store.Readings.Save(Reading(c[1], "speech") with { ObservationKey = "obs" }, null, NoEvidence);
        Store.Readings.Save(Reading(c[0], "speech") with { ObservationKey = "other" }, "else", NoEvidence);

        Assert.Equal(("content", "else"), (Store.Readings.Observation("obs"), Store.Readings.Observation("other")));
    }

    [SkippableFact]
    public void Save_ObservationWithoutAKey_Throws()
    {
        var clip = AddClips(1)[0];

        Assert.Throws<ArgumentException>(() => Store.Readings.Save(Reading(clip, "speech"), "content", NoEvidence));
    }

    [SkippableFact]
    public void Save_Again_ReplacesEvidenceOfThatSignalOnly()
    {
        var c = AddClips(2);
        Evidence speech = new("speech", "strong", 1, "x", 5, 9), nudity = new("nudity", "frame", 0.7, "", 2000, null);
        Store.Readings.Save(Reading(c[0], "nudity"), null, [nudity]);
        Store.Readings.Save(Reading(c[1], "speech"), null, [speech]);
        Store.Readings.Save(Reading(c[0], "speech"), null, [speech, speech with { Text = "y" }]);

        Store.Readings.Save(Reading(c[0], "speech"), null, [speech]);

        Assert.Equal([nudity, speech], Store.Readings.Evidence(c[0]));
        Assert.Equal([speech], Store.Readings.Evidence(c[1]));
        Assert.Equal(3, Store.Readings.EvidenceCount());
    }

    [SkippableFact]
    public void Evidence_AnyOrder_IsOrderedBySignalAndTime()
    {
        var clip = AddClips(1)[0];
        Evidence late = new("speech", "a", 0.25, "😀", 900, 950), early = late with { StartMs = 10, EndMs = 20 }, nowhere = late with { StartMs = null, EndMs = null };
        Store.Readings.Save(Reading(clip, "speech"), null, [late, nowhere, early]);
        Store.Readings.Save(Reading(clip, "captions"), null, [late with { Signal = "captions" }]);

        Assert.Equal([late with { Signal = "captions" }, nowhere, early, late], Store.Readings.Evidence(clip));
    }

    [SkippableFact]
    public void EvidenceBetween_StretchOfClips_IsThatOfEachInTurnUpToTheLimit()
    {
        var c = AddClips(4);
        Evidence late = new("speech", "a", 0.25, "x", 900, 950), nowhere = late with { StartMs = null, EndMs = null };
        foreach (var clip in (long[])[c[3], c[0], c[2]])
            Store.Readings.Save(Reading(clip, "speech"), null, [late, nowhere]);
        Store.Readings.Save(Reading(c[2], "captions"), null, [late with { Signal = "captions" }]);

        Assert.Equal(
            [(c[0], nowhere), (c[0], late), (c[2], late with { Signal = "captions" }), (c[2], nowhere), (c[2], late)], Store.Readings.EvidenceBetween(c[0], c[2], 100));
        Assert.Equal([(c[2], late with { Signal = "captions" }), (c[2], nowhere)], Store.Readings.EvidenceBetween(c[1], c[3], 2));
        Assert.Empty(Store.Readings.EvidenceBetween(c[1], c[1], 100));
    }

    [SkippableFact]
    public void Save_EvidenceOfAnotherSignal_Throws()
    {
        var clip = AddClips(1)[0];

        Assert.Throws<ArgumentException>(() => Store.Readings.Save(Reading(clip, "speech"), null, [new("nudity", "frame", 1, "", 0, 1)]));
        Assert.Empty(Store.Readings.All());
    }

    [SkippableFact]
    public void SaveMany_MoreThanOneTransaction_AreOrderedByClipAndSignal()
    {
        var c = AddClips(1200);
        Store.Readings.SaveMany([.. c.Reverse().SelectMany(clip => new[] { Reading(clip, "viewers", ("viewers.n", clip)), Reading(clip, "genre", ("genre.n", clip)) })]);

        var all = Store.Readings.All();

        Assert.Equal(c.SelectMany(clip => new[] { (clip, "genre"), (clip, "viewers") }), all.Select(reading => (reading.ClipNo, reading.Signal)));
        Assert.All(all, reading => Assert.Equal(reading.ClipNo, reading.Features[reading.Signal + ".n"]));
        Assert.Equal(c, Store.Readings.All("viewers").Select(reading => reading.ClipNo));
        Assert.Equal(["genre", "viewers"], Store.Readings.OfClip(c[7]).Select(reading => reading.Signal));
    }

    [SkippableFact]
    public void SaveMany_OverAReadingWithEvidence_ReplacesBoth()
    {
        var clip = AddClips(1)[0];
        Store.Readings.Save(Reading(clip, "genre", ("genre.a", 1)), null, [new("genre", "tag", 1, "a", null, null)]);

        Store.Readings.SaveMany([Reading(clip, "genre", ("genre.b", 2))]);

        Assert.Equal(["genre.b"], Assert.Single(Store.Readings.All()).Features.Keys);
        Assert.Empty(Store.Readings.Evidence(clip));
        Assert.Equal(0, Store.Readings.EvidenceCount());
    }

    [SkippableFact]
    public void SaveObserved_MoreThanOneTransaction_SavesWhatSaveWould()
    {
        var c = AddClips(400);
        Store.Readings.Save(Reading(c[0], "speech"), null, [new("speech", "strong", 1, "old", 5, 9)]);

        Store.Readings.SaveObserved([.. c.Select(clip => new ObservedReading(
            Reading(clip, "speech", ("speech.n", clip)) with { ObservationKey = $"k{clip}" }, $"heard {clip}", [.. Enumerable.Range(0, 5).Select(n => new Evidence("speech", "strong", 0.5, $"word {clip}", n, n + 1))]))]);

        Assert.Equal(5 * c.Length, Store.Readings.EvidenceCount());
        Assert.Equal(Enumerable.Repeat($"word {c[0]}", 5), Store.Readings.Evidence(c[0]).Select(fact => fact.Text));
        Assert.Equal(c.Select(clip => (float)clip), Store.Readings.All("speech").Select(reading => reading.Features["speech.n"]));
        Assert.Equal($"heard {c[^1]}", Store.Readings.Observation($"k{c[^1]}"));
    }

    private static Reading Reading(long clip, string signal, params (string Name, float Value)[] features) => new(
        clip, signal, ReadingStatus.Read, null, null, null, features.ToDictionary(f => f.Name, f => f.Value));
}
