namespace FusionScorer.Core.Graph;

/// <summary>Groups of clips that grow together: a forest with union by size and path halving (Tarjan and van Leeuwen 1984, "Worst-case analysis of set union algorithms").</summary>
internal sealed class DisjointSets
{
    // A root holds −size, any other its parent.
    private readonly int[] _parent;

    public DisjointSets(int count)
    {
        _parent = new int[count];
        Array.Fill(_parent, -1);
    }

    public void Join(int a, int b)
    {
        a = Root(a);
        b = Root(b);
        if (a == b)
            return;
        if (_parent[a] > _parent[b])
            (a, b) = (b, a);
        _parent[a] += _parent[b];
        _parent[b] = a;
    }

    public ComponentSummary Summary()
    {
        int components = 0, largest = 0, alone = 0;
        foreach (var parent in _parent)
        {
            if (parent == -1)
                alone++;
            if (parent >= -1)
                continue;
            components++;
            largest = Math.Max(largest, -parent);
        }

        return new ComponentSummary(components, largest, alone);
    }

    private int Root(int clip)
    {
        while (_parent[clip] is var parent and >= 0)
        {
            if (_parent[parent] is var above and >= 0)
                _parent[clip] = above;
            clip = parent;
        }

        return clip;
    }
}
