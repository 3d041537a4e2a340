using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;
using RabbitMQ.Client;

namespace FusionScorer.Pipeline.Workers;

/// <summary>Runs, workers, queues and dead jobs, as seen from any process; and what can be done about them.</summary>
public sealed class JobBoard
{
    private readonly Project _project;
    private readonly BrokerAddress? _broker;
    private readonly JobQueues _queues;

    /// <summary>The board of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="broker">The broker; null where only the store is asked.</param>
    /// <param name="limits">How often jobs are tried; equal for all that use the broker.</param>
    public JobBoard(Project project, BrokerAddress? broker, JobLimits? limits = null)
    {
        (_project, _broker) = (project, broker);
        _queues = new JobQueues(UserData.ProjectId(project), limits ?? new JobLimits());
    }

    /// <summary>What the queues hold; nothing without a broker.</summary>
    /// <exception cref="BadInputException">The broker cannot be reached.</exception>
    public async Task<IReadOnlyList<QueueDepth>> DepthsAsync(CancellationToken cancellation) =>
        _broker is null ? [] : await WithConnectionAsync(connection => _queues.DepthsAsync(connection, cancellation), cancellation).ConfigureAwait(false);

    /// <summary>Stops the run under way; workers drop what they have of it. Without a broker its queues are left to the next run, which empties them.</summary>
    /// <returns>The runs that were stopped.</returns>
    public async Task<IReadOnlyList<string>> CancelAsync(CancellationToken cancellation)
    {
        var stopped = _project.Store.Jobs.Active().Where(run => _project.Store.Jobs.Cancel(run.Id, _project.Clock.GetUtcNow())).Select(run => run.Id).ToList();
        if (_broker is null)
            return stopped;
        await WithChannelAsync(
            async channel =>
            {
                await _queues.DeclareAsync(channel, cancellation).ConfigureAwait(false);
                await _queues.PurgeAsync(channel, dead: false, cancellation).ConfigureAwait(false);
                return true;
            },
            cancellation).ConfigureAwait(false);
        return stopped;
    }

    /// <summary>Sends dead jobs to the workers again.</summary>
    /// <param name="clip">Only those of this clip; null for all.</param>
    /// <param name="extractors">The extractors of this machine, which must be those of the jobs.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>How many were sent, and why others were not.</returns>
    /// <exception cref="BadInputException">The broker cannot be reached.</exception>
    public Task<(int Sent, IReadOnlyList<string> Left)> ReplayAsync(Clip? clip, IReadOnlyList<ISignalExtractor> extractors, CancellationToken cancellation)
    {
        var facts = RunFacts.Of(_project, extractors);
        return WithChannelAsync<(int, IReadOnlyList<string>)>(
            async channel =>
            {
                await _queues.DeclareAsync(channel, cancellation).ConfigureAwait(false);
                var publisher = new JobPublisher(channel, _queues);
                var kept = new List<ulong>();
                var left = new List<string>();
                var sent = 0;
                while (await channel.BasicGetAsync(_queues.Name(JobQueues.Dead), autoAck: false, cancellation).ConfigureAwait(false) is { } dead)
                {
                    if (JobMessage.Read(dead.Body) is not { } job)
                    {
                        left.Add("a message that is no job of this program");
                        kept.Add(dead.DeliveryTag);
                    }
                    else if (clip is not null && job.Clip.No != clip.No)
                    {
                        kept.Add(dead.DeliveryTag);
                    }
                    else if (facts.Differs(job.Facts) is { } why)
                    {
                        left.Add($"{job.Clip.Path} ({job.Stage}): {why}, or read it with: fusion extract --retry-failed");
                        kept.Add(dead.DeliveryTag);
                    }
                    else
                    {
                        // The store first: a job that waits there and is sent twice is done once, one that is not there is dropped.
                        // What came after it may have found nothing for the lack of it.
                        if (_project.Store.Jobs.Reopen([.. RunJobs.Keys(job)], _project.Clock.GetUtcNow()) > 0)
                            sent++;
                        await publisher.SendAsync(job with { RetryFailed = true }, cancellation).ConfigureAwait(false);

                        await channel.BasicAckAsync(dead.DeliveryTag, multiple: false, cancellation).ConfigureAwait(false);
                    }
                }

                foreach (var tag in kept)
                    await channel.BasicNackAsync(tag, multiple: false, requeue: true, cancellation).ConfigureAwait(false);
                return (sent, left);
            },
            cancellation);
    }

    private Task<T> WithChannelAsync<T>(Func<IChannel, Task<T>> use, CancellationToken cancellation) => WithConnectionAsync(
        async connection =>
        {
            var channel = await BrokerLink.OpenAsync(connection, cancellation).ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
                return await use(channel).ConfigureAwait(false);
        },
        cancellation);

    private async Task<T> WithConnectionAsync<T>(Func<IConnection, Task<T>> use, CancellationToken cancellation)
    {
        var broker = _broker ?? throw new BadInputException($"no broker named; write --broker amqp://USER@HOST, or set {BrokerAddress.AddressVariable}");
        try
        {
            var connection = await BrokerLink.ConnectAsync(broker, "fusion jobs", cancellation).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
                return await use(connection).ConfigureAwait(false);
        }
        catch (Exception fault) when (BrokerLink.IsBroken(fault))
        {
            throw BrokerLink.Unreachable(broker, fault);
        }
    }
}
