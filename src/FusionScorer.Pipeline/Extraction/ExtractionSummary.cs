using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>What became of one signal on one clip.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Status">Read, missing or failed.</param>
/// <param name="Reason">Why not, in one line.</param>
/// <param name="Evidence">Pieces of evidence found; null when nothing had to be done.</param>
/// <param name="Reused">Whether an earlier observation served.</param>
public sealed record SignalExtraction(string Signal, ReadingStatus Status, string? Reason, int? Evidence, bool Reused);

/// <summary>What became of one clip.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Signals">One entry a signal that was wanted.</param>
/// <param name="MediaMs">Its duration, 0 when unknown.</param>
/// <param name="Took">Wall time.</param>
public sealed record ClipExtraction(Clip Clip, IReadOnlyList<SignalExtraction> Signals, long MediaMs, TimeSpan Took)
{
    /// <summary>Whether any signal failed.</summary>
    public bool Failed => Signals.Any(signal => signal.Status == ReadingStatus.Failed);
}

/// <summary>How far a run is, and in the end what it did.</summary>
public sealed class ExtractionSummary
{
    private readonly SortedDictionary<string, SignalTotals> _signals = new(StringComparer.Ordinal);

    /// <summary>Clips with media in the project.</summary>
    public int Clips { get; init; }

    /// <summary>Clips that need work.</summary>
    public int ToDo { get; init; }

    /// <summary>Clips done so far.</summary>
    public int Done { get; private set; }

    /// <summary>Clips done so far of which a signal failed.</summary>
    public int FailedNow { get; private set; }

    /// <summary>Media time of the clips done.</summary>
    public TimeSpan Media { get; private set; }

    /// <summary>Wall time so far.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Whether the run was stopped before its end.</summary>
    public bool Cancelled { get; internal set; }

    /// <summary>All failures on record after the run, older ones included.</summary>
    public IReadOnlyList<ClipFailure> Failures { get; private set; } = [];

    /// <summary>Totals by signal of the clips done.</summary>
    public IReadOnlyDictionary<string, SignalTotals> Signals => _signals;

    /// <summary>Time left at the rate so far; null before the first clip.</summary>
    public TimeSpan? Left => Done == 0 ? null : Elapsed / Done * (ToDo - Done);

    internal void Add(ClipExtraction clip, TimeSpan elapsed)
    {
        Done++;
        FailedNow += clip.Failed ? 1 : 0;
        Media += TimeSpan.FromMilliseconds(clip.MediaMs);
        Elapsed = elapsed;
        foreach (var signal in clip.Signals.Where(signal => signal.Evidence is not null))
            _signals[signal.Signal] = (_signals.GetValueOrDefault(signal.Signal) ?? new SignalTotals(0, 0, 0, 0)).Plus(signal);
    }

    internal void Finish(TimeSpan elapsed, IReadOnlyList<ClipFailure> failures)
    {
        Elapsed = elapsed;
        Failures = failures;
    }
}

/// <summary>Totals of one signal.</summary>
/// <param name="Read">Clips read.</param>
/// <param name="Missing">Clips with nothing to read.</param>
/// <param name="Failed">Clips that failed.</param>
/// <param name="Evidence">Pieces of evidence found.</param>
public sealed record SignalTotals(int Read, int Missing, int Failed, int Evidence)
{
    internal SignalTotals Plus(SignalExtraction signal) => new(
        Read + (signal.Status == ReadingStatus.Read ? 1 : 0),
        Missing + (signal.Status == ReadingStatus.Missing ? 1 : 0),
        Failed + (signal.Status == ReadingStatus.Failed ? 1 : 0),
        Evidence + (signal.Evidence ?? 0));
}
