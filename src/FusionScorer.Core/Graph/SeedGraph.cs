namespace FusionScorer.Core.Graph;

/// <summary>The part of a relation that touches seeds: seeds in place of clips, and only the nodes that they have.</summary>
internal sealed class SeedGraph
{
    private readonly int[]? _localOf;

    public SeedGraph(LinkScale scale, ReadOnlySpan<int> rows)
    {
        Scale = scale;
        var graph = scale.Relation.Graph;
        if (rows.Length == graph.Clips)
        {
            (Graph, Clip, Node) = (graph, scale.Clip, scale.Node);
            return;
        }

        _localOf = new int[graph.Nodes];
        _localOf.AsSpan().Fill(-1);
        var links = new LinkGraphBuilder();
        var node = new List<float>();
        Clip = new float[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            Clip[i] = scale.Clip[rows[i]];
            foreach (var u in graph.NodesOf(rows[i]))
            {
                if (_localOf[u] < 0)
                {
                    _localOf[u] = node.Count;
                    node.Add(scale.Node[u]);
                }

                links.Add(i, _localOf[u]);
            }
        }

        Node = [.. node];
        Graph = links.Build(rows.Length, node.Count);
    }

    /// <summary>The relation that this is a part of.</summary>
    public LinkScale Scale { get; }

    /// <summary>Links of N seeds.</summary>
    public LinkGraph Graph { get; }

    /// <summary>c of each seed.</summary>
    public float[] Clip { get; }

    /// <summary>g of each node here.</summary>
    public float[] Node { get; }

    /// <summary>The number here of one of the relation's nodes; −1 when no seed has it.</summary>
    public int LocalOf(int node) => _localOf is null ? node : _localOf[node];
}
