namespace FusionScorer.Library.Links;

/// <summary>A table after clips came and left: the same as gathering it anew.</summary>
internal static class TableUpdate
{
    /// <summary>Brings a table to other clips.</summary>
    /// <param name="table">The table.</param>
    /// <param name="before">Numbers of its clips, ascending.</param>
    /// <param name="now">Numbers of the clips now, ascending. Links of those that left are dropped; those that came have none.</param>
    /// <returns>Null when no link is left.</returns>
    public static LinkTable? Of(LinkTable table, long[] before, long[] now)
    {
        if (before.AsSpan().SequenceEqual(now))
            return table;
        var (graph, ids) = (table.Relation.Graph.Renumber(now.Length, SortedIds.PlacesIn(before, now), table.Ids.Length, []), table.Ids);
        var to = new int[ids.Length];
        var kept = 0;
        for (var node = 0; node < to.Length; node++)
            to[node] = graph.ClipsOf(node).IsEmpty ? -1 : kept++;
        if (kept < ids.Length)
            (graph, ids) = (graph.Renumber(graph.Clips, [], kept, to), [.. ids.Where((_, node) => to[node] >= 0)]);
        return graph.Links == 0 ? null : new LinkTable(table.Relation with { Graph = graph }, ids);
    }
}
