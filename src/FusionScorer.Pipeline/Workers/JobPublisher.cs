using System.Text;
using RabbitMQ.Client;

namespace FusionScorer.Pipeline.Workers;

/// <summary>Sends jobs. What has returned is on the broker's disks.</summary>
internal sealed class JobPublisher(IChannel channel, JobQueues queues)
{
    /// <summary>Says why a job is dead.</summary>
    public const string ReasonHeader = "x-fusion-reason";

    /// <summary>Names the stage of a job that is dead.</summary>
    public const string StageHeader = "x-fusion-stage";

    /// <summary>Sends a job to the workers.</summary>
    public ValueTask SendAsync(JobMessage job, CancellationToken cancellation) => SendAsync(queues.Exchange, job.Stage, job.ToBytes(), headers: null, cancellation);

    /// <summary>Sends many; none is waited for before the next is on its way.</summary>
    public async Task SendAsync(IEnumerable<JobMessage> jobs, CancellationToken cancellation)
    {
        var sent = new List<Task>();
        foreach (var job in jobs)
            sent.Add(SendAsync(job, cancellation).AsTask());
        await Task.WhenAll(sent).ConfigureAwait(false);
    }

    /// <summary>Sends a job back to the workers after the n-th wait, from 0.</summary>
    public ValueTask RetryAsync(JobMessage job, int n, CancellationToken cancellation) => SendAsync(queues.Retry(n), job.Stage, job.ToBytes(), headers: null, cancellation);

    /// <summary>Lays a job aside for a person to look at.</summary>
    public ValueTask BuryAsync(ReadOnlyMemory<byte> body, string stage, string reason, CancellationToken cancellation) => SendAsync(
        queues.Exchange,
        JobQueues.Dead,
        body,
        new Dictionary<string, object?>(StringComparer.Ordinal) { [ReasonHeader] = Encoding.UTF8.GetBytes(reason), [StageHeader] = stage },
        cancellation);

    private ValueTask SendAsync(string exchange, string key, ReadOnlyMemory<byte> body, Dictionary<string, object?>? headers, CancellationToken cancellation) =>
        channel.BasicPublishAsync(
            exchange,
            key,
            mandatory: true, // a queue that somebody deleted is a fault, not a place where jobs vanish
            new BasicProperties { DeliveryMode = DeliveryModes.Persistent, ContentType = "application/json", Headers = headers },
            body,
            cancellation);
}
