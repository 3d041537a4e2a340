using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Graph;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Links;

/// <summary>A relation and who its nodes are.</summary>
/// <param name="Relation">The links.</param>
/// <param name="Ids">Of each node the number of the person, as <see cref="IClipStore.PersonNames"/> knows it where they come from a store, or the hash of the viewer; ascending.</param>
public sealed record LinkTable(LinkRelation Relation, long[] Ids);

/// <summary>All links between clips: one table for each kind that has any. What they hold follows from the links alone, however they were gathered.</summary>
public sealed class LinkTables
{
    internal LinkTables(long[] clips, ImmutableArray<LinkTable> tables, LinkStamp? stamp)
    {
        ClipNos = clips;
        Tables = tables;
        Stamp = stamp;
    }

    /// <summary>The number of each clip, ascending: row i of every graph is clip i.</summary>
    public IReadOnlyList<long> Clips => ClipNos;

    /// <summary>The tables: directors, cast, writers, viewers.</summary>
    public ImmutableArray<LinkTable> Tables { get; }

    /// <summary>The relations alone.</summary>
    public ImmutableArray<LinkRelation> Relations => [.. Tables.Select(table => table.Relation)];

    /// <summary>The state of the store that they show; null when they come from elsewhere.</summary>
    public LinkStamp? Stamp { get; }

    internal long[] ClipNos { get; }

    /// <summary>The table of a kind; null when there is no such link.</summary>
    public LinkTable? Find(string name) => Tables.FirstOrDefault(table => table.Relation.Name == name);

    /// <summary>The links of a data set. Clips are numbered by their place in it, people by the mention that named them first.</summary>
    public static LinkTables Of(TabularDataSet data)
    {
        var (gathered, people) = Gather(data.Clips);
        var tables = gathered.Select(
            (links, kind) => kind == LinkKind.Viewers ? Viewers(data.Viewers) : People(LinkKind.All[kind], links, data.Clips.Count, people));
        return new LinkTables(data.Viewers.ClipNos, [.. tables.Where(table => table.Relation.Graph.Links > 0)], stamp: null);
    }

    /// <summary>The links of a store, by way of a cache that follows it; the cache is read and written where that helps.</summary>
    /// <param name="store">The store.</param>
    /// <param name="clips">Numbers of the clips that take part, ascending, as the store gave them.</param>
    /// <param name="cache">The cache's file; null for none.</param>
    public static LinkTables Of(IStore store, IReadOnlyList<long> clips, string? cache = null)
    {
        var before = cache is null ? null : LinkCache.Read(cache);
        var reader = new LinkTablesReader(before);
        if (store.Clips.ReadLinks(reader, before?.Stamp))
        {
            before = reader.Finish();
            if (cache is not null)
                LinkCache.Write(cache, before);
        }

        return before!.For(clips);
    }

    /// <summary>The same for other clips: those that were not there have no link, those that leave take theirs with them.</summary>
    private LinkTables For(IReadOnlyList<long> clips)
    {
        // Clips are read before links; a scan in between may have changed them.
        if (clips.SequenceEqual(ClipNos))
            return this;
        long[] wanted = [.. clips];
        var tables = Tables.Select(table => TableUpdate.Of(table, ClipNos, wanted)).OfType<LinkTable>();
        return new LinkTables(wanted, [.. tables], stamp: null);
    }

    /// <summary>Gathers mentions, and tells the person of each. What that takes is let go of on return.</summary>
    private static (LinkGraphBuilder[] Links, int[] People) Gather(IReadOnlyList<ClipChange> clips)
    {
        var resolver = new PersonResolver();
        var mentions = new Dictionary<Credit, int>(); // most are written as before, and looking that up is cheaper than normalising
        var gathered = LinkKind.All.Select(_ => new LinkGraphBuilder()).ToArray();
        for (var clip = 0; clip < clips.Count; clip++)
        {
            for (var kind = 0; kind < gathered.Length; kind++)
            {
                foreach (var credit in LinkKind.All[kind].People(clips[clip].Metadata))
                {
                    ref var mention = ref CollectionsMarshal.GetValueRefOrAddDefault(mentions, credit, out var known);
                    if (!known)
                        mention = resolver.Add(credit);
                    if (mention >= 0)
                        gathered[kind].Add(clip, mention);
                }
            }
        }

        return (gathered, resolver.Resolve());
    }

    private static LinkTable People(LinkKind kind, LinkGraphBuilder links, int clips, int[] people)
    {
        var all = new long[people.Length];
        for (var person = 0; person < all.Length; person++)
            all[person] = person;
        return TableUpdate.DropUnlinked(new LinkTable(new LinkRelation(kind.Signal, kind.Name, links.Build(clips, all.Length, nodeTo: people), kind.HubExponent), all));
    }

    private static LinkTable Viewers(ViewerLinks links)
    {
        var kind = LinkKind.All[LinkKind.Viewers];
        return new LinkTable(new LinkRelation(kind.Signal, kind.Name, links.Graph, kind.HubExponent), links.Viewers);
    }
}
