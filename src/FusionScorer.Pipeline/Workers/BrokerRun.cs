using System.Diagnostics;
using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FusionScorer.Pipeline.Workers;

/// <summary>An extraction run on many machines: sends what is lacking to the workers, and watches until all of it has ended.</summary>
public sealed class BrokerRun : IExtractionRun
{
    private const int SentAtOnce = 1000;
    private const int MostFaults = 5;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(7);

    private readonly Project _project;
    private readonly IReadOnlyList<ISignalExtractor> _extractors;
    private readonly BrokerAddress _broker;
    private readonly ExtractionOptions _options;
    private readonly JobLimits _limits;
    private readonly JobQueues _queues;
    private readonly Action<string> _note;

    /// <summary>Prepares a run.</summary>
    /// <param name="project">The project.</param>
    /// <param name="extractors">The extractors of this machine: workers must have equal ones.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="options">What to run.</param>
    /// <param name="note">Takes lines of news for people.</param>
    /// <param name="limits">How often jobs are tried; equal for all that use the broker.</param>
    /// <exception cref="BadInputException">A signal that no extractor reads.</exception>
    public BrokerRun(
        Project project, IReadOnlyList<ISignalExtractor> extractors, BrokerAddress broker, ExtractionOptions options, Action<string> note, JobLimits? limits = null)
    {
        options.RequireSignals(extractors);
        (_project, _extractors, _broker, _options, _note) = (project, extractors, broker, options, note);
        _limits = limits ?? new JobLimits();
        _queues = new JobQueues(UserData.ProjectId(project), _limits);
    }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The broker cannot be reached, or another extraction of this project runs.</exception>
    public async Task<ExtractionSummary> RunAsync(Action<ClipExtraction, ExtractionSummary> onClip, CancellationToken cancellation)
    {
        using var lease = ExtractionLease.Take(_project);
        return await lease.HoldAsync(token => RunAsync(lease.Holder, onClip, token), cancellation).ConfigureAwait(false);
    }

    private async Task<ExtractionSummary> RunAsync(string holder, Action<ClipExtraction, ExtractionSummary> onClip, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var report = new ExtractionReport(_project, holder);
        report.Begin(total: 0);
        try
        {
            await WithChannelAsync(
                async (channel, token) =>
                {
                    await _queues.DeclareAsync(channel, token).ConfigureAwait(false);
                    await _queues.PurgeAsync(channel, dead: _options.Force || _options.RetryFailed, token).ConfigureAwait(false);
                },
                patient: false,
                cancellation).ConfigureAwait(false);
            var plan = new ExtractionPlan(_project, _extractors, _options);
            var run = new RunJobs(_project, _extractors, _options, plan);
            var summary = new ExtractionSummary { Clips = plan.Total, ToDo = run.Clips };
            report.Begin(run.Clips);
            if (run.Clips > 0)
                summary.Cancelled = !await WorkAsync(run, holder, summary, onClip, report, started, cancellation).ConfigureAwait(false);
            report.End(summary.Cancelled ? ExtractionState.Stopped : ExtractionState.Finished);
            summary.Finish(Stopwatch.GetElapsedTime(started), plan.Failures());
            return summary;
        }
        catch
        {
            report.End(ExtractionState.Stopped);
            throw;
        }
    }

    // False: it was cancelled, here or from another process.
    private async Task<bool> WorkAsync(
        RunJobs run, string holder, ExtractionSummary summary, Action<ClipExtraction, ExtractionSummary> onClip, ExtractionReport report, long started, CancellationToken cancellation)
    {
        var now = _project.Clock.GetUtcNow();
        _project.Store.Jobs.ForgetWorkers(now - Forgotten);
        _project.Store.Jobs.Begin(new JobRunRow(run.Id, holder, now, now, JobRunState.Running, run.Clips, run.Jobs, 0, 0, run.Facts.ToJson()));
        try
        {
            var sending = SendAsync(run, cancellation);
            var watch = new RunWatch(_project, _limits, run.Id, _note);
            while (true)
            {
                var state = watch.Look();
                foreach (var clip in run.Take(watch.Ended))
                {
                    summary.Add(clip, Stopwatch.GetElapsedTime(started));
                    report.Done(summary.Done);
                    onClip(clip, summary);
                }

                if (sending.IsFaulted)
                    await sending.ConfigureAwait(false);
                if (state != JobRunState.Running)
                    return state == JobRunState.Finished;
                if (sending.IsCompleted && watch.IsStill)
                    await RescueAsync(run, watch, cancellation).ConfigureAwait(false);
                await Task.Delay(Look, _project.Clock, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await StopAsync(run.Id).ConfigureAwait(false);
            return false;
        }
    }

    private async Task SendAsync(RunJobs run, CancellationToken cancellation)
    {
        foreach (var chunk in run.First().Chunk(SentAtOnce))
        {
            // All rows of a job before its message: a worker drops what the store does not know.
            _project.Store.Jobs.Add([.. chunk.SelectMany(RunJobs.Keys)]);
            await WithChannelAsync((channel, token) => new JobPublisher(channel, _queues).SendAsync(chunk, token), patient: true, cancellation).ConfigureAwait(false);
        }
    }

    // A broker that lost its data, or a queue that somebody deleted, must not leave a run waiting for ever.
    private async Task RescueAsync(RunJobs run, RunWatch watch, CancellationToken cancellation)
    {
        var waiting = _project.Store.Jobs.Waiting(run.Id);
        await WithChannelAsync(
            async (channel, token) =>
            {
                await _queues.DeclareAsync(channel, token).ConfigureAwait(false);
                var queued = 0L;
                foreach (var stage in JobStage.All)
                    queued += await channel.MessageCountAsync(_queues.Name(stage), token).ConfigureAwait(false);
                if (queued > 0 || waiting.Count == 0)
                    return;
                _note($"{waiting.Count} jobs wait, and the broker holds none: sending them again");
                await new JobPublisher(channel, _queues).SendAsync(run.Again(waiting), token).ConfigureAwait(false);
            },
            patient: true,
            cancellation).ConfigureAwait(false);
        watch.Rescued();
    }

    private async Task StopAsync(string run)
    {
        _project.Store.Jobs.Cancel(run, _project.Clock.GetUtcNow());
        using var limit = new CancellationTokenSource(Quick, _project.Clock);
        try
        {
            await WithChannelAsync((channel, token) => _queues.PurgeAsync(channel, dead: false, token), patient: false, limit.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is BadInputException or OperationCanceledException)
        {
            // What is left in the queues belongs to no run any more: workers drop it, and the next run empties them.
        }
    }

    private async Task WithChannelAsync(Func<IChannel, CancellationToken, Task> use, bool patient, CancellationToken cancellation)
    {
        var told = false;
        var faults = 0;
        while (true)
        {
            try
            {
                var connection = await BrokerLink.ConnectAsync(_broker, "fusion extract", cancellation).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    var channel = await BrokerLink.OpenAsync(connection, cancellation).ConfigureAwait(false);
                    await using (channel.ConfigureAwait(false))
                        await use(channel, cancellation).ConfigureAwait(false);
                }

                return;
            }
            catch (Exception fault) when (BrokerLink.IsBroken(fault) && !cancellation.IsCancellationRequested)
            {
                // Queues that another process is making at this moment answer with a fault, too.
                if (!patient && (fault is BrokerUnreachableException || ++faults == MostFaults))
                    throw BrokerLink.Unreachable(_broker, fault);
                if (patient && !told)
                    _note($"the broker {_broker} does not answer; trying again until it does");
                told = true;
            }

            await Task.Delay(_limits.Poll, _project.Clock, cancellation).ConfigureAwait(false);
        }
    }
}
