using System.Diagnostics;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>Runs all extractors on one clip. Those that look or listen share one decoding pass.</summary>
internal sealed class ClipExtractor(
    Project project, IReadOnlyList<ISignalExtractor> extractors, IDecodedReader? reader, Func<string, bool> wants, bool force)
{
    /// <summary>Extracts what is lacking of a clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="files">Its files.</param>
    /// <param name="known">The reading that is there of a signal, unless it is to be made again.</param>
    /// <param name="cancellation">Stops; what is saved stays.</param>
    public async Task<ClipExtraction> RunAsync(Clip clip, ClipInput files, Func<string, Reading?> known, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var input = files;
        var guard = new Lazy<string?>(() => LibraryGuard.Fault(project.Root(clip.Root)!.Path, files));
        var done = new List<SignalExtraction>();
        var decoding = new List<SignalWork>();
        foreach (var extractor in extractors)
        {
            var reading = known(extractor.Signal);
            if (wants(extractor.Signal))
            {
                var work = SignalWork.Of(project.Store, extractor, clip, input, reading, force);
                if (work.NeedsDecoding && reader is not null && guard.Value is null)
                {
                    decoding.Add(work);
                    continue;
                }

                done.Add(await RunAsync(work, input, guard, cancellation).ConfigureAwait(false));
                reading = work.Result;
            }

            input = WithProbe(project, extractor, reading, input);
        }

        await DecodeAsync(decoding, input, done, cancellation).ConfigureAwait(false);
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
            : await Observation.OfAsync(work.Extractor, input, cancellation).ConfigureAwait(false);
        return work.Finish(project.Store, observed);
    }

    private async Task DecodeAsync(List<SignalWork> decoding, ClipInput input, List<SignalExtraction> done, CancellationToken cancellation)
    {
        if (decoding.Count == 0)
            return;
        var observed = await reader!.ReadAsync(input, [.. decoding.Select(work => (IDecodedSignal)work.Extractor)], cancellation).ConfigureAwait(false);
        for (var i = 0; i < decoding.Count; i++)
            done.Add(decoding[i].Finish(project.Store, observed[i]));
    }
}
