using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>How far extraction is, as seen from any process.</summary>
/// <param name="Run">The latest run's last report; null before the first.</param>
/// <param name="Running">Whether it runs now: it says so, and its process is alive.</param>
/// <param name="By">Process and machine that extract now; null when none does.</param>
/// <param name="Clips">Present clips.</param>
/// <param name="Signals">By signal.</param>
public sealed record ExtractionStatus(ExtractionRow? Run, bool Running, string? By, int Clips, IReadOnlyList<SignalProgress> Signals)
{
    // What a media file is read for; other signals come from tables, metadata and links, and nothing of theirs waits.
    private static readonly string[] Extracted = [MediaProbeExtractor.SignalName, SignalNames.Captions, SignalNames.Nudity, SignalNames.Speech];

    /// <summary>The status now.</summary>
    public static ExtractionStatus Of(Project project)
    {
        var store = project.Store.Extraction;
        var run = store.Latest();
        var running = run is { State: ExtractionState.Running } && store.Lease(ExtractionLease.Name, project.Clock.GetUtcNow()) is { } lease
            && lease.Holder == run.Holder && !ExtractionLease.IsDead(run.Holder);
        var (media, others) = store.Clips();
        return new ExtractionStatus(run, running, running ? ExtractionLease.Describe(run!.Holder) : null, media + others, SignalsOf(store.Readings(), media, media + others));
    }

    /// <summary>Clips a minute at the run's pace so far; null while it is unknown or nothing runs.</summary>
    public double? Pace(DateTimeOffset now) =>
        Running && Run is { Done: > 0 } run && now > run.StartedAt ? run.Done / (now - run.StartedAt).TotalMinutes : null;

    /// <summary>Seconds left at that pace.</summary>
    public double? SecondsLeft(DateTimeOffset now) => Pace(now) is { } pace ? Math.Max(0, Run!.Total - Run.Done) / pace * 60 : null;

    private static List<SignalProgress> SignalsOf(IReadOnlyList<ReadingCount> counts, int media, int clips)
    {
        var stored = counts.Select(count => count.Signal).Where(signal => !SignalRegistry.Derived.Contains(signal));
        var signals = (media > 0 ? Extracted : []).Union(stored.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        return [.. signals.Select(signal =>
        {
            var own = counts.Where(count => count.Signal == signal).ToList();
            var (read, missing, failed) = (Count(ReadingStatus.Read), Count(ReadingStatus.Missing), Count(ReadingStatus.Failed));
            var waiting = Extracted.Contains(signal, StringComparer.Ordinal) ? media - own.Where(count => count.Media).Sum(count => count.Clips) : 0;

            // A clip without media that no table says anything of has nothing to read.
            return new SignalProgress(signal, read, missing + (clips - read - missing - failed - waiting), failed, waiting);

            int Count(ReadingStatus status) => own.Where(count => count.Status == status).Sum(count => count.Clips);
        })];
    }
}

/// <summary>How many clips a signal was read on; the four together are all clips.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Read">Clips read.</param>
/// <param name="Missing">Clips with nothing to read.</param>
/// <param name="Failed">Clips that could not be read.</param>
/// <param name="Waiting">Clips that extraction has yet to read.</param>
public sealed record SignalProgress(string Signal, int Read, int Missing, int Failed, int Waiting);
