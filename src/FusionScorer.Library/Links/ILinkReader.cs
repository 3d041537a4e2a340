using FusionScorer.Library.Records;

namespace FusionScorer.Library.Links;

/// <summary>Takes links as a store reads them, all as they stood at one moment.</summary>
public interface ILinkReader
{
    /// <summary>Comes first.</summary>
    /// <param name="stamp">What is read.</param>
    /// <param name="clips">Numbers of all clips that are present, ascending.</param>
    /// <param name="viewersStay">
    /// False when all links follow. Else no viewer follows: between clips that are present, links to viewers are what they were at the stamp that was asked for.
    /// People follow in any case, because one clip's credits may tell who is one person on all others.
    /// </param>
    void Begin(LinkStamp stamp, long[] clips, bool viewersStay);

    /// <summary>People of the clips that are present, ordered by clip, role and person; each person once a clip and role.</summary>
    void Person(in PersonLink link);

    /// <summary>Viewers, in any order; of two links between the same clip and viewer the later one counts.</summary>
    void Viewer(in ViewerLink link);
}

/// <summary>A state of the links in a store: equal stamps, equal links.</summary>
/// <param name="Store">The store's own id; a copy has the same.</param>
/// <param name="Version">Grows with every change of people, viewers or presence of clips.</param>
public readonly record struct LinkStamp(string Store, long Version);
