using FusionScorer.Core.Graph;

namespace FusionScorer.Library.Links;

/// <summary>A table after a few clips changed: the same as gathering it anew, without looking at the rest.</summary>
internal static class TableUpdate
{
    /// <summary>Brings a table to other clips, and some of them to other links.</summary>
    /// <param name="table">The table.</param>
    /// <param name="before">Numbers of its clips, ascending.</param>
    /// <param name="now">Numbers of the clips now, ascending. Links of those that left are dropped.</param>
    /// <param name="changed">Rows of clips, by <paramref name="now"/>, whose links are void.</param>
    /// <param name="fresh">What they have instead, for the clips of now; null = nothing.</param>
    /// <returns>Null when no link is left.</returns>
    public static LinkTable? Of(LinkTable table, long[] before, long[] now, IReadOnlyList<int>? changed = null, LinkTable? fresh = null)
    {
        var ids = fresh is null || fresh.Ids.Length == 0 ? table.Ids : SortedIds.Union(table.Ids, fresh.Ids);
        var graph = Renumber(table.Relation.Graph, before, now, table.Ids, ids);
        if (changed is { Count: > 0 })
            graph = graph.With(now.Length, ids.Length, Rows(changed, fresh, ids));
        (graph, ids) = DropUnlinked(graph, ids);
        return graph.Links == 0 ? null : new LinkTable(table.Relation with { Graph = graph }, ids);
    }

    private static LinkGraph Renumber(LinkGraph graph, long[] clipsBefore, long[] clips, long[] idsBefore, long[] ids)
    {
        var sameClips = clipsBefore.AsSpan().SequenceEqual(clips);
        var sameIds = idsBefore.Length == ids.Length;
        if (sameClips && sameIds)
            return graph;
        return graph.Renumber(
            clips.Length, sameClips ? [] : SortedIds.PlacesIn(clipsBefore, clips), ids.Length, sameIds ? [] : SortedIds.PlacesIn(idsBefore, ids));
    }

    private static ClipLinks[] Rows(IReadOnlyList<int> changed, LinkTable? fresh, long[] ids)
    {
        if (fresh is null)
            return [.. changed.Select(row => new ClipLinks(row, []))];
        var graph = fresh.Relation.Graph;
        var places = SortedIds.PlacesIn(fresh.Ids, ids);
        return [.. changed.Select(row => new ClipLinks(
            row, Array.ConvertAll(graph.NodesOf(row).ToArray(), node => places[node]), graph.HasRatings ? graph.RatingsOf(row).ToArray() : null))];
    }

    private static (LinkGraph Graph, long[] Ids) DropUnlinked(LinkGraph graph, long[] ids)
    {
        var to = new int[ids.Length];
        var kept = 0;
        for (var node = 0; node < to.Length; node++)
            to[node] = graph.ClipsOf(node).IsEmpty ? -1 : kept++;
        if (kept == ids.Length)
            return (graph, ids);
        return (graph.Renumber(graph.Clips, [], kept, to), [.. ids.Where((_, node) => to[node] >= 0)]);
    }
}
