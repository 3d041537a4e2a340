namespace FusionScorer.Core.Graph;

/// <summary>Gathers links in any order and builds a graph of them. Grows by pieces, so that no link is copied before the end.</summary>
/// <remarks>8 bytes a link while gathering, 12 once a rating came; at most twice that while building. Not thread-safe.</remarks>
public sealed class LinkGraphBuilder
{
    private const int FirstPiece = 1 << 8;
    private const int LargestPiece = 1 << 18;

    // All pieces but the last are full; ratings are those of the piece at the same place, null where it has none.
    private readonly List<Link[]> _pieces = [];
    private readonly List<float[]?> _ratings = [];
    private long _inFull;
    private int _used;

    /// <summary>The number of links added since the last graph was built, doubles included.</summary>
    public long Count => _inFull + _used;

    /// <summary>Adds links without ratings.</summary>
    public void Add(ReadOnlySpan<Link> links)
    {
        while (!links.IsEmpty)
        {
            var room = Room();
            var count = Math.Min(room.Length, links.Length);
            links[..count].CopyTo(room);
            _ratings[^1]?.AsSpan(_used, count).Fill(float.NaN);
            _used += count;
            links = links[count..];
        }
    }

    /// <summary>Adds a link.</summary>
    /// <param name="clip">Not negative.</param>
    /// <param name="node">Not negative.</param>
    /// <param name="rating">NaN = none.</param>
    public void Add(int clip, int node, float rating = float.NaN)
    {
        Room()[0] = new Link(clip, node);
        var ratings = _ratings[^1];
        if (ratings is null && !float.IsNaN(rating))
        {
            _ratings[^1] = ratings = new float[_pieces[^1].Length];
            ratings.AsSpan(0, _used).Fill(float.NaN);
        }

        if (ratings is not null)
            ratings[_used] = rating;
        _used++;
    }

    /// <summary>Builds the graph, and lets go of all links added. A link that was added twice counts once, with its last rating; ratings are kept only if any was given.</summary>
    /// <param name="clips">n, not negative.</param>
    /// <param name="nodes">The number of nodes, not negative.</param>
    /// <param name="clipTo">The number in the graph of each number that links were added with; −1 leaves its links out, several may share one. Empty = as added.</param>
    /// <param name="nodeTo">The same for nodes.</param>
    /// <exception cref="ArgumentException">A link to a clip or node that does not exist, or more than 2³¹ − 1 links.</exception>
    public LinkGraph Build(int clips, int nodes, ReadOnlySpan<int> clipTo = default, ReadOnlySpan<int> nodeTo = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(clips);
        ArgumentOutOfRangeException.ThrowIfNegative(nodes);
        if (Count > Array.MaxLength)
            throw new ArgumentException($"{Count} links are more than a graph can hold", nameof(clips));
        var (start, raw, ratings) = Scatter(clips, nodes, clipTo, nodeTo);
        _pieces.Clear();
        _ratings.Clear();
        _inFull = _used = 0;

        var links = SortRows(start, raw, ratings);
        if (links < raw.Length)
            (raw, ratings) = (raw[..links], ratings.Length == 0 ? [] : ratings[..links]);
        var (nodeStart, clipsOf) = Transposition.OfDistinct(start, raw, nodes);
        return new LinkGraph(start, raw, nodeStart, clipsOf, LinkGraph.AnyRating(ratings) ? ratings : []);
    }

    /// <summary>Sorts the nodes of each clip and moves rows together where doubles fall out.</summary>
    /// <returns>How many links are left.</returns>
    private static int SortRows(int[] start, int[] nodes, float[] ratings)
    {
        // A node and its place in the row, so that the order of doubles is kept.
        var keys = Array.Empty<long>();
        var rated = Array.Empty<float>();
        var to = 0;
        for (var clip = 0; clip < start.Length - 1; clip++)
        {
            int from = start[clip], count = start[clip + 1] - from;
            start[clip] = to;
            if (keys.Length < count)
                (keys, rated) = (new long[count * 2], new float[ratings.Length == 0 ? 0 : count * 2]);
            for (var i = 0; i < count; i++)
                keys[i] = ((long)nodes[from + i] << 32) | (uint)i;
            keys.AsSpan(0, count).Sort();
            if (ratings.Length > 0)
                ratings.AsSpan(from, count).CopyTo(rated);
            for (var i = 0; i < count; i++)
            {
                var node = (int)(keys[i] >> 32);
                if (to == start[clip] || nodes[to - 1] != node)
                    nodes[to++] = node;
                if (ratings.Length > 0)
                    ratings[to - 1] = rated[(int)keys[i]];
            }
        }

        start[^1] = to;
        return to;
    }

    private (int[] Start, int[] Nodes, float[] Ratings) Scatter(int clips, int nodes, ReadOnlySpan<int> clipTo, ReadOnlySpan<int> nodeTo)
    {
        var start = new int[clips + 1];
        for (var piece = 0; piece < _pieces.Count; piece++)
        {
            foreach (var link in Piece(piece))
            {
                if (Find(link, clips, nodes, clipTo, nodeTo, out var clip, out _))
                    start[clip + 1]++;
            }
        }

        Transposition.Accumulate(start);
        var next = start.AsSpan(0, clips).ToArray();
        var raw = new int[start[^1]];
        var rated = _ratings.Exists(piece => piece is not null) ? new float[raw.Length] : [];
        for (var piece = 0; piece < _pieces.Count; piece++)
        {
            var links = Piece(piece);
            var ratings = _ratings[piece];
            for (var i = 0; i < links.Length; i++)
            {
                if (!Find(links[i], clips, nodes, clipTo, nodeTo, out var clip, out var node))
                    continue;
                var at = next[clip]++;
                raw[at] = node;
                if (rated.Length > 0)
                    rated[at] = ratings is null ? float.NaN : ratings[i];
            }
        }

        return (start, raw, rated);
    }

    private static bool Find(Link link, int clips, int nodes, ReadOnlySpan<int> clipTo, ReadOnlySpan<int> nodeTo, out int clip, out int node)
    {
        clip = clipTo.IsEmpty ? link.Clip : (uint)link.Clip < (uint)clipTo.Length ? clipTo[link.Clip] : clips;
        node = nodeTo.IsEmpty ? link.Node : (uint)link.Node < (uint)nodeTo.Length ? nodeTo[link.Node] : nodes;
        if ((clip == -1 && !clipTo.IsEmpty) || (node == -1 && !nodeTo.IsEmpty))
            return false;
        return (uint)clip < (uint)clips && (uint)node < (uint)nodes
            ? true
            : throw new ArgumentException($"{link} lies outside {clips} clips and {nodes} nodes", nameof(link));
    }

    private ReadOnlySpan<Link> Piece(int piece) => _pieces[piece].AsSpan(0, piece == _pieces.Count - 1 ? _used : _pieces[piece].Length);

    private Span<Link> Room()
    {
        if (_pieces.Count == 0 || _used == _pieces[^1].Length)
        {
            _inFull += _used;
            _used = 0;
            _pieces.Add(GC.AllocateUninitializedArray<Link>(_pieces.Count == 0 ? FirstPiece : Math.Min(_pieces[^1].Length * 2, LargestPiece)));
            _ratings.Add(null);
        }

        return _pieces[^1].AsSpan(_used);
    }
}
