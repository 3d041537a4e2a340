using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;

namespace FusionScorer.Pipeline.Workers;

/// <summary>What a worker does.</summary>
public sealed record WorkerOptions
{
    /// <summary>Clips in work at once, at least 1.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>How long jobs in hand may go on once the worker is told to stop.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often jobs are tried.</summary>
    public JobLimits Limits { get; init; } = new();
}

/// <summary>Takes jobs from the broker and does them, until it is told to stop. Any number of them may work for one project, on any machines.</summary>
public sealed class ExtractionWorker
{
    internal const int MostWorkers = 1000;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly Project _project;
    private readonly RunFacts _facts;
    private readonly BrokerAddress _broker;
    private readonly WorkerOptions _options;
    private readonly Action<string> _note;
    private readonly WorkerState _state;
    private readonly JobWork _work;
    private volatile string? _refusal;
    private string? _trouble;

    /// <summary>Prepares a worker.</summary>
    /// <param name="project">The project, with its library roots as they lie on this machine.</param>
    /// <param name="extractors">Extractors in the order in which a clip needs them.</param>
    /// <param name="reader">Decodes a clip once for all signals that look or listen.</param>
    /// <param name="broker">Where jobs come from.</param>
    /// <param name="options">How it works.</param>
    /// <param name="note">Takes lines of news for people.</param>
    public ExtractionWorker(
        Project project, IReadOnlyList<ISignalExtractor> extractors, IDecodedReader? reader, BrokerAddress broker, WorkerOptions options, Action<string> note)
    {
        _project = project;
        _broker = broker;
        _options = options;
        _note = note;
        _facts = RunFacts.Of(project, extractors);
        _state = new WorkerState(project, options.Jobs, options.Limits);
        _work = new JobWork(project, extractors, reader);
        Queues = new JobQueues(UserData.ProjectId(project), options.Limits);
    }

    /// <summary>Its id in the store.</summary>
    public string Id => _state.Id;

    internal JobQueues Queues { get; }

    /// <summary>Works until it is told to stop; then finishes what it has in hand, or gives it back.</summary>
    /// <param name="stop">Tells it.</param>
    /// <exception cref="BadInputException">This worker differs from what a run needs, or the broker refuses it.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var taking = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var abandon = new CancellationTokenSource();
        using var over = new CancellationTokenSource();
        using var slots = new WorkSlots(_options.Jobs);
        Poll(taking);
        var polling = PollAsync(taking, over.Token);
        var hand = new WorkerHand(_project, _state, _work, slots, _options.Limits, _facts, Refuse, abandon.Token);
        try
        {
            while (!taking.IsCancellationRequested)
            {
                try
                {
                    await ServeAsync(hand, taking.Token, abandon).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (taking.IsCancellationRequested)
                {
                    break;
                }
                catch (Exception fault) when (BrokerLink.IsBroken(fault) || (fault is BadInputException && _state.HasServed))
                {
                    Trouble($"the broker {_broker} does not answer; trying again until it does");
                    await Task.Delay(Again, _project.Clock, taking.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }

            await hand.FinishAsync(_options.Drain, abandon).ConfigureAwait(false);
        }
        finally
        {
            await abandon.CancelAsync().ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            await polling.ConfigureAwait(false);
            SayGoodbye();
        }

        if (_refusal is { } reason)
            throw new BadInputException($"this worker takes no work: {reason}");

        void Refuse(string why)
        {
            _refusal ??= why;
            taking.Cancel();
        }
    }

    // One connection: until it breaks or the worker is to stop. What is in hand outlives it.
    private async Task ServeAsync(WorkerHand hand, CancellationToken taking, CancellationTokenSource abandon)
    {
        var connection = await BrokerLink.ConnectAsync(_broker, $"fusion worker {_state.Id}", taking).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var session = await WorkerSession.OpenAsync(connection, Queues, hand, _options.Jobs, taking).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                if (!_state.HasServed)
                    _note($"worker {_state.Id} takes work from {_broker}, {_options.Jobs} at once");
                else if (Interlocked.Exchange(ref _trouble, null) is not null)
                    _note("it answers again");
                _state.HasServed = true;
                await session.Closed.WaitAsync(taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!taking.IsCancellationRequested)
                    return;
                await session.StopTakingAsync().ConfigureAwait(false);
                await hand.FinishAsync(_options.Drain, abandon).ConfigureAwait(false);
            }
        }
    }

    private async Task PollAsync(CancellationTokenSource taking, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(_options.Limits.Poll, _project.Clock, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!over.IsCancellationRequested)
                Poll(taking);
        }
    }

    private void Poll(CancellationTokenSource taking)
    {
        try
        {
            _state.Report(ended: false, note: _refusal);
            var active = _project.Store.Jobs.Active();
            _state.KeepOnly(active);
            if (Refusal(active) is { } why)
            {
                _refusal ??= why;
                taking.Cancel();
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Trouble($"the store does not answer ({OneLine(fault)}); trying again until it does");
        }
    }

    private string? Refusal(IReadOnlyList<JobRunRow> active)
    {
        if (active.Count == 0)
            return null;
        if (_project.Store.Policies.Active() is { } policy && policy.Hash != _facts.Policy)
            return $"policy {policy.Hash[..8]} became the active one while it ran; start it again";
        return active.Select(run => _facts.Differs(RunFacts.Parse(run.Facts))).FirstOrDefault(why => why is not null);
    }

    private void Trouble(string line)
    {
        if (Interlocked.Exchange(ref _trouble, line) != line)
            _note(line);
    }

    private void SayGoodbye()
    {
        try
        {
            _state.Report(ended: true, _refusal);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            _note($"the store was not told that this worker ended ({OneLine(fault)})");
        }
    }

    private static string OneLine(Exception fault) => fault.Message.ReplaceLineEndings(" ");
}
