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
        var graph = table.Relation.Graph.Renumber(now.Length, SortedIds.PlacesIn(before, now), table.Ids.Length, []);
        var left = DropUnlinked(new LinkTable(table.Relation with { Graph = graph }, table.Ids));
        return left.Relation.Graph.Links == 0 ? null : left;
    }

    /// <summary>Leaves out nodes without a link.</summary>
    public static LinkTable DropUnlinked(LinkTable table)
    {
        var graph = table.Relation.Graph;
        var to = new int[graph.Nodes];
        var kept = 0;
        for (var node = 0; node < to.Length; node++)
            to[node] = graph.ClipsOf(node).IsEmpty ? -1 : kept++;
        return kept == to.Length
            ? table
            : new LinkTable(table.Relation with { Graph = graph.Renumber(graph.Clips, [], kept, to) }, [.. table.Ids.Where((_, node) => to[node] >= 0)]);
    }
}
