namespace FusionScorer.Core.Graph;

/// <summary>How strongly links count: a link of clip i to node u counts c_i g_u.</summary>
/// <remarks>
/// g_u = d_u^(−h/2), so that a node of degree d_u counts in proportion to d_u^−h between two clips. c_i = (Σ_u g_u²)^(−1/2) makes every linked clip's own
/// strength 1, whatever the number of its links; nodes of a single clip say nothing of others, yet share in it.
/// </remarks>
internal sealed class LinkScale
{
    public LinkScale(LinkRelation relation)
    {
        Relation = relation;
        var graph = relation.Graph;
        Node = new float[graph.Nodes];
        for (var node = 0; node < Node.Length; node++)
            Node[node] = (float)Math.Pow(Math.Max(1, graph.ClipsOf(node).Length), -relation.HubExponent / 2);
        Clip = new float[graph.Clips];
        for (var clip = 0; clip < Clip.Length; clip++)
        {
            var sum = 0.0;
            foreach (var node in graph.NodesOf(clip))
                sum += (double)Node[node] * Node[node];
            Clip[clip] = sum > 0 ? (float)(1 / Math.Sqrt(sum)) : 0;
        }
    }

    public LinkRelation Relation { get; }

    /// <summary>c, one a clip; 0 for a clip without links.</summary>
    public float[] Clip { get; }

    /// <summary>g, one a node.</summary>
    public float[] Node { get; }
}
