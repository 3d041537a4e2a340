using System.Globalization;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FusionScorer.Pipeline.Workers;

/// <summary>How many messages a queue holds that no worker has.</summary>
/// <param name="Name">What it is for: a stage, <c>retry.5000ms</c>, <c>returned</c> or <c>dead</c>.</param>
/// <param name="Messages">Messages; null when there is no such queue.</param>
/// <param name="Workers">Workers that take from it.</param>
public sealed record QueueDepth(string Name, long? Messages, long Workers);

/// <summary>The exchanges and queues of a project. All are durable, all queues are replicated (quorum) and hand messages on at least once.</summary>
/// <remarks>
/// <code>
/// fusion.PROJECT ─ files ──▶ files       ─┐ too many returns
///                 ─ decoding ▶ decoding   ─┴▶ returned
///                 ─ dead ──▶ dead
/// fusion.PROJECT.retry.5000ms ▶ retry.5000ms ── after 5 s, with the key it came with ──▶ fusion.PROJECT
/// </code>
/// Debian's broker has no exchange that delays: a message that waits lies in a queue whose messages expire into the exchange of the stages.
/// </remarks>
internal sealed class JobQueues(string project, JobLimits limits)
{
    public const string Returned = "returned";
    public const string Dead = "dead";

    private static readonly IReadOnlyList<string> Aside = [Returned, Dead];

    public string Exchange => "fusion." + project;

    public string Name(string queue) => Exchange + "." + queue;

    /// <summary>The exchange that brings a message back after the n-th wait, from 0.</summary>
    public string Retry(int n) => Name(RetryQueue(limits.Waits[n]));

    /// <summary>Makes whatever is not there yet.</summary>
    public async Task DeclareAsync(IChannel channel, CancellationToken cancellation)
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Direct, durable: true, cancellationToken: cancellation).ConfigureAwait(false);
        foreach (var stage in JobStage.All)
        {
            await DeclareAsync(channel, stage, cancellation, ("x-delivery-limit", limits.Returns), ("x-dead-letter-routing-key", Returned)).ConfigureAwait(false);
            await channel.QueueBindAsync(Name(stage), Exchange, stage, cancellationToken: cancellation).ConfigureAwait(false);
        }

        foreach (var own in Aside)
        {
            await DeclareAsync(channel, own, cancellation).ConfigureAwait(false);
            await channel.QueueBindAsync(Name(own), Exchange, own, cancellationToken: cancellation).ConfigureAwait(false);
        }

        foreach (var wait in limits.Waits)
        {
            var queue = RetryQueue(wait);
            await channel.ExchangeDeclareAsync(Name(queue), ExchangeType.Fanout, durable: true, cancellationToken: cancellation).ConfigureAwait(false);
            await DeclareAsync(channel, queue, cancellation, ("x-message-ttl", (int)wait.TotalMilliseconds)).ConfigureAwait(false);
            await channel.QueueBindAsync(Name(queue), Name(queue), "", cancellationToken: cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Empties the queues of work; what workers have in hand stays there.</summary>
    public async Task PurgeAsync(IChannel channel, bool dead, CancellationToken cancellation)
    {
        foreach (var queue in Work.Append(Returned))
            await channel.QueuePurgeAsync(Name(queue), cancellation).ConfigureAwait(false);
        if (dead)
            await channel.QueuePurgeAsync(Name(Dead), cancellation).ConfigureAwait(false);
    }


    /// <summary>What the queues hold; makes none.</summary>
    public async Task<IReadOnlyList<QueueDepth>> DepthsAsync(IConnection connection, CancellationToken cancellation)
    {
        var depths = new List<QueueDepth>();
        foreach (var queue in Work.Concat(Aside))
        {
            // Asking for a queue that is not there closes the channel.
            var channel = await connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
            {
                try
                {
                    var state = await channel.QueueDeclarePassiveAsync(Name(queue), cancellation).ConfigureAwait(false);
                    depths.Add(new QueueDepth(queue, state.MessageCount, state.ConsumerCount));
                }
                catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
                {
                    depths.Add(new QueueDepth(queue, Messages: null, 0));
                }
            }
        }

        return depths;
    }

    private IEnumerable<string> Work => JobStage.All.Concat(limits.Waits.Select(RetryQueue));

    private static string RetryQueue(TimeSpan wait) => string.Create(CultureInfo.InvariantCulture, $"retry.{wait.TotalMilliseconds:0}ms");

    // At-least-once needs the overflow rule beside it; without both a message may be lost on its way from queue to queue.
    private Task DeclareAsync(IChannel channel, string queue, CancellationToken cancellation, params ReadOnlySpan<(string Name, object Value)> more)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
        if (more.Length > 0)
        {
            arguments["x-dead-letter-exchange"] = Exchange;
            arguments["x-dead-letter-strategy"] = "at-least-once";
            arguments["x-overflow"] = "reject-publish";
        }

        foreach (var (name, value) in more)
            arguments[name] = value;
        return channel.QueueDeclareAsync(Name(queue), durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellation);
    }
}
