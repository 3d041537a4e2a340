using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Records;

/// <summary>Where an extraction run says it is.</summary>
public enum ExtractionState
{
    /// <summary>It works, or was killed: then its lease is over.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Finished,

    /// <summary>It was stopped, or gave up.</summary>
    Stopped,
}

/// <summary>The last report of an extraction run.</summary>
/// <param name="Holder">Who holds the lease while it runs.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="At">When it reported.</param>
/// <param name="Done">Clips done.</param>
/// <param name="Total">Clips that needed work when it began.</param>
/// <param name="State">Where it says it is.</param>
public sealed record ExtractionRow(string Holder, DateTimeOffset StartedAt, DateTimeOffset At, int Done, int Total, ExtractionState State);

/// <summary>How many readings there are of a signal, with a status, over present clips.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Status">The status.</param>
/// <param name="Media">Whether these are clips with a media file.</param>
/// <param name="Clips">How many.</param>
public readonly record struct ReadingCount(string Signal, ReadingStatus Status, bool Media, int Clips);

/// <summary>A reason for which readings of a signal failed.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Reason">One line.</param>
/// <param name="Clips">On how many clips.</param>
public sealed record FailureReason(string Signal, string Reason, int Clips);

/// <summary>A signal that could not be read on a clip.</summary>
/// <param name="ClipId">The clip.</param>
/// <param name="Name">Its title, else its path, else its id.</param>
/// <param name="Signal">The signal.</param>
/// <param name="Reason">One line.</param>
public sealed record FailedReading(string ClipId, string Name, string Signal, string Reason);
