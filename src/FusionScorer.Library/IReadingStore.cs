using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library;

/// <summary>Observations, readings and evidence.</summary>
public interface IReadingStore
{
    /// <summary>The content of an observation; null when it was never made.</summary>
    string? Observation(string key);

    /// <summary>All readings of a signal, or of every signal when null, ordered by clip and signal.</summary>
    IReadOnlyList<Reading> All(string? signal = null);

    /// <summary>The same readings in the same order, one at a time.</summary>
    void Read(ReadingVisitor visit, string? signal = null);

    /// <summary>Readings of a signal on a stretch of clips, by number.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="first">The first clip's number.</param>
    /// <param name="last">The last one's.</param>
    /// <param name="visit">Takes them one at a time; must not use the store.</param>
    void Between(string signal, long first, long last, Action<Reading> visit);

    /// <summary>All readings of one clip, ordered by signal.</summary>
    IReadOnlyList<Reading> OfClip(long clip);

    /// <summary>Evidence of one clip, by signal and time.</summary>
    IReadOnlyList<Evidence> Evidence(long clip);

    /// <summary>Evidence of the clips from one number to another, both included, by clip, signal and time.</summary>
    /// <param name="first">The first clip's number.</param>
    /// <param name="last">The last one's.</param>
    /// <param name="limit">The most rows listed; the last clip among them may then have more.</param>
    IReadOnlyList<(long ClipNo, Evidence Evidence)> EvidenceBetween(long first, long last, int limit);

    /// <summary>The number of evidence rows of the whole project.</summary>
    long EvidenceCount();

    /// <summary>Saves one reading with its observation and evidence; replaces what the clip had of that signal.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="observation">Its observation's content, when it is new.</param>
    /// <param name="evidence">All evidence of that signal on the clip.</param>
    void Save(Reading reading, string? observation, IReadOnlyList<Evidence> evidence);

    /// <summary>Saves many readings that have no observation or evidence (tabular data, link features); removes evidence that they had.</summary>
    void SaveMany(IReadOnlyList<Reading> readings);

    /// <summary>Saves many readings whose evidence stays as it is.</summary>
    void SaveKeepingEvidence(IReadOnlyList<Reading> readings);

    /// <summary>Saves many readings with their observations and evidence, as <see cref="Save"/> does one; a reading is whole or as it was.</summary>
    void SaveObserved(IReadOnlyList<ObservedReading> readings)
    {
        foreach (var read in readings)
            Save(read.Reading, read.Observation, read.Evidence);
    }
}
