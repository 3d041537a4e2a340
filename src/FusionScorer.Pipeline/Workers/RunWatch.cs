using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Workers;

/// <summary>Follows a run in the store.</summary>
internal sealed class RunWatch(Project project, JobLimits limits, string run, Action<string> note)
{
    private const int Most = 1000;
    private const int LongStill = 10;
    private static readonly TimeSpan NoWorkers = TimeSpan.FromSeconds(10);

    private readonly WorkerWatch _workers = new(project.Clock, limits.Silence);
    private long _place;
    private long _moved = project.Clock.GetTimestamp();
    private long _worked = project.Clock.GetTimestamp();
    private TimeSpan _patience = limits.Still;
    private bool _toldNoWorkers;
    private bool _toldNoStore;

    /// <summary>Jobs that ended since the look before.</summary>
    public IReadOnlyList<EndedJob> Ended { get; private set; } = [];

    /// <summary>Whether nothing has ended for so long that jobs may have been lost.</summary>
    public bool IsStill => project.Clock.GetElapsedTime(_moved) > _patience;

    /// <summary>Looks once.</summary>
    public JobRunState Look()
    {
        Ended = [];
        try
        {
            // The state first: of a run that has ended, all jobs are then read.
            var state = project.Store.Jobs.Run(run)?.State ?? JobRunState.Cancelled;
            var ended = new List<EndedJob>();
            IReadOnlyList<EndedJob> page;
            do
            {
                page = project.Store.Jobs.Ended(run, _place, Most);
                ended.AddRange(page);
                _place = page.Count > 0 ? page[^1].N : _place;
            }
            while (page.Count == Most);
            Ended = ended;
            if (ended.Count > 0)
                Moved();
            Workers();
            _toldNoStore = false;
            return state;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            if (!_toldNoStore)
                note($"the store does not answer ({fault.Message.ReplaceLineEndings(" ")}); trying again until it does");
            _toldNoStore = true;
            return JobRunState.Running;
        }
    }

    /// <summary>Lost jobs were sent again; those that are only slow need not be sent every minute.</summary>
    public void Rescued()
    {
        Moved();
        _patience = limits.Still * LongStill;
    }

    private void Moved() => _moved = project.Clock.GetTimestamp();

    private void Workers()
    {
        _workers.See(project.Store.Jobs.Workers(ExtractionWorker.MostWorkers));
        if (_workers.Count() > 0)
        {
            _worked = project.Clock.GetTimestamp();
            _toldNoWorkers = false;
        }
        else if (!_toldNoWorkers && project.Clock.GetElapsedTime(_worked) > NoWorkers)
        {
            note("no worker is running; start some with: fusion worker --broker …");
            _toldNoWorkers = true;
        }
    }
}
