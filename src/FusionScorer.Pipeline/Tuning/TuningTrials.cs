using FusionScorer.Core;
using FusionScorer.Core.Fusion;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>A model that is learned anew under a draft, beside the one in force.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State"><c>learning</c> (also while it waits for the one before), <c>done</c> or <c>failed</c>.</param>
/// <param name="Fault">Why it failed; null otherwise.</param>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="EndedAt">When it was done or failed; null before.</param>
/// <param name="Preview">What it found; null until it is done.</param>
public sealed record TuningTrial(string Id, string State, string? Fault, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, TuningPreview? Preview);

/// <summary>Trials of a project, one at a time: a newer one takes the place of one that waits. Thread-safe.</summary>
public sealed class TuningTrials
{
    /// <summary>How long a trial can be asked for after its end.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private const string Learning = "learning";

    private readonly Project _project;
    private readonly ITrialLearner _learner;
    private readonly Func<Policy, long[], SignalBlocks, TuningPreview> _compare;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TuningTrial> _trials = new(StringComparer.Ordinal);
    private (string Id, Policy Policy)? _waiting;
    private bool _running;

    internal TuningTrials(Project project, ITrialLearner learner, Func<Policy, long[], SignalBlocks, TuningPreview> compare)
    {
        (_project, _learner, _compare) = (project, learner, compare);
    }

    /// <summary>Begins a trial, or puts it in the place of the one that waits.</summary>
    public TuningTrial Start(Policy policy)
    {
        var trial = new TuningTrial(Ids.Short(), Learning, Fault: null, _project.Clock.GetUtcNow(), EndedAt: null, Preview: null);
        lock (_gate)
        {
            Forget();
            _trials.Add(trial.Id, trial);
            if (_waiting is { } other)
                End(other.Id, fault: "a newer trial took its place", preview: null);
            _waiting = (trial.Id, policy);
            if (!_running)
            {
                _running = true;

                // A thread of its own: a fit takes seconds, and requests need the pool.
                _ = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
        }

        return trial;
    }

    /// <summary>A trial by its id; null when there is none, or its time is over.</summary>
    public TuningTrial? Find(string id)
    {
        lock (_gate)
        {
            Forget();
            return _trials.GetValueOrDefault(id);
        }
    }

    private void Work()
    {
        while (Next() is { } next)
        {
            TuningPreview? preview = null;
            string? fault = null;
            try
            {
                var (clips, blocks) = _learner.Learn(_project, next.Policy);
                preview = _compare(next.Policy, clips, blocks);
            }
#pragma warning disable CA1031 // Whatever goes wrong, whoever asked is told, and the next trial gets its turn.
            catch (Exception reason)
#pragma warning restore CA1031
            {
                fault = reason is BadInputException ? reason.Message : $"the model could not be learned: {reason.Message}";
            }

            lock (_gate)
                End(next.Id, fault, preview);
        }
    }

    private (string Id, Policy Policy)? Next()
    {
        lock (_gate)
        {
            var next = _waiting;
            _waiting = null;
            _running = next is not null;
            return next;
        }
    }

    private void End(string id, string? fault, TuningPreview? preview) =>
        _trials[id] = _trials[id] with { State = fault is null ? "done" : "failed", Fault = fault, Preview = preview, EndedAt = _project.Clock.GetUtcNow() };

    private void Forget()
    {
        var now = _project.Clock.GetUtcNow();
        foreach (var (id, trial) in _trials)
        {
            if (now - trial.EndedAt > Kept)
                _trials.Remove(id);
        }
    }
}
