using System.Diagnostics;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>Runs all extractors on one clip. Those that look or listen share one decoding pass.</summary>
internal sealed class ClipExtractor(
    Project project, IReadOnlyList<ISignalExtractor> extractors, IMediaDecoder? decoder, ExtractionOptions options, ExtractionPlan plan)
{
    public async Task<ClipExtraction> RunAsync(Clip clip, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var input = plan.Input(clip);
        var guard = new Lazy<string?>(() => LibraryGuard.Fault(project.Root(clip.Root)!.Path, plan.Input(clip)));
        var done = new List<SignalExtraction>();
        var decoding = new List<SignalWork>();
        foreach (var extractor in extractors)
        {
            var known = plan.Known(clip, extractor.Signal);
            if (options.Wants(extractor.Signal))
            {
                var work = SignalWork.Of(project.Store, extractor, clip, input, known, options.Force);
                if (work.NeedsDecoding && decoder is not null && guard.Value is null)
                {
                    decoding.Add(work);
                    continue;
                }

                done.Add(await RunAsync(work, input, guard, cancellation).ConfigureAwait(false));
                known = work.Result;
            }

            input = WithProbe(project, extractor, known, input);
        }

        await DecodeAsync(decoding, input, guard, done, cancellation).ConfigureAwait(false);
        return new ClipExtraction(clip, done, input.Probe?.DurationMs ?? 0, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Adds the media probe to the input once it is there.</summary>
    public static ClipInput WithProbe(Project project, ISignalExtractor extractor, Reading? reading, ClipInput input)
    {
        if (extractor is not MediaProbeExtractor || reading?.ObservationKey is not { } key || reading.Status != Core.Clips.ReadingStatus.Read)
            return input;
        return project.Store.Readings.Observation(key) is { } content ? input with { Probe = MediaProbeExtractor.ProbeOf(content) } : input;
    }

    private async Task<SignalExtraction> RunAsync(SignalWork work, ClipInput input, Lazy<string?> guard, CancellationToken cancellation)
    {
        if (work.IsDone)
            return work.Unchanged();
        var observed = work.Stored is { } content ? Observed.Of(content)
            : guard.Value is { } fault ? Observed.Failed(fault)
            : await ObserveAsync(work.Extractor, input, cancellation).ConfigureAwait(false);
        return work.Finish(project.Store, observed);
    }

    private async Task DecodeAsync(List<SignalWork> decoding, ClipInput input, Lazy<string?> guard, List<SignalExtraction> done, CancellationToken cancellation)
    {
        var observers = new List<(SignalWork Work, IDecodedObserver Observer)>();
        try
        {
            foreach (var work in decoding)
            {
                if (((IDecodedSignal)work.Extractor).Begin(input) is { } observer)
                    observers.Add((work, observer));
                else
                    done.Add(await RunAsync(work, input, guard, cancellation).ConfigureAwait(false));
            }

            if (observers.Count == 0)
                return;
            var observed = await DecodingPass.RunAsync(decoder!, input, [.. observers.Select(pair => pair.Observer)], cancellation).ConfigureAwait(false);
            for (var i = 0; i < observers.Count; i++)
                done.Add(observers[i].Work.Finish(project.Store, observed[i]));
        }
        finally
        {
            foreach (var (_, observer) in observers)
                await observer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<Observed> ObserveAsync(ISignalExtractor extractor, ClipInput input, CancellationToken cancellation)
    {
        if (SignalWork.LacksProbe(extractor, input))
            return Observed.Missing("the media could not be probed");
        try
        {
            return await extractor.ObserveAsync(input, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Observed.Failed($"{Path.GetFileName(input.MediaPath)} cannot be read: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }
}
