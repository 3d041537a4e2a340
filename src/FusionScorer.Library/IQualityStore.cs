using FusionScorer.Library.Records;

namespace FusionScorer.Library;

/// <summary>What is asked blind, to learn how well people agree. Append-only.</summary>
public interface IQualityStore
{
    /// <summary>Adds a task; one of the same kind, clip, account and decision changes nothing.</summary>
    /// <returns>The task as stored.</returns>
    BlindTask Add(BlindTask task);

    /// <summary>Tasks that were added after one, in order.</summary>
    /// <param name="id">0 for all.</param>
    IReadOnlyList<BlindTask> TasksAfter(long id);
}
