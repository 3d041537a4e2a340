using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    [SkippableFact]
    public void ExtractionReport_ComesBack_AndTheLeaseTellsWhetherItLives()
    {
        Assert.Null(Store.Extraction.Latest());
        var row = new ExtractionRow("host:1", Noon, Noon.AddSeconds(5), 3, 10, ExtractionState.Running);
        Store.Extraction.Report(row with { Done = 1 });
        Store.Extraction.Report(row);
        Store.Fusion.TryTakeLease(new LeaseRow("extract", "host:1", Noon.AddMinutes(2)), Noon);

        Assert.Equal(row, Store.Extraction.Latest());
        Assert.Equal("host:1", Store.Extraction.Lease("extract", Noon.AddMinutes(1))!.Holder);
        Assert.Null(Store.Extraction.Lease("extract", Noon.AddMinutes(2)));
    }

    [SkippableFact]
    public void ReadingCounts_FollowEveryChange_AsIfCountedAnew()
    {
        Store.Clips.Apply([.. Enumerable.Range(0, 40).Select(i => Change($"c{i}", i % 3 == 0 ? null : $"{i}.mp4", files: i % 3 == 0 ? [] : [File($"{i}.mp4")]))]);
        var random = new Random(7);
        string[] signals = ["captions", "media", "odd"];
        for (var step = 0; step < 400; step++)
        {
            var i = random.Next(40);
            if (random.Next(4) > 0)
            {
                var status = (ReadingStatus)random.Next(3);
                var reading = new Reading(No($"c{i}"), signals[random.Next(3)], status, status == ReadingStatus.Read ? null : $"reason {random.Next(2)}", null, null, new Dictionary<string, float>());
                if (random.Next(2) == 0)
                    Store.Readings.SaveMany([reading]);
                else
                    Store.Readings.Save(reading, null, []);
            }
            else
            {
                var path = random.Next(3) == 0 ? null : $"{i}.mp4";
                Store.Clips.Apply([Change($"c{i}", path, present: random.Next(4) > 0, files: path is null ? [] : [File(path)])]);
            }
        }

        var present = Store.Clips.All().ToDictionary(clip => clip.No);
        var readings = Store.Readings.All();
        var expected = readings.GroupBy(reading => new ReadingCount(reading.Signal, reading.Status, present[reading.ClipNo].Path is not null, 0))
            .Select(group => group.Key with { Clips = group.Count() }).OrderBy(count => count.Signal, StringComparer.Ordinal).ThenBy(count => count.Status).ThenBy(count => count.Media);
        Assert.Equal(expected, Store.Extraction.Readings());
        Assert.Equal((present.Values.Count(clip => clip.Path is not null), present.Values.Count(clip => clip.Path is null)), Store.Extraction.Clips());
        var failed = readings.Where(reading => reading is { Signal: "odd", Status: ReadingStatus.Failed }).ToList();
        Assert.Equal(
            failed.CountBy(reading => reading.Reason!).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)),
            Store.Extraction.Reasons("odd", 10).Select(reason => (reason.Reason, reason.Clips)));
        Assert.Equal(failed.Count, Store.Extraction.Failures("odd", 1000, 0).Count);
        Assert.Equal(Store.Extraction.Failures(null, 1000, 0).Skip(2).Take(3), Store.Extraction.Failures(null, 3, 2));
    }
}
