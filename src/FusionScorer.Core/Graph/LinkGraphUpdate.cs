namespace FusionScorer.Core.Graph;

/// <summary>Graphs made of another graph: what stays is copied in runs.</summary>
internal static class LinkGraphUpdate
{
    /// <inheritdoc cref="LinkGraph.With"/>
    public static LinkGraph Apply(LinkGraph graph, int clips, int nodes, IReadOnlyList<ClipLinks> changed)
    {
        if (clips < graph.Clips || nodes < graph.Nodes)
            throw new ArgumentException($"{clips} clips and {nodes} nodes are fewer than {graph.Clips} and {graph.Nodes}", nameof(clips));
        var rows = Order(clips, nodes, changed);
        var rated = graph.HasRatings || rows.Any(row => row.Ratings is not null && LinkGraph.AnyRating(row.Ratings));
        var (clipStart, nodesOf, ratings) = Clips(graph, clips, rows, rated);
        var (nodeStart, clipsOf) = Nodes(graph, nodes, Moves(graph, rows));
        return new LinkGraph(clipStart, nodesOf, nodeStart, clipsOf, rated && LinkGraph.AnyRating(ratings) ? ratings : []);
    }

    /// <inheritdoc cref="LinkGraph.Renumber"/>
    public static LinkGraph Renumber(LinkGraph graph, int clips, ReadOnlySpan<int> clipTo, int nodes, ReadOnlySpan<int> nodeTo)
    {
        Check(graph.Clips, clips, clipTo, nameof(clipTo));
        Check(graph.Nodes, nodes, nodeTo, nameof(nodeTo));
        var leaves = clipTo.Contains(-1) || nodeTo.Contains(-1);
        var (clipStart, nodesOf, ratings) = Side(graph.ClipStarts, graph.ClipNodes, graph.Ratings, clips, clipTo, nodeTo, leaves);
        var (nodeStart, clipsOf, _) = Side(graph.NodeStarts, graph.NodeClips, [], nodes, nodeTo, clipTo, leaves);
        return new LinkGraph(clipStart, nodesOf, nodeStart, clipsOf, LinkGraph.AnyRating(ratings) ? ratings : []);
    }

    private static ClipLinks[] Order(int clips, int nodes, IReadOnlyList<ClipLinks> changed)
    {
        var rows = new ClipLinks[changed.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = ClipLinks.Ordered(changed[i]);
            if ((uint)row.Clip >= (uint)clips || (row.Nodes.Length > 0 && (row.Nodes[0] < 0 || row.Nodes[^1] >= nodes)))
                throw new ArgumentException($"the links of clip {row.Clip} lie outside {clips} clips and {nodes} nodes", nameof(changed));
            rows[i] = row;
        }

        Array.Sort(rows, (a, b) => a.Clip.CompareTo(b.Clip));
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i].Clip == rows[i - 1].Clip)
                throw new ArgumentException($"clip {rows[i].Clip} is named twice", nameof(changed));
        }

        return rows;
    }

    private static (int[] Start, int[] Nodes, float[] Ratings) Clips(LinkGraph graph, int clips, ClipLinks[] rows, bool rated)
    {
        var links = (long)graph.Links;
        foreach (var row in rows)
            links += row.Nodes.Length - Old(graph, row.Clip).Length;
        if (links > Array.MaxLength)
            throw new ArgumentException($"{links} links are more than a graph can hold", nameof(rows));
        var start = new int[clips + 1];
        var nodes = new int[links];
        var ratings = rated ? new float[links] : [];
        var next = 0;
        foreach (var row in rows)
        {
            Keep(next, row.Clip);
            var at = start[row.Clip];
            row.Nodes.CopyTo(nodes.AsSpan(at));
            if (rated && row.Ratings is not null)
                row.Ratings.CopyTo(ratings.AsSpan(at));
            else if (rated)
                ratings.AsSpan(at, row.Nodes.Length).Fill(float.NaN);
            start[row.Clip + 1] = at + row.Nodes.Length;
            next = row.Clip + 1;
        }

        Keep(next, clips);
        return (start, nodes, ratings);

        void Keep(int from, int to)
        {
            var old = Math.Min(to, graph.Clips);
            if (from < old)
            {
                int first = graph.ClipStarts[from], count = graph.ClipStarts[old] - first, shift = start[from] - first;
                for (var clip = from; clip < old; clip++)
                    start[clip + 1] = graph.ClipStarts[clip + 1] + shift;
                graph.ClipNodes.Slice(first, count).CopyTo(nodes.AsSpan(start[from]));
                if (graph.HasRatings)
                    graph.Ratings.Slice(first, count).CopyTo(ratings.AsSpan(start[from]));
                else if (rated)
                    ratings.AsSpan(start[from], count).Fill(float.NaN);
            }

            for (var clip = Math.Max(from, old); clip < to; clip++)
                start[clip + 1] = start[clip];
        }
    }

    private static ReadOnlySpan<int> Old(LinkGraph graph, int clip) => clip < graph.Clips ? graph.NodesOf(clip) : [];

    /// <summary>Links that come or go, by node, then clip.</summary>
    private static List<Move> Moves(LinkGraph graph, ClipLinks[] rows)
    {
        var moves = new List<Move>();
        foreach (var row in rows)
        {
            var old = Old(graph, row.Clip);
            int i = 0, j = 0;
            while (i < old.Length || j < row.Nodes.Length)
            {
                var before = i < old.Length ? old[i] : int.MaxValue;
                var after = j < row.Nodes.Length ? row.Nodes[j] : int.MaxValue;
                if (before != after)
                    moves.Add(new Move(Math.Min(before, after), row.Clip, Comes: after < before));
                i += before <= after ? 1 : 0;
                j += after <= before ? 1 : 0;
            }
        }

        moves.Sort((a, b) => a.Node != b.Node ? a.Node.CompareTo(b.Node) : a.Clip.CompareTo(b.Clip));
        return moves;
    }

    private static (int[] Start, int[] Clips) Nodes(LinkGraph graph, int nodes, List<Move> moves)
    {
        var start = new int[nodes + 1];
        foreach (var move in moves)
            start[move.Node + 1] += move.Comes ? 1 : -1;
        for (var node = 0; node < nodes; node++)
            start[node + 1] += start[node] + (node < graph.Nodes ? graph.NodeStarts[node + 1] - graph.NodeStarts[node] : 0);

        // Old clips are read in one go: a clip that goes is skipped, one that comes is put in its place.
        var clips = new int[start[nodes]];
        int from = 0, to = 0;
        foreach (var move in moves)
        {
            var end = move.Node < graph.Nodes ? graph.NodeStarts[move.Node] : graph.Links;
            var place = move.Node < graph.Nodes ? end + Place(graph.ClipsOf(move.Node), move.Clip) : end;
            Copy(place);
            if (move.Comes)
                clips[to++] = move.Clip;
            else
                from++;
        }

        Copy(graph.Links);
        return (start, clips);

        void Copy(int until)
        {
            graph.NodeClips[from..until].CopyTo(clips.AsSpan(to));
            to += until - from;
            from = until;
        }
    }

    private static int Place(ReadOnlySpan<int> clips, int clip)
    {
        var found = clips.BinarySearch(clip);
        return found >= 0 ? found : ~found;
    }

    private static void Check(int count, int to, ReadOnlySpan<int> map, string name)
    {
        if (map.Length != count && !(map.IsEmpty && count == to))
            throw new ArgumentException($"{map.Length} numbers are not those of {count} items, {to} afterwards", name);
        var last = -1;
        foreach (var number in map)
        {
            if (number == -1)
                continue;
            if (number <= last || number >= to)
                throw new ArgumentException($"number {number} follows {last}, of {to}", name);
            last = number;
        }
    }

    private static (int[] Start, int[] Items, float[] Ratings) Side(
        ReadOnlySpan<int> start, ReadOnlySpan<int> items, ReadOnlySpan<float> ratings, int rows, ReadOnlySpan<int> rowTo, ReadOnlySpan<int> itemTo, bool leaves)
    {
        var newStart = new int[rows + 1];
        var newItems = new int[items.Length];
        var newRatings = ratings.IsEmpty ? [] : new float[items.Length];
        int at = 0, filled = 0;
        for (var row = 0; row < start.Length - 1; row++)
        {
            var to = rowTo.IsEmpty ? row : rowTo[row];
            if (to < 0)
                continue;
            newStart.AsSpan((filled + 1)..(to + 1)).Fill(at);
            for (var i = start[row]; i < start[row + 1]; i++)
            {
                var item = itemTo.IsEmpty ? items[i] : itemTo[items[i]];
                if (item < 0)
                    continue;
                newItems[at] = item;
                if (newRatings.Length > 0)
                    newRatings[at] = ratings[i];
                at++;
            }

            newStart[to + 1] = at;
            filled = to + 1;
        }

        newStart.AsSpan(filled + 1).Fill(at);
        return leaves ? (newStart, newItems[..at], newRatings.Length > 0 ? newRatings[..at] : []) : (newStart, newItems, newRatings);
    }

    private readonly record struct Move(int Node, int Clip, bool Comes);
}
