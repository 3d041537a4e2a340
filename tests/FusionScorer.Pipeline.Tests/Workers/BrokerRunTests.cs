using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.TestKit.Services;
using RabbitMQ.Client;

namespace FusionScorer.Pipeline.Tests.Workers;

[Collection(BrokerTests.Name)]
public sealed class BrokerRunTests(Broker broker)
{
    [RabbitFact]
    public async Task Run_TwoWorkers_ReadEveryClipOnce()
    {
        await using var library = new WorkedLibrary(broker.Address, 40);
        var extractor = new WordExtractor();
        library.Work(extractor);
        library.Work(extractor);

        var summary = await library.ExtractAsync(extractor);
        var again = await library.ExtractAsync(extractor);

        Assert.Equal((40, 40, 40, false), (summary.Clips, summary.ToDo, summary.Done, summary.Cancelled));
        Assert.Equal(new SignalTotals(40, 0, 0, 40), summary.Signals["words"]);
        Assert.Equal(40, extractor.Counts.Count);
        Assert.All(extractor.Counts.Values, count => Assert.Equal(1, count));
        Assert.Equal(0, again.ToDo);
        Assert.Equal(JobRunState.Finished, library.Project.Store.Jobs.Runs(1)[0].State);
        await library.HasAsync("files", 0);
    }

    [RabbitFact]
    public async Task Run_JobThatThrowsOnce_IsTriedAgain()
    {
        await using var library = new WorkedLibrary(broker.Address, 6);
        var extractor = new WordExtractor { Before = (name, time, _) => name == "clip003.mp4" && time == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask };
        library.Work(extractor);

        var summary = await library.ExtractAsync(extractor);

        Assert.Equal((6, 0), (summary.Done, summary.Failures.Count));
        Assert.Equal(2, extractor.Counts["clip003.mp4"]);
        Assert.Equal(0, library.Project.Store.Jobs.DeadCount());
    }

    [RabbitFact]
    public async Task Run_JobThatAlwaysThrows_IsGivenUpWithItsReason_AndReplayedOnceMended()
    {
        await using var library = new WorkedLibrary(broker.Address, 4);
        var broken = true;
        var extractor = new WordExtractor { Before = (name, _, _) => broken && name == "clip002.mp4" ? throw new InvalidOperationException("it\nbreaks") : Task.CompletedTask };
        library.Work(extractor);

        var summary = await library.ExtractAsync(extractor);

        var failure = Assert.Single(summary.Failures);
        Assert.Equal(("clip002.mp4", "gave up after 4 tries: InvalidOperationException: it breaks"), (failure.Clip.Path, failure.Reason));
        Assert.Equal((4, 4), (summary.Done, extractor.Counts["clip002.mp4"]));
        var dead = Assert.Single(library.Project.Store.Jobs.Dead(10));
        Assert.Equal((failure.Clip.ClipId, 4, failure.Reason), (dead.ClipId, dead.Tries, dead.Reason));
        await library.HasAsync("dead", 1);

        broken = false;
        var (other, _) = await library.Board.ReplayAsync(library.Project.Store.Clips.Find("media:clip000.mp4"), [extractor], CancellationToken.None);
        var (sent, left) = await library.Board.ReplayAsync(failure.Clip, [extractor], CancellationToken.None);
        await WorkedLibrary.UntilAsync(() => library.Project.Store.Jobs.Runs(1)[0].State == JobRunState.Finished);

        Assert.Equal((0, 1, 0), (other, sent, left.Count));
        Assert.Equal(ReadingStatus.Read, Assert.Single(library.Project.Store.Readings.OfClip(failure.Clip.No)).Status);
        Assert.Equal(0, library.Project.Store.Jobs.DeadCount());
        await library.HasAsync("dead", 0);
        Assert.Equal((4, 0), (library.Project.Store.Jobs.Runs(1)[0].Done, library.Project.Store.Jobs.Runs(1)[0].Failed));
    }

    [RabbitFact]
    public async Task Replay_ByAnotherExtractor_LeavesTheJobWhereItIs()
    {
        await using var library = new WorkedLibrary(broker.Address, 1);
        var extractor = new WordExtractor { Before = (_, _, _) => throw new InvalidOperationException("it breaks") };
        library.Work(extractor);
        await library.ExtractAsync(extractor);

        var (sent, left) = await library.Board.ReplayAsync(clip: null, [new WordExtractor { Version = "2" }], CancellationToken.None);

        Assert.Equal(0, sent);
        Assert.Contains("the signal 'words' is read otherwise", Assert.Single(left), StringComparison.Ordinal);
        await library.HasAsync("dead", 1);
    }

    [RabbitFact]
    public async Task Run_Cancelled_StopsWorkersAndGoesOnFromThere()
    {
        await using var library = new WorkedLibrary(broker.Address, 12);
        using var cancellation = new CancellationTokenSource();
        var slow = new WordExtractor { Before = (_, _, token) => Task.Delay(TimeSpan.FromMilliseconds(200), token) };
        library.Work(slow);

        var stopped = await library.ExtractAsync(slow, onDone: done =>
        {
            if (done == 3)
                cancellation.Cancel();
        }, cancellation: cancellation.Token);

        Assert.True(stopped.Cancelled);
        Assert.Equal(JobRunState.Cancelled, library.Project.Store.Jobs.Runs(1)[0].State);
        await library.HasAsync("files", 0);
        await WorkedLibrary.UntilAsync(() => library.Project.Store.Jobs.Workers(1)[0].Running == 0);
        var read = library.Project.Store.Readings.All().Count;
        Assert.InRange(read, 3, 8);
        var rest = await library.ExtractAsync(slow);
        Assert.Equal((12 - read, 12 - read, false), (rest.ToDo, rest.Done, rest.Cancelled));
    }

    [RabbitFact]
    public async Task Run_CancelledFromElsewhere_Ends()
    {
        await using var library = new WorkedLibrary(broker.Address, 3);
        var run = library.ExtractAsync(new WordExtractor());
        await WorkedLibrary.UntilAsync(() => library.Project.Store.Jobs.Active().Count == 1);

        var stopped = await library.Board.CancelAsync(CancellationToken.None);

        Assert.True((await run).Cancelled);
        Assert.Equal(library.Project.Store.Jobs.Runs(1)[0].Id, Assert.Single(stopped));
    }

    [RabbitFact]
    public async Task Run_JobsThatTheBrokerLost_AreSentAgain()
    {
        await using var library = new WorkedLibrary(broker.Address, 5);
        var extractor = new WordExtractor();
        var run = library.ExtractAsync(extractor, limits: WorkedLibrary.Limits with { Still = TimeSpan.FromSeconds(1) });
        await WorkedLibrary.UntilAsync(() => library.Project.Store.Jobs.Active() is [{ } active] && library.Project.Store.Jobs.Waiting(active.Id).Count == 5);
        while (await library.DepthAsync("files") < 5)
            await Task.Delay(20);
        await DeleteAsync(library, "files");
        library.Work(extractor);

        Assert.Equal(5, (await run).Done);
    }

    [RabbitFact]
    public async Task Run_WhileAnotherRuns_IsRefused()
    {
        await using var library = new WorkedLibrary(broker.Address, 2);
        using var cancellation = new CancellationTokenSource();
        var run = library.ExtractAsync(new WordExtractor(), cancellation: cancellation.Token);
        await WorkedLibrary.UntilAsync(() => library.Project.Store.Jobs.Active().Count == 1);

        var fault = await Assert.ThrowsAsync<BadInputException>(() => library.ExtractAsync(new WordExtractor()));

        Assert.Contains("another extraction of this project is running", fault.Message, StringComparison.Ordinal);
        await cancellation.CancelAsync();
        Assert.True((await run).Cancelled);
    }

    private async Task DeleteAsync(WorkedLibrary library, string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = broker.Server.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync($"fusion.{UserData.ProjectId(library.Project)}.{queue}");
    }
}
