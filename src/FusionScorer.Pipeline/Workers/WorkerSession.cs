using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace FusionScorer.Pipeline.Workers;

/// <summary>A job as a connection handed it out.</summary>
/// <param name="Session">The connection.</param>
/// <param name="Tag">Its number there.</param>
/// <param name="Queue">A stage, or <see cref="JobQueues.Returned"/>.</param>
/// <param name="Body">The message.</param>
/// <param name="Returns">How often it came back unanswered.</param>
internal sealed record Delivery(WorkerSession Session, ulong Tag, string Queue, ReadOnlyMemory<byte> Body, long Returns);

/// <summary>One connection of a worker: takes jobs of all stages, and answers for them.</summary>
internal sealed class WorkerSession : IAsyncDisposable
{
    private readonly IChannel _channel;
    private readonly List<string> _consumers = [];
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _taking = new();

    private WorkerSession(IChannel channel, JobQueues queues)
    {
        _channel = channel;
        Publisher = new JobPublisher(channel, queues);
    }

    /// <summary>Sends on this connection.</summary>
    public JobPublisher Publisher { get; }

    /// <summary>Ends when the connection or its channel does.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Cancelled when jobs that were not begun are to be given back.</summary>
    public CancellationToken Taking => _taking.Token;

    /// <summary>Begins to take jobs.</summary>
    public static async Task<WorkerSession> OpenAsync(IConnection connection, JobQueues queues, WorkerHand hand, int jobs, CancellationToken taking)
    {
        var channel = await BrokerLink.OpenAsync(connection, taking).ConfigureAwait(false);
        var session = new WorkerSession(channel, queues);
        channel.ChannelShutdownAsync += (_, _) =>
        {
            session.End();
            return Task.CompletedTask;
        };
        await queues.DeclareAsync(channel, taking).ConfigureAwait(false);

        // As many of each stage as can be in work: the broker's clock for an answer runs for those that wait here, too.
        await channel.BasicQosAsync(0, (ushort)jobs, global: false, taking).ConfigureAwait(false);
        foreach (var queue in JobStage.All.Append(JobQueues.Returned))
            await session.ConsumeAsync(queues, queue, hand, taking).ConfigureAwait(false);
        return session;
    }

    /// <summary>Takes no more jobs, and then gives back those that were not begun: in the other order they would come back here.</summary>
    public async Task StopTakingAsync()
    {
        try
        {
            foreach (var consumer in _consumers)
                await _channel.BasicCancelAsync(consumer).ConfigureAwait(false);
            await _taking.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (BrokerLink.IsBroken(fault))
        {
            End();
        }
    }

    /// <summary>Says that a job is done with. On a connection that broke nobody hears it: the job comes again, and its store knows better.</summary>
    public async Task AckAsync(Delivery delivery)
    {
        try
        {
            await _channel.BasicAckAsync(delivery.Tag, multiple: false).ConfigureAwait(false);
        }
        catch (Exception fault) when (BrokerLink.IsBroken(fault))
        {
            End();
        }
    }

    /// <summary>Gives a job back, for whoever takes it.</summary>
    public async Task ReturnAsync(Delivery delivery)
    {
        try
        {
            await _channel.BasicNackAsync(delivery.Tag, multiple: false, requeue: true).ConfigureAwait(false);
        }
        catch (Exception fault) when (BrokerLink.IsBroken(fault))
        {
            End();
        }
    }

    public async ValueTask DisposeAsync()
    {
        End();
        await _channel.DisposeAsync().ConfigureAwait(false);
    }

    private void End()
    {
        _closed.TrySetResult();
        _taking.Cancel();
    }

    private async Task ConsumeAsync(JobQueues queues, string queue, WorkerHand hand, CancellationToken cancellation)
    {
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            // The library takes the body back when this returns.
            hand.Take(new Delivery(this, message.DeliveryTag, queue, message.Body.ToArray(), Returns(message.BasicProperties)));
            return Task.CompletedTask;
        };

        // The broker ends a consumer when its queue is deleted; then all is declared anew.
        consumer.UnregisteredAsync += (_, _) =>
        {
            End();
            return Task.CompletedTask;
        };
        _consumers.Add(await _channel.BasicConsumeAsync(queues.Name(queue), autoAck: false, consumer, cancellation).ConfigureAwait(false));
    }

    private static long Returns(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue("x-delivery-count", out var count) ? Convert.ToInt64(count) : 0;
}
