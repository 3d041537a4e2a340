using FusionScorer.Library.Records;

namespace FusionScorer.Library;

/// <summary>How far extraction is. All of it is quick however many clips there are.</summary>
public interface IExtractionStore
{
    /// <summary>What the latest run reported last; null before the first.</summary>
    ExtractionRow? Latest();

    /// <summary>Replaces the report.</summary>
    void Report(ExtractionRow row);

    /// <summary>Who holds a lease; null when nobody does, or only one that has ended.</summary>
    LeaseRow? Lease(string name, DateTimeOffset now);

    /// <summary>Present clips, with a media file and without.</summary>
    (int Media, int Others) Clips();

    /// <summary>Readings of present clips, by signal and status.</summary>
    IReadOnlyList<ReadingCount> Readings();

    /// <summary>Reasons for failures on present clips, the most frequent first.</summary>
    /// <param name="signal">One signal, or null for all.</param>
    /// <param name="most">The most reasons listed.</param>
    IReadOnlyList<FailureReason> Reasons(string? signal, int most);

    /// <summary>How many <see cref="Reasons"/> there are in all.</summary>
    int ReasonCount();

    /// <summary>A page of the failures on present clips, by signal, reason and clip.</summary>
    /// <param name="reason">This reason alone, word for word; null for every one.</param>
    /// <param name="signal">One signal, or null for all.</param>
    /// <param name="limit">The most listed.</param>
    /// <param name="offset">How many to pass over.</param>
    IReadOnlyList<FailedReading> Failures(string? signal, int limit, int offset, string? reason = null);
}
