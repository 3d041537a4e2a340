using System.Globalization;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Extraction;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Workers;

/// <summary>What a worker does with each job that it is handed, and what it has in hand.</summary>
internal sealed class WorkerHand(
    Project project, WorkerState state, JobWork work, WorkSlots slots, JobLimits limits, RunFacts facts, Action<string> refuse, CancellationToken abandon)
{
    // A job that came back so often may be what killed its workers: it works alone, and hits no other.
    private const int Suspect = 2;
    private const int LongestReason = 500;

    private readonly HashSet<Task> _tasks = [];
    private readonly Lock _gate = new();

    /// <summary>Takes a job in hand; returns at once.</summary>
    public void Take(Delivery delivery)
    {
        lock (_gate)
        {
            var task = Task.Run(() => HandleAsync(delivery), CancellationToken.None);
            _tasks.Add(task);
            _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Waits for what is in hand; what takes longer is abandoned and given back.</summary>
    public async Task FinishAsync(TimeSpan grace, CancellationTokenSource abandoning)
    {
        await All().WaitAsync(grace, project.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await abandoning.CancelAsync().ConfigureAwait(false);
        await All().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task All()
    {
        lock (_gate)
            return Task.WhenAll(_tasks);
    }

    private void Forget(Task task)
    {
        lock (_gate)
            _tasks.Remove(task);
    }

    private async Task HandleAsync(Delivery delivery)
    {
        var session = delivery.Session;
        try
        {
            if (JobMessage.Read(delivery.Body) is { } job)
            {
                using var room = await slots.TakeAsync(delivery.Returns >= Suspect, session.Taking).ConfigureAwait(false);
                await WorkAsync(delivery, job).ConfigureAwait(false);
            }
            else if (JobMessage.IsNewer(delivery.Body))
            {
                refuse("a job comes from a newer version of the program; install the same one here");
                await session.ReturnAsync(delivery).ConfigureAwait(false);
            }
            else
            {
                await LayAsideAsync(delivery, "it is no job of this program").ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            await session.ReturnAsync(delivery).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Broker or store failed, not the job. On a connection that broke, giving it back is nothing: the broker hands it out again.
            await ReleaseAsync(delivery).ConfigureAwait(false);
            await session.ReturnAsync(delivery).ConfigureAwait(false);
        }
    }

    private async Task WorkAsync(Delivery delivery, JobMessage job)
    {
        var session = delivery.Session;
        if (project.Store.Jobs.Run(job.Run) is not { State: JobRunState.Running })
        {
            await session.AckAsync(delivery).ConfigureAwait(false);
            return;
        }

        if ((facts.Differs(job.Facts) ?? work.RootFault(job.Clip.Root)) is { } why)
        {
            refuse(why);
            await session.ReturnAsync(delivery).ConfigureAwait(false);
            return;
        }

        if (!work.IsInside(job.Clip))
        {
            await LayAsideAsync(delivery, "it names a file outside its library").ConfigureAwait(false);
            return;
        }

        var (start, tries) = project.Store.Jobs.Start(job.Key, state.Id, worker => state.Lives(job.Key, worker));
        if (start == JobStart.Busy)
            await session.Publisher.RetryAsync(job, 0, session.Taking).ConfigureAwait(false);
        else if (start == JobStart.Taken && !await TryAsync(delivery, job, tries).ConfigureAwait(false))
            return;
        await session.AckAsync(delivery).ConfigureAwait(false);
    }

    // What no run of this program sent says nothing of any clip.
    private static async Task LayAsideAsync(Delivery delivery, string reason)
    {
        await delivery.Session.Publisher.BuryAsync(delivery.Body, delivery.Queue, reason, delivery.Session.Taking).ConfigureAwait(false);
        await delivery.Session.AckAsync(delivery).ConfigureAwait(false);
    }

    // False: it was given back.
    private async Task<bool> TryAsync(Delivery delivery, JobMessage job, int tries)
    {
        var session = delivery.Session;
        var running = state.Begin(job.Key, abandon);
        try
        {
            if (delivery.Queue == JobQueues.Returned)
                await GiveUpAsync(delivery, job, $"the broker handed it out {limits.Returns} times and never got an answer").ConfigureAwait(false);
            else if (tries > limits.Tries)
                await GiveUpAsync(delivery, job, string.Create(CultureInfo.InvariantCulture, $"begun {tries - 1} times and never ended: each time the worker died")).ConfigureAwait(false);
            else
                await EndAsync(session, job, await work.RunAsync(job, running.Token).ConfigureAwait(false), reason: null).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // With its run it is dropped; with its worker it goes to another one.
            project.Store.Jobs.Release(job.Key, state.Id, counts: false);
            if (!abandon.IsCancellationRequested)
                return true;
            await session.ReturnAsync(delivery).ConfigureAwait(false);
            return false;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException && !session.Taking.IsCancellationRequested && StoreAnswers())
        {
            var reason = OneLine(fault);
            if (tries >= limits.Tries)
            {
                await GiveUpAsync(delivery, job, string.Create(CultureInfo.InvariantCulture, $"gave up after {tries} tries: {reason}")).ConfigureAwait(false);
                return true;
            }

            project.Store.Jobs.Release(job.Key, state.Id, counts: true);
            await session.Publisher.RetryAsync(job, tries - 1, session.Taking).ConfigureAwait(false);
            return true;
        }
        finally
        {
            state.End(job.Key);
        }
    }

    private async Task GiveUpAsync(Delivery delivery, JobMessage job, string reason)
    {
        var given = Given(job, reason);
        await delivery.Session.Publisher.BuryAsync(job.ToBytes(), job.Stage, reason, delivery.Session.Taking).ConfigureAwait(false);
        await EndAsync(delivery.Session, job, given, reason).ConfigureAwait(false);
    }

    // A job that breaks even this ends all the same; its clip lacks the reading, and the next run sends it again.
    private ClipExtraction Given(JobMessage job, string reason)
    {
        try
        {
            return work.GiveUp(job, reason);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException && StoreAnswers())
        {
            return new ClipExtraction(job.Clip.ToClip(), [.. job.Signals.Select(signal => new SignalExtraction(signal, ReadingStatus.Failed, reason, 0, Reused: false))], 0, TimeSpan.Zero);
        }
    }

    // In this order a death at any point leaves a job that comes again, finds its readings there, and ends.
    private async Task EndAsync(WorkerSession session, JobMessage job, ClipExtraction done, string? reason)
    {
        if (job.Then() is { } next)
            await session.Publisher.SendAsync(next, CancellationToken.None).ConfigureAwait(false);
        if (project.Store.Jobs.End(job.Key, reason, JobResult.ToJson(done), project.Clock.GetUtcNow()))
            state.Count(failed: reason is not null);
    }

    private bool StoreAnswers()
    {
        try
        {
            project.Store.Jobs.Active();
            return true;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return false;
        }
    }

    // A job is no worse for a store that restarts: it waits for the store, and then comes again.
    private async Task ReleaseAsync(Delivery delivery)
    {
        while (!StoreAnswers())
        {
            if (delivery.Session.Taking.IsCancellationRequested)
                return;
            await Task.Delay(limits.Poll, project.Clock, delivery.Session.Taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            if (JobMessage.Read(delivery.Body) is { } job)
                project.Store.Jobs.Release(job.Key, state.Id, counts: false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // It went away again: the try counts, which costs the job a little patience.
        }
    }

    private static string OneLine(Exception fault)
    {
        var line = $"{(fault is Core.BadInputException ? "" : fault.GetType().Name + ": ")}{fault.Message.ReplaceLineEndings(" ")}";
        return line.Length <= LongestReason ? line : line[..LongestReason];
    }
}
