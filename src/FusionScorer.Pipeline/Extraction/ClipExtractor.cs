using System.Diagnostics;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>Runs all extractors on one clip.</summary>
internal sealed class ClipExtractor(Project project, IReadOnlyList<ISignalExtractor> extractors, ExtractionOptions options, ExtractionPlan plan)
{
    public async Task<ClipExtraction> RunAsync(Clip clip, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var input = plan.Input(clip);
        var done = new List<SignalExtraction>();
        foreach (var extractor in extractors)
        {
            var known = plan.Known(clip, extractor.Signal);
            if (options.Wants(extractor.Signal))
            {
                var (reading, extraction) = await ReadAsync(extractor, clip, input, known, cancellation).ConfigureAwait(false);
                known = reading;
                done.Add(extraction);
            }

            input = WithProbe(project, extractor, known, input);
        }

        return new ClipExtraction(clip, done, input.Probe?.DurationMs ?? 0, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Adds the media probe to the input once it is there.</summary>
    public static ClipInput WithProbe(Project project, ISignalExtractor extractor, Reading? reading, ClipInput input)
    {
        if (extractor is not MediaProbeExtractor || reading?.ObservationKey is not { } key || reading.Status != ReadingStatus.Read)
            return input;
        return project.Store.Readings.Observation(key) is { } content ? input with { Probe = MediaProbeExtractor.Deserialize(content) } : input;
    }

    private async Task<(Reading Reading, SignalExtraction Extraction)> ReadAsync(
        ISignalExtractor extractor, Clip clip, ClipInput input, Reading? known, CancellationToken cancellation)
    {
        var observationKey = ExtractionPlan.ObservationKey(extractor, extractor.InputKey(input));
        var readingKey = ExtractionPlan.ReadingKey(extractor, observationKey);
        if (known?.ReadingKey == readingKey)
            return (known, new SignalExtraction(extractor.Signal, known.Status, known.Reason, Evidence: null, Reused: true));

        // A copy of the clip, or an older lexicon, may have made the observation already.
        var content = options.Force ? null : project.Store.Readings.Observation(observationKey);
        var observed = content is null
            ? await ObserveAsync(extractor, input, cancellation).ConfigureAwait(false)
            : Observed.Of(content);
        var read = observed.Content is null
            ? SignalReading.Nothing(observed.Status, observed.Reason)
            : extractor.Read(observed.Content);
        var reading = new Reading(
            clip.No, extractor.Signal, read.Status, read.Reason, observed.Content is null ? null : observationKey, readingKey, read.Features);
        project.Store.Readings.Save(reading, content is null ? observed.Content : null, read.Evidence);
        return (reading, new SignalExtraction(extractor.Signal, read.Status, read.Reason, read.Evidence.Count, Reused: content is not null));
    }

    private static async Task<Observed> ObserveAsync(ISignalExtractor extractor, ClipInput input, CancellationToken cancellation)
    {
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
