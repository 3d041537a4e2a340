using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    [SkippableFact]
    public void TwoStores_WriteAndReadAtOnce_LoseNothing()
    {
        var c = AddClips(500);
        using var other = Open();
        IStore[] stores = [Store, other];

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, worker =>
        {
            var store = stores[worker % 2];
            for (var i = 0; i < 25; i++)
            {
                store.Decisions.Append(Level($"{worker}-{i}", c[i]));
                store.Decisions.Append(Level($"shared-{i}", c[i]));
                store.Readings.Save(Reading(c[i], $"signal{worker}", ($"signal{worker}.n", i)), null, [new($"signal{worker}", "k", 1, "t", i, null)]);
                if (i % 8 == worker)
                    store.Readings.SaveMany([.. c.Select(clip => Reading(clip, "bulk", ("bulk.n", clip)))]);
                Assert.Equal(500, store.Clips.Count());
                Assert.All(store.Readings.OfClip(c[i]), reading => Assert.Single(reading.Features));
            }
        });

        Assert.Equal((8 * 25) + 25, Store.Decisions.All().Count);
        Assert.Equal((8 * 25) + 500, other.Readings.All().Count);
        Assert.Equal(8 * 25, Store.Readings.EvidenceCount());
    }

    [SkippableFact]
    public void TwoStores_SaveFusionAtOnce_ResultsAreThoseOfOneRun()
    {
        var c = AddClips(3000);
        using var other = Open();
        IStore[] stores = [Store, other];

        Parallel.For(0, 6, i => stores[i % 2].Fusion.Save(Run() with { Decisions = i }, [.. c.Select(clip => Fused(clip, i, i))]));

        var latest = Store.Fusion.Latest()!;
        Assert.Equal(6, latest.Id);
        var results = Store.Fusion.Results();
        Assert.Equal(3000, results.Count);
        Assert.All(results, result => Assert.Equal((latest.Decisions, (float)latest.Decisions), (result.Level, result.Posterior[0])));
    }

    [SkippableFact]
    public void Reads_OfALongList_SeeOneSnapshot()
    {
        var c = AddClips(10);
        Store.Clips.ReplaceViewerLinks("s", c.Select(clip => new ViewerLink(clip, 1, 1)));
        using var other = Open();

        Parallel.Invoke(
            () =>
            {
                for (var i = 2; i < 30; i++)
                    other.Clips.ReplaceViewerLinks("s", c.Select(clip => new ViewerLink(clip, i, 1)));
            },
            () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    var links = Store.Clips.ViewerLinks();
                    Assert.Equal(10, links.Count);
                    Assert.Single(links.Select(link => link.Viewer).Distinct());
                }
            });
    }

    [SkippableFact]
    public void Store_AfterDispose_RefusesWork()
    {
        var store = Open();
        store.Dispose();
        store.Dispose();

        Assert.Throws<ObjectDisposedException>(() => store.Clips.Count());
        Assert.Throws<ObjectDisposedException>(() => store.Settings.Set("a", "b"));
    }
}
