using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

public abstract partial class StoreTests
{
    private static readonly Func<string, bool> NobodyLives = _ => false;

    private static JobRunRow JobRun(string id, int total) => new(id, "host:1", Noon, Noon, JobRunState.Running, total, total, 0, 0, "{}");

    [SkippableFact]
    public void Jobs_OfARun_AreStartedAndEndedOnce_AndTheLastOneFinishesIt()
    {
        var c = AddClips(2);
        JobKey first = new("r1", c[0], "files"), second = new("r1", c[1], "files");
        Store.Jobs.Begin(JobRun("r1", 2));
        Store.Jobs.Add([first, second]);
        Store.Jobs.Add([first]);

        Assert.Equal((JobStart.Taken, 1), Store.Jobs.Start(first, "w1", NobodyLives));
        Assert.Equal([second], Store.Jobs.Waiting("r1"));
        Assert.True(Store.Jobs.End(first, reason: null, "{\"a\":1}", Noon.AddSeconds(1)));
        Assert.False(Store.Jobs.End(first, reason: null, "{\"a\":2}", Noon.AddSeconds(1)));
        Assert.Equal((JobStart.Ended, 0), Store.Jobs.Start(first, "w2", NobodyLives));
        Assert.Equal(JobRun("r1", 2) with { Done = 1, At = Noon.AddSeconds(1) }, Store.Jobs.Run("r1"));
        Assert.True(Store.Jobs.End(second, "it broke", null, Noon.AddSeconds(2)));

        Assert.Equal(JobRun("r1", 2) with { Done = 1, Failed = 1, At = Noon.AddSeconds(2), State = JobRunState.Finished }, Store.Jobs.Run("r1"));
        Assert.Empty(Store.Jobs.Active());
        var ended = Store.Jobs.Ended("r1", 0, 10);
        Assert.Equal([(c[0], false, null, "{\"a\":1}"), (c[1], true, "it broke", null)], ended.Select(job => (job.ClipNo, job.Failed, job.Reason, job.Result)));
        Assert.Equal(ended.Skip(1), Store.Jobs.Ended("r1", ended[0].N, 10));
    }

    [SkippableFact]
    public void StartJob_InTheHandsOfAWorkerThatLives_IsBusy()
    {
        JobKey job = new("r1", AddClips(1)[0], "files");
        Store.Jobs.Begin(JobRun("r1", 1));
        Store.Jobs.Add([job]);
        Store.Jobs.Start(job, "w1", NobodyLives);

        Assert.Equal((JobStart.Busy, 1), Store.Jobs.Start(job, "w2", worker => worker == "w1"));
        Assert.Equal((JobStart.Taken, 2), Store.Jobs.Start(job, "w2", NobodyLives));
        Store.Jobs.Release(job, "w1", counts: false); // not its own any more
        Store.Jobs.Release(job, "w2", counts: false);
        Assert.Equal((JobStart.Taken, 2), Store.Jobs.Start(job, "w3", _ => true));
        Store.Jobs.Release(job, "w3", counts: true);
        Assert.Equal((JobStart.Taken, 3), Store.Jobs.Start(job, "w3", _ => true));
    }

    [SkippableFact]
    public void JobRun_Cancelled_GivesNoJobsAway()
    {
        JobKey job = new("r1", AddClips(1)[0], "files");
        Store.Jobs.Begin(JobRun("r1", 1));
        Store.Jobs.Add([job]);

        Assert.True(Store.Jobs.Cancel("r1", Noon.AddSeconds(1)));
        Assert.False(Store.Jobs.Cancel("r1", Noon.AddSeconds(1)));

        Assert.Equal((JobStart.Ended, 0), Store.Jobs.Start(job, "w1", NobodyLives));
        Assert.Equal(JobRunState.Cancelled, Store.Jobs.Run("r1")!.State);
    }

    [SkippableFact]
    public void JobRun_BegunAgain_CancelsTheFormerAndKeepsOnlyItsDeadJobs()
    {
        var c = AddClips(2);
        Store.Jobs.Begin(JobRun("r1", 2));
        Store.Jobs.Add([new("r1", c[0], "files"), new("r1", c[1], "files")]);
        Store.Jobs.Start(new("r1", c[0], "files"), "w1", NobodyLives);
        Store.Jobs.End(new("r1", c[0], "files"), "it broke", null, Noon.AddSeconds(3));

        Store.Jobs.Begin(JobRun("r2", 1));

        Assert.Equal([("r2", JobRunState.Running), ("r1", JobRunState.Cancelled)], Store.Jobs.Runs(10).Select(run => (run.Id, run.State)));
        Assert.Equal("r2", Assert.Single(Store.Jobs.Active()).Id);
        Assert.Empty(Store.Jobs.Waiting("r1"));
        Assert.Equal(new DeadJob(new("r1", c[0], "files"), "c1", "c1", 1, "w1", "it broke", Noon.AddSeconds(3)), Assert.Single(Store.Jobs.Dead(10)));
        Assert.Equal(1, Store.Jobs.DeadCount());
    }

    [SkippableFact]
    public void DeadJobs_Reopened_LetTheirRunGoOn()
    {
        JobKey job = new("r1", AddClips(1)[0], "files");
        Store.Jobs.Begin(JobRun("r1", 1));
        Store.Jobs.Add([job]);
        Store.Jobs.Start(job, "w1", NobodyLives);
        Store.Jobs.End(job, "it broke", null, Noon);

        Assert.Equal(1, Store.Jobs.Reopen([job], Noon.AddSeconds(4)));
        Assert.Equal(0, Store.Jobs.Reopen([job], Noon.AddSeconds(5)));

        Assert.Equal(JobRun("r1", 1) with { At = Noon.AddSeconds(4) }, Store.Jobs.Run("r1"));
        Assert.Equal((JobStart.Taken, 1), Store.Jobs.Start(job, "w2", NobodyLives));
        Assert.True(Store.Jobs.End(job, reason: null, null, Noon));
        Assert.Equal(2, Assert.Single(Store.Jobs.Ended("r1", 0, 10)).N);
        Assert.Equal(JobRunState.Finished, Store.Jobs.Run("r1")!.State);
    }

    [SkippableFact]
    public void EndJob_ManyAtOnce_GivesEachAPlaceOfItsOwn()
    {
        var c = AddClips(40);
        Store.Jobs.Begin(JobRun("r1", 40));
        Store.Jobs.Add([.. c.Select(clip => new JobKey("r1", clip, "files"))]);
        var stores = new[] { Open(), Open() };

        Parallel.For(0, 40, i => stores[i % 2].Jobs.End(new("r1", c[i], "files"), null, null, Noon));
        Array.ForEach(stores, store => store.Dispose());

        Assert.Equal(Enumerable.Range(1, 40).Select(n => (long)n), Store.Jobs.Ended("r1", 0, 100).Select(job => job.N));
        Assert.Equal((40, JobRunState.Finished), (Store.Jobs.Run("r1")!.Done, Store.Jobs.Run("r1")!.State));
    }

    [SkippableFact]
    public void Workers_SayThatTheyLive_AndAreForgotten()
    {
        var worker = new WorkerRow("w1", "host", 7, "1.0", Noon, Noon, 4, 1, 10, 2, Ended: false, Note: null);
        Store.Jobs.Seen(worker with { Done = 1 });
        Store.Jobs.Seen(worker with { Id = "w2", StartedAt = Noon.AddSeconds(1), SeenAt = Noon.AddMinutes(1), Ended = true, Note = "goodbye" });
        Store.Jobs.Seen(worker);

        Assert.Equal(["w2", "w1"], Store.Jobs.Workers(10).Select(row => row.Id));
        Assert.Equal(worker, Store.Jobs.Workers(10)[1]);
        Store.Jobs.ForgetWorkers(Noon.AddSeconds(1));
        Assert.Equal("goodbye", Assert.Single(Store.Jobs.Workers(10)).Note);
    }
}
