namespace FusionScorer.Core.Graph;

/// <summary>A clip and something that it shares with other clips: a person, a viewer.</summary>
/// <param name="Clip">0 … clips − 1.</param>
/// <param name="Node">0 … nodes − 1.</param>
public readonly record struct Link(int Clip, int Node);

/// <summary>Clips and the nodes that they share, in compressed sparse rows from both sides. Immutable.</summary>
public sealed class LinkGraph
{
    private readonly int[] _clipStart;
    private readonly int[] _nodesOf;
    private readonly int[] _nodeStart;
    private readonly int[] _clipsOf;

    private LinkGraph(int[] clipStart, int[] nodesOf, int[] nodeStart, int[] clipsOf)
    {
        _clipStart = clipStart;
        _nodesOf = nodesOf;
        _nodeStart = nodeStart;
        _clipsOf = clipsOf;
    }

    /// <summary>The number of clips, n.</summary>
    public int Clips => _clipStart.Length - 1;

    /// <summary>The number of nodes.</summary>
    public int Nodes => _nodeStart.Length - 1;

    /// <summary>The number of distinct links.</summary>
    public int Links => _nodesOf.Length;

    /// <summary>The nodes of a clip, ascending.</summary>
    public ReadOnlySpan<int> NodesOf(int clip) => _nodesOf.AsSpan(_clipStart[clip], _clipStart[clip + 1] - _clipStart[clip]);

    /// <summary>The clips of a node, ascending; its degree is their number.</summary>
    public ReadOnlySpan<int> ClipsOf(int node) => _clipsOf.AsSpan(_nodeStart[node], _nodeStart[node + 1] - _nodeStart[node]);

    /// <summary>Builds a graph; a link that is given twice counts once.</summary>
    /// <param name="clips">n, not negative.</param>
    /// <param name="nodes">The number of nodes, not negative.</param>
    /// <param name="links">In any order.</param>
    /// <exception cref="ArgumentException">A link to a clip or node that does not exist.</exception>
    public static LinkGraph Build(int clips, int nodes, ReadOnlySpan<Link> links)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(clips);
        ArgumentOutOfRangeException.ThrowIfNegative(nodes);
        var start = new int[clips + 1];
        foreach (var link in links)
        {
            if ((uint)link.Clip >= (uint)clips || (uint)link.Node >= (uint)nodes)
                throw new ArgumentException($"{link} lies outside {clips} clips and {nodes} nodes", nameof(links));
            start[link.Clip + 1]++;
        }

        Accumulate(start);
        var next = start.AsSpan(0, clips).ToArray();
        var raw = new int[links.Length];
        foreach (var link in links)
            raw[next[link.Clip]++] = link.Node;

        // Each transposition sorts the lists of its result; doubles are then neighbours and fall out in the first.
        var (nodeStart, clipsOf) = Transpose(start, raw, nodes);
        var (clipStart, nodesOf) = Transpose(nodeStart, clipsOf, clips);
        return new LinkGraph(clipStart, nodesOf, nodeStart, clipsOf);
    }

    private static (int[] Start, int[] Items) Transpose(int[] start, int[] items, int count)
    {
        var last = new int[count];
        Array.Fill(last, -1);
        var size = new int[count + 1];
        for (var from = 0; from < start.Length - 1; from++)
        {
            foreach (var to in items.AsSpan(start[from], start[from + 1] - start[from]))
            {
                size[to + 1] += last[to] == from ? 0 : 1;
                last[to] = from;
            }
        }

        Accumulate(size);
        var next = size.AsSpan(0, count).ToArray();
        Array.Fill(last, -1);
        var result = new int[size[^1]];
        for (var from = 0; from < start.Length - 1; from++)
        {
            foreach (var to in items.AsSpan(start[from], start[from + 1] - start[from]))
            {
                if (last[to] != from)
                    result[next[to]++] = from;
                last[to] = from;
            }
        }

        return (size, result);
    }

    private static void Accumulate(int[] sizes)
    {
        for (var i = 1; i < sizes.Length; i++)
            sizes[i] += sizes[i - 1];
    }
}
