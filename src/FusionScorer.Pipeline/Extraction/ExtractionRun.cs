using System.Diagnostics;
using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>Runs extractors over a library. Stopped at any point and run again, it goes on where it was.</summary>
public sealed class ExtractionRun : IExtractionRun
{
    private readonly Project _project;
    private readonly IReadOnlyList<ISignalExtractor> _extractors;
    private readonly IDecodedReader? _reader;
    private readonly ExtractionOptions _options;

    /// <summary>Prepares a run.</summary>
    /// <param name="project">The project.</param>
    /// <param name="extractors">Extractors in the order in which a clip needs them: the media probe first.</param>
    /// <param name="reader">Reads the signals that look or listen together; null lets each decode by itself.</param>
    /// <param name="options">What to run.</param>
    /// <exception cref="BadInputException">A signal that no extractor reads.</exception>
    public ExtractionRun(Project project, IReadOnlyList<ISignalExtractor> extractors, IDecodedReader? reader, ExtractionOptions options)
    {
        _project = project;
        _reader = reader;
        _options = options;
        options.RequireSignals(extractors);
        _extractors = extractors;
    }

    /// <inheritdoc/>
    public async Task<ExtractionSummary> RunAsync(Action<ClipExtraction, ExtractionSummary> onClip, CancellationToken cancellation)
    {
        using var lease = ExtractionLease.Take(_project);
        return await lease.HoldAsync(token => RunAsync(lease.Holder, onClip, token), cancellation).ConfigureAwait(false);
    }

    private async Task<ExtractionSummary> RunAsync(string holder, Action<ClipExtraction, ExtractionSummary> onClip, CancellationToken cancellation)
    {
        var report = new ExtractionReport(_project, holder);
        report.Begin(total: 0);
        var plan = new ExtractionPlan(_project, _extractors, _options);
        var todo = plan.Clips();
        report.Begin(todo.Count);
        var summary = new ExtractionSummary { Clips = plan.Total, ToDo = todo.Count };
        var extractor = new ClipExtractor(_project, _extractors, _reader, _options.Wants, _options.Force);
        var gate = new Lock();
        var started = Stopwatch.GetTimestamp();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Jobs, CancellationToken = cancellation };
        try
        {
            await Parallel.ForEachAsync(todo, parallel, async (clip, token) =>
            {
                var done = await extractor.RunAsync(clip, plan.Input(clip), signal => plan.Known(clip, signal), token).ConfigureAwait(false);
                lock (gate)
                {
                    summary.Add(done, Stopwatch.GetElapsedTime(started));
                    report.Done(summary.Done);
                    onClip(done, summary);
                }
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            summary.Cancelled = true;
        }
        catch
        {
            report.End(ExtractionState.Stopped);
            throw;
        }

        report.End(summary.Cancelled ? ExtractionState.Stopped : ExtractionState.Finished);
        summary.Finish(Stopwatch.GetElapsedTime(started), plan.Failures());
        return summary;
    }
}

/// <summary>A signal that could not be read on a clip.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Signal">The signal.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record ClipFailure(Clip Clip, string Signal, string Reason);
