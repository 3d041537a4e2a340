using System.Diagnostics;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>Runs all extractors on one clip. Those that look or listen share one decoding pass.</summary>
internal sealed class ClipExtractor(
    Project project, IReadOnlyList<ISignalExtractor> extractors, IMediaDecoder? decoder, Func<string, bool> wants, bool force)
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
        var done = new List<SignalExtraction>();
        var decoding = new List<SignalWork>();
        foreach (var extractor in extractors)
        {
            var reading = known(extractor.Signal);
            if (wants(extractor.Signal))
            {
                var work = SignalWork.Of(project.Store, extractor, clip, input, reading, force);
                if (work.NeedsDecoding && decoder is not null)
                {
                    decoding.Add(work);
                    continue;
                }

                done.Add(await RunAsync(work, input, cancellation).ConfigureAwait(false));
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

    private async Task<SignalExtraction> RunAsync(SignalWork work, ClipInput input, CancellationToken cancellation)
    {
        if (work.IsDone)
            return work.Unchanged();
        var observed = work.Stored is { } content ? Observed.Of(content) : await ObserveAsync(work.Extractor, input, cancellation).ConfigureAwait(false);
        return work.Finish(project.Store, observed);
    }

    private async Task DecodeAsync(List<SignalWork> decoding, ClipInput input, List<SignalExtraction> done, CancellationToken cancellation)
    {
        var observers = new List<(SignalWork Work, IDecodedObserver Observer)>();
        try
        {
            foreach (var work in decoding)
            {
                if (((IDecodedSignal)work.Extractor).Begin(input) is { } observer)
                    observers.Add((work, observer));
                else
                    done.Add(await RunAsync(work, input, cancellation).ConfigureAwait(false));
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
