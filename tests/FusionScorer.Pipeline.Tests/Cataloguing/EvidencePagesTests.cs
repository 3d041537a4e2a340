using System.Globalization;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;

namespace FusionScorer.Pipeline.Tests.Cataloguing;

public sealed class EvidencePagesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1000)]
    public void Of_AnySizeOfPage_SaysWhatEachClipSays(int mostRows)
    {
        using var test = new TestProject();
        var store = test.Project.Store;
        store.Clips.Apply([.. Enumerable.Range(0, 12).Select(i => Change(i))]);
        var clips = store.Clips.All();
        foreach (var (i, clip) in clips.Index())
        {
            List<Evidence> evidence = [.. Enumerable.Range(0, i * 5 % 8).Select(n => new Evidence("speech", "strong", 0.5, $"{i}.{n}", n, n + 1))];
            store.Readings.Save(new Reading(clip.No, "speech", ReadingStatus.Read, Reason: null, ObservationKey: null, ReadingKey: null, new Dictionary<string, float>()), null, evidence);
        }

        // Those that are gone keep evidence that nobody asks for.
        store.Clips.Apply([Change(3, present: false), Change(7, present: false)]);
        var present = store.Clips.All();

        var read = EvidencePages.Of(store, present, mostRows).Select(row => (row.Clip.No, row.Evidence)).ToList();

        Assert.Equal(clips.Count - 2, present.Count);
        Assert.Equal(present.SelectMany(clip => store.Readings.Evidence(clip.No).Select(evidence => (clip.No, evidence))), read);
    }

    private static ClipChange Change(int i, bool present = true) =>
        new(string.Create(CultureInfo.InvariantCulture, $"c{i:00}"), Root: null, Path: null, Fingerprint: null, ClipMetadata.Empty, [], present);
}
