using System.Text;
using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Workers;
using FusionScorer.TestKit.Services;
using RabbitMQ.Client;

namespace FusionScorer.Pipeline.Tests.Workers;

[Collection(BrokerTests.Name)]
public sealed class WorkerTests(Broker broker)
{
    [RabbitFact]
    public async Task Worker_ToldToStop_FinishesWhatItHasInHand_AndLeavesTheRest()
    {
        await using var library = new WorkedLibrary(broker.Address, 10);
        var extractor = new WordExtractor { Before = (_, _, token) => Task.Delay(TimeSpan.FromMilliseconds(400), token) };
        var (worker, stop) = library.Work(extractor);
        var run = library.ExtractAsync(extractor);
        await WorkedLibrary.UntilAsync(() => extractor.Counts.Count >= 2);

        await stop.CancelAsync();
        await worker;
        var begun = extractor.Counts.Count;

        Assert.InRange(begun, 2, 4);
        Assert.Equal(begun, library.Project.Store.Readings.All().Count);
        Assert.True(library.Project.Store.Jobs.Workers(1)[0].Ended);
        Assert.Equal(10 - begun, library.Project.Store.Jobs.Waiting(library.Project.Store.Jobs.Active()[0].Id).Count);
        library.Work(extractor);
        Assert.Equal(10, (await run).Done);
        Assert.All(extractor.Counts.Values, count => Assert.Equal(1, count));
    }

    [RabbitFact]
    public async Task Worker_ToldToStop_AbandonsWhatTakesLonger_AndItIsNoTry()
    {
        await using var library = new WorkedLibrary(broker.Address, 1);
        var stuck = new WordExtractor { Before = (_, _, token) => Task.Delay(Timeout.Infinite, token) };
        var (worker, stop) = library.Work(stuck, drain: TimeSpan.FromMilliseconds(200));
        var run = library.ExtractAsync(stuck);
        await WorkedLibrary.UntilAsync(() => stuck.Counts.Count == 1);

        await stop.CancelAsync();
        await worker.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Single(library.Project.Store.Jobs.Waiting(library.Project.Store.Jobs.Active()[0].Id));
        library.Work(new WordExtractor());
        Assert.Equal((1, 0), ((await run).Done, library.Project.Store.Jobs.DeadCount()));
    }

    [RabbitFact]
    public async Task Worker_WithAnotherExtractor_RefusesInOneLine_AndTheJobsStay()
    {
        await using var library = new WorkedLibrary(broker.Address, 3);
        var extractor = new WordExtractor();
        var run = library.ExtractAsync(extractor);
        await WorkedLibrary.UntilAsync(() => library.Project.Store.Jobs.Active().Count == 1);
        var other = new WordExtractor { Version = "2" };

        var fault = await Assert.ThrowsAsync<BadInputException>(() => library.Work(other).Task);

        Assert.StartsWith("this worker takes no work: the signal 'words' is read otherwise here", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.Empty(other.Counts);
        Assert.Equal(fault.Message["this worker takes no work: ".Length..], library.Project.Store.Jobs.Workers(1)[0].Note);
        library.Work(extractor);
        Assert.Equal(3, (await run).Done);
    }

    [RabbitFact]
    public async Task Worker_PolicyChangesDuringARun_TakesNoMore()
    {
        await using var library = new WorkedLibrary(broker.Address, 30);
        var extractor = new WordExtractor { Before = (_, _, token) => Task.Delay(TimeSpan.FromMilliseconds(150), token) };
        var (worker, _) = library.Work(extractor);
        using var cancellation = new CancellationTokenSource();
        var run = library.ExtractAsync(extractor, cancellation: cancellation.Token);
        await WorkedLibrary.UntilAsync(() => extractor.Counts.Count >= 2);

        library.Project.Activate(DefaultPolicy.Policy with { Functions = DefaultPolicy.Policy.Functions[1..] }, "tester", "for a test");
        var fault = await Assert.ThrowsAsync<BadInputException>(() => worker.WaitAsync(TimeSpan.FromSeconds(60)));

        Assert.Contains("became the active one", fault.Message, StringComparison.Ordinal);
        Assert.InRange(library.Project.Store.Readings.All().Count, 1, 29);
        await cancellation.CancelAsync();
        Assert.True((await run).Cancelled);
    }

    [RabbitFact]
    public async Task Worker_ThatDiedWithAJob_IsReplaced()
    {
        await using var library = new WorkedLibrary(broker.Address, 4);
        var extractor = new WordExtractor();
        var run = library.ExtractAsync(extractor);
        await using (var connection = await new ConnectionFactory { Uri = broker.Server.Uri }.CreateConnectionAsync())
        {
            // A worker takes a job, says so in the store, and dies.
            await using var channel = await connection.CreateChannelAsync();
            var job = await GetAsync(library, channel);
            Seen(library, "ghost");
            Assert.Equal(JobStart.Taken, library.Project.Store.Jobs.Start(job.Key, "ghost", _ => false).Start);
        }

        library.Work(extractor);

        Assert.Equal((4, 0), ((await run).Done, library.Project.Store.Jobs.DeadCount()));
    }

    [RabbitFact]
    public async Task Job_ThatKillsItsWorkers_IsGivenUpWithItsReason()
    {
        await using var library = new WorkedLibrary(broker.Address, 3);
        var extractor = new WordExtractor();
        var run = library.ExtractAsync(extractor);
        JobMessage job;
        await using (var connection = await new ConnectionFactory { Uri = broker.Server.Uri }.CreateConnectionAsync())
        {
            await using var channel = await connection.CreateChannelAsync();
            job = await GetAsync(library, channel);
            for (var i = 0; i < WorkedLibrary.Limits.Tries; i++)
                library.Project.Store.Jobs.Start(job.Key, $"ghost{i}", _ => false);
        }

        library.Work(extractor);
        var summary = await run;

        var failure = Assert.Single(summary.Failures);
        Assert.Equal((job.Clip.No, "begun 4 times and never ended: each time the worker died"), (failure.Clip.No, failure.Reason));
        Assert.Equal(ReadingStatus.Failed, library.Project.Store.Readings.OfClip(job.Clip.No)[0].Status);
        Assert.DoesNotContain(Path.GetFileName(job.Clip.Path), extractor.Counts.Keys);
        Assert.Equal(3, summary.Done);
        await library.HasAsync("dead", 1);
    }

    [RabbitFact]
    public async Task Job_ReturnedUnansweredTooOften_IsGivenUpByTheBrokersCount()
    {
        await using var library = new WorkedLibrary(broker.Address, 1);
        var extractor = new WordExtractor();
        var few = WorkedLibrary.Limits with { Returns = 2 };
        var run = library.ExtractAsync(extractor, limits: few);
        await using (var connection = await new ConnectionFactory { Uri = broker.Server.Uri }.CreateConnectionAsync())
        {
            await using var channel = await connection.CreateChannelAsync();
            for (var i = 0; i <= few.Returns; i++)
                await channel.BasicNackAsync((await NextAsync(library, channel)).DeliveryTag, multiple: false, requeue: true);
        }

        library.Work(extractor, limits: few);

        var failure = Assert.Single((await run).Failures);
        Assert.Equal("the broker handed it out 2 times and never got an answer", failure.Reason);
    }

    [RabbitFact]
    public async Task Messages_ThatAreNoJobs_AreLaidAside_AndThoseOutsideTheLibraryReadNothing()
    {
        await using var library = new WorkedLibrary(broker.Address, 2);
        var extractor = new WordExtractor();
        var run = library.ExtractAsync(extractor);
        await using (var connection = await new ConnectionFactory { Uri = broker.Server.Uri }.CreateConnectionAsync())
        {
            await using var channel = await connection.CreateChannelAsync();
            var exchange = $"fusion.{UserData.ProjectId(library.Project)}";
            var taken = await NextAsync(library, channel);
            var job = JobMessage.Read(taken.Body)!;
            foreach (var body in (byte[][])[[0xff, 0x00], "{}"u8.ToArray(), "[[[["u8.ToArray(), "{\"v\":1,\"run\":null}"u8.ToArray()])
                await channel.BasicPublishAsync(exchange, "files", mandatory: false, body);
            await channel.BasicPublishAsync(exchange, "files", mandatory: false, (job with { Clip = job.Clip with { Path = "../../project/fusion.yaml" } }).ToBytes());
            library.Work(extractor);
            await library.HasAsync("dead", 5);
        }

        var summary = await run;

        Assert.Equal((2, 0), (summary.Done, summary.Failures.Count));
        Assert.DoesNotContain("fusion.yaml", extractor.Counts.Keys);
    }

    [RabbitFact]
    public async Task Worker_OfANewerVersionsJob_Refuses()
    {
        await using var library = new WorkedLibrary(broker.Address, 1);
        var (worker, _) = library.Work(new WordExtractor());
        await WorkedLibrary.UntilAsync(() => library.Project.Store.Jobs.Workers(1).Count == 1);
        while (await library.DepthAsync("files") < 0)
            await Task.Delay(20);
        await using var connection = await new ConnectionFactory { Uri = broker.Server.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        
        // To the queue itself: it is there before it is bound to the exchange, and what is sent between the two is lost.
        await channel.BasicPublishAsync("", $"fusion.{UserData.ProjectId(library.Project)}.files", mandatory: true, Encoding.UTF8.GetBytes("{\"v\":2,\"what\":\"ever\"}"));

        var fault = await Assert.ThrowsAsync<BadInputException>(() => worker.WaitAsync(TimeSpan.FromSeconds(60)));

        Assert.Contains("newer version", fault.Message, StringComparison.Ordinal);
        await library.HasAsync("files", 1);
    }

    [RabbitFact]
    public async Task Worker_LibraryNotThere_RefusesInsteadOfFailingEveryClip()
    {
        await using var library = new WorkedLibrary(broker.Address, 2);
        var extractor = new WordExtractor();
        var media = library.Project.File.Libraries[0].Path;
        using var cancellation = new CancellationTokenSource();
        var run = library.ExtractAsync(extractor, cancellation: cancellation.Token);
        await WorkedLibrary.UntilAsync(() => library.Project.Store.Jobs.Active().Count == 1);
        Directory.Move(media, media + "-away");

        var fault = await Assert.ThrowsAsync<BadInputException>(() => library.Work(extractor).Task.WaitAsync(TimeSpan.FromSeconds(60)));

        Assert.Contains("is not there on this machine", fault.Message, StringComparison.Ordinal);
        Assert.Empty(library.Project.Store.Readings.All());
        Directory.Move(media + "-away", media);
        library.Work(extractor);
        Assert.Equal(2, (await run).Done);
    }

    private static void Seen(WorkedLibrary library, string worker) => library.Project.Store.Jobs.Seen(
        new WorkerRow(worker, "nowhere", 1, "1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, 1, 0, 0, Ended: false, Note: null));

    private static async Task<JobMessage> GetAsync(WorkedLibrary library, IChannel channel) => JobMessage.Read((await NextAsync(library, channel)).Body)!;

    private static async Task<BasicGetResult> NextAsync(WorkedLibrary library, IChannel channel)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await WorkedLibrary.UntilAsync(() => library.Project.Store.Jobs.Active().Count == 1); // by then its queues are made
        while (true)
        {
            if (await channel.BasicGetAsync($"fusion.{UserData.ProjectId(library.Project)}.files", autoAck: false, limit.Token) is { } message)
                return message;
            await Task.Delay(20, limit.Token);
        }
    }
}
