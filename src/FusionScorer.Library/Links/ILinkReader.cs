using FusionScorer.Library.Records;

namespace FusionScorer.Library.Links;

/// <summary>Takes links as a store reads them, all as they stood at one moment.</summary>
public interface ILinkReader
{
    /// <summary>Comes first.</summary>
    /// <param name="stamp">What is read.</param>
    /// <param name="clips">Numbers of all clips that are present, ascending.</param>
    /// <param name="changed">
    /// Null when all links follow. Else only people of these clips follow: those known before are void. All other links between clips that are present, viewers of these
    /// clips among them, are what they were at the stamp that was asked for.
    /// </param>
    void Begin(LinkStamp stamp, long[] clips, IReadOnlySet<long>? changed);

    /// <summary>People, ordered by clip.</summary>
    void Person(in PersonLink link);

    /// <summary>Viewers, in any order; of two links between the same clip and viewer the later one counts.</summary>
    void Viewer(in ViewerLink link);
}

/// <summary>A state of the links in a store: equal stamps, equal links.</summary>
/// <param name="Store">The store's own id; a copy has the same.</param>
/// <param name="Version">Grows with every change of people, viewers or presence of clips.</param>
public readonly record struct LinkStamp(string Store, long Version);
