using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>Tells the store how far a run is, at most once a second, for whoever watches from another process.</summary>
internal sealed class ExtractionReport(Project project, string holder)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset _started = project.Clock.GetUtcNow();
    private DateTimeOffset _last;
    private int _done;
    private int _total;

    /// <summary>The work is known.</summary>
    public void Begin(int total)
    {
        _total = total;
        Save(ExtractionState.Running);
    }

    /// <summary>A clip is done. Called by one thread at a time.</summary>
    public void Done(int done)
    {
        _done = done;
        if (project.Clock.GetUtcNow() - _last >= Interval)
            Save(ExtractionState.Running);
    }

    /// <summary>The run is over. A run that is killed never says so: its lease does.</summary>
    public void End(ExtractionState state) => Save(state);

    private void Save(ExtractionState state)
    {
        _last = project.Clock.GetUtcNow();
        project.Store.Extraction.Report(new ExtractionRow(holder, _started, _last, _done, _total, state));
    }
}
