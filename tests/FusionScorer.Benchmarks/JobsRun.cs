using System.Diagnostics;
using System.Globalization;
using FusionScorer.Pipeline.Workers;
using FusionScorer.TestKit.Services;
using RabbitMQ.Client;

namespace FusionScorer.Benchmarks;

/// <summary>How many jobs the broker takes and hands out: the real messages and queues, and nothing done with them.</summary>
internal static class JobsRun
{
    private const int SentAtOnce = 1000;

    /// <summary>Jobs when no number is given.</summary>
    public const int Usual = 100_000;

    /// <summary>Sends so many jobs and takes them out again, with few and with many in hand.</summary>
    public static async Task PrintAsync(TextWriter to, int count)
    {
        if (RabbitServer.Unavailable is { } why)
        {
            to.WriteLine(why);
            return;
        }

        await using var server = await RabbitServer.StartAsync();
        await using var connection = await new ConnectionFactory { Uri = server.Uri }.CreateConnectionAsync();
        await using var channel = await BrokerLink.OpenAsync(connection, CancellationToken.None);
        var queues = new JobQueues("benchmark", new JobLimits());
        await queues.DeclareAsync(channel, CancellationToken.None);
        var publisher = new JobPublisher(channel, queues);
        var facts = new RunFacts("0.1.0", new string('a', 64), new SortedDictionary<string, string>(StringComparer.Ordinal) { ["media"] = "0", ["captions"] = "1" });
        foreach (var prefetch in (ushort[])[4, 64])
        {
            var started = Stopwatch.GetTimestamp();
            foreach (var chunk in Enumerable.Range(0, count).Chunk(SentAtOnce))
                await publisher.SendAsync(chunk.Select(Job), CancellationToken.None);
            var sent = Stopwatch.GetElapsedTime(started);
            var taken = await TakeAsync(connection, queues, prefetch, count);
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count} jobs, each confirmed and each acknowledged: {count / sent.TotalSeconds:0} /s in, {count / taken.TotalSeconds:0} /s out with {prefetch} in hand"));
        }

        JobMessage Job(int i) => new(
            JobMessage.Version, "01JABCDEFGHJKMNPQRSTVWXYZ0", JobStage.Files, ["media", "captions"], [], false, false,
            new JobClip(i, $"clip{i}", "films", $"a/folder/of clips/clip {i}.mp4", new string('f', 32), [new JobFile($"a/folder/of clips/clip {i}.en.srt", new string('e', 32))]), facts);
    }

    private static async Task<TimeSpan> TakeAsync(IConnection connection, JobQueues queues, ushort prefetch, int count)
    {
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, prefetch, global: false);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = count;
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) =>
        {
            if (JobMessage.Read(message.Body) is null)
                throw new InvalidDataException("a job came back changed");
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
            if (Interlocked.Decrement(ref left) == 0)
                all.SetResult();
        };
        var started = Stopwatch.GetTimestamp();
        await channel.BasicConsumeAsync(queues.Name(JobStage.Files), autoAck: false, consumer);
        await all.Task;
        return Stopwatch.GetElapsedTime(started);
    }
}
