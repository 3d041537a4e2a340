namespace FusionScorer.Core.Graph;

/// <summary>A clip and something that it shares with other clips: a person, a viewer.</summary>
/// <param name="Clip">0 … clips − 1.</param>
/// <param name="Node">0 … nodes − 1.</param>
public readonly record struct Link(int Clip, int Node);

/// <summary>Clips and the nodes that they share, in compressed sparse rows from both sides. Immutable.</summary>
/// <remarks>8 bytes a link, 12 with ratings, and 4 a clip and a node.</remarks>
public sealed class LinkGraph
{
    private readonly int[] _clipStart;
    private readonly int[] _nodesOf;
    private readonly int[] _nodeStart;
    private readonly int[] _clipsOf;
    private readonly float[] _ratings;

    /// <summary>Takes both sides as they are; ratings go with <paramref name="nodesOf"/>, or are empty.</summary>
    internal LinkGraph(int[] clipStart, int[] nodesOf, int[] nodeStart, int[] clipsOf, float[] ratings)
    {
        _clipStart = clipStart;
        _nodesOf = nodesOf;
        _nodeStart = nodeStart;
        _clipsOf = clipsOf;
        _ratings = ratings;
    }

    /// <summary>The number of clips, n.</summary>
    public int Clips => _clipStart.Length - 1;

    /// <summary>The number of nodes.</summary>
    public int Nodes => _nodeStart.Length - 1;

    /// <summary>The number of distinct links.</summary>
    public int Links => _nodesOf.Length;

    /// <summary>Whether any link has a rating.</summary>
    public bool HasRatings => _ratings.Length > 0;

    /// <summary>Where the nodes of each clip start: n + 1 offsets, from 0 to <see cref="Links"/>.</summary>
    public ReadOnlySpan<int> ClipStarts => _clipStart;

    /// <summary>The nodes of all clips, clip after clip, ascending in each: one for each link.</summary>
    public ReadOnlySpan<int> ClipNodes => _nodesOf;

    /// <summary>Where the clips of each node start: nodes + 1 offsets.</summary>
    public ReadOnlySpan<int> NodeStarts => _nodeStart;

    /// <summary>The clips of all nodes, node after node, ascending in each.</summary>
    public ReadOnlySpan<int> NodeClips => _clipsOf;

    /// <summary>The ratings of all links, aligned with <see cref="ClipNodes"/>, NaN where there is none; empty when no link has one.</summary>
    public ReadOnlySpan<float> Ratings => _ratings;

    /// <summary>The nodes of a clip, ascending.</summary>
    public ReadOnlySpan<int> NodesOf(int clip) => _nodesOf.AsSpan(_clipStart[clip], _clipStart[clip + 1] - _clipStart[clip]);

    /// <summary>The clips of a node, ascending; its degree is their number.</summary>
    public ReadOnlySpan<int> ClipsOf(int node) => _clipsOf.AsSpan(_nodeStart[node], _nodeStart[node + 1] - _nodeStart[node]);

    /// <summary>The ratings of a clip's links, aligned with <see cref="NodesOf"/>, NaN where there is none; empty when no link of the graph has one.</summary>
    public ReadOnlySpan<float> RatingsOf(int clip) =>
        HasRatings ? _ratings.AsSpan(_clipStart[clip], _clipStart[clip + 1] - _clipStart[clip]) : [];

    /// <summary>Builds a graph; a link that is given twice counts once.</summary>
    /// <param name="clips">n, not negative.</param>
    /// <param name="nodes">The number of nodes, not negative.</param>
    /// <param name="links">In any order.</param>
    /// <exception cref="ArgumentException">A link to a clip or node that does not exist.</exception>
    public static LinkGraph Build(int clips, int nodes, ReadOnlySpan<Link> links)
    {
        var builder = new LinkGraphBuilder();
        builder.Add(links);
        return builder.Build(clips, nodes);
    }

    /// <summary>Restores a graph from the parts that it gave: <see cref="Nodes"/>, <see cref="ClipStarts"/>, <see cref="ClipNodes"/> and <see cref="Ratings"/>.</summary>
    /// <param name="nodes">The number of nodes.</param>
    /// <param name="clipStarts">n + 1 offsets; kept, not copied, as are the other arrays.</param>
    /// <param name="clipNodes">One node a link.</param>
    /// <param name="ratings">As many, not all NaN; or empty.</param>
    /// <exception cref="ArgumentException">The parts are those of no graph.</exception>
    public static LinkGraph FromParts(int nodes, int[] clipStarts, int[] clipNodes, float[] ratings)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nodes);
        if (clipStarts.Length == 0 || clipStarts[0] != 0 || clipStarts[^1] != clipNodes.Length)
            throw new ArgumentException($"the offsets do not run from 0 to {clipNodes.Length} links", nameof(clipStarts));
        for (var clip = 0; clip < clipStarts.Length - 1; clip++)
        {
            int from = clipStarts[clip], to = clipStarts[clip + 1];
            if (to < from || to > clipNodes.Length)
                throw new ArgumentException($"the offsets of clip {clip} run from {from} to {to} of {clipNodes.Length} links", nameof(clipStarts));
            var last = -1;
            foreach (var node in clipNodes.AsSpan(from, to - from))
            {
                if (node <= last || node >= nodes)
                    throw new ArgumentException($"node {node} of clip {clip} follows {last}, of {nodes} nodes", nameof(clipNodes));
                last = node;
            }
        }

        if (ratings.Length > 0 && (ratings.Length != clipNodes.Length || !AnyRating(ratings)))
            throw new ArgumentException($"{ratings.Length} ratings are not those of {clipNodes.Length} links", nameof(ratings));
        var (nodeStart, clipsOf) = Transposition.OfDistinct(clipStarts, clipNodes, nodes);
        return new LinkGraph(clipStarts, clipNodes, nodeStart, clipsOf, ratings);
    }

    /// <summary>The graph after some clips got other links; the rest is copied as it is, in time proportional to the links but far below that of building.</summary>
    /// <param name="clips">The number of clips now; new ones stand at the end.</param>
    /// <param name="nodes">The number of nodes now; new ones stand at the end.</param>
    /// <param name="changed">All links of each clip that changed, one entry a clip, in any order.</param>
    /// <returns>What building anew from all links would give.</returns>
    /// <exception cref="ArgumentException">Fewer clips or nodes than before, a clip named twice, a link outside, or ratings that are not one for each node.</exception>
    public LinkGraph With(int clips, int nodes, IReadOnlyList<ClipLinks> changed) => LinkGraphUpdate.Apply(this, clips, nodes, changed);

    /// <summary>The same links under other numbers that keep the order.</summary>
    /// <param name="clips">The number of clips now.</param>
    /// <param name="clipTo">The new number of each clip, ascending; −1 for a clip that leaves, its links with it. Empty = as they are.</param>
    /// <param name="nodes">The number of nodes now.</param>
    /// <param name="nodeTo">The same for nodes.</param>
    /// <exception cref="ArgumentException">Not one number each, out of range, or not ascending.</exception>
    public LinkGraph Renumber(int clips, ReadOnlySpan<int> clipTo, int nodes, ReadOnlySpan<int> nodeTo) =>
        LinkGraphUpdate.Renumber(this, clips, clipTo, nodes, nodeTo);

    internal static bool AnyRating(ReadOnlySpan<float> ratings)
    {
        foreach (var rating in ratings)
        {
            if (!float.IsNaN(rating))
                return true;
        }

        return false;
    }
}
