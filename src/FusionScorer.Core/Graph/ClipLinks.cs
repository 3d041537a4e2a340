namespace FusionScorer.Core.Graph;

/// <summary>All links of one clip.</summary>
/// <param name="Clip">0 … clips − 1.</param>
/// <param name="Nodes">In any order; of doubles the last one counts.</param>
/// <param name="Ratings">One for each node, NaN where there is none; null = none at all.</param>
public sealed record ClipLinks(int Clip, int[] Nodes, float[]? Ratings = null)
{
    /// <summary>The same with nodes ascending and without doubles.</summary>
    internal static ClipLinks Ordered(ClipLinks row)
    {
        var ratings = row.Ratings;
        if (ratings is not null && ratings.Length != row.Nodes.Length)
            throw new ArgumentException($"clip {row.Clip} has {row.Nodes.Length} nodes and {ratings.Length} ratings", nameof(row));
        var keys = new long[row.Nodes.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = ((long)row.Nodes[i] << 32) | (uint)i;
        Array.Sort(keys);
        var nodes = new List<int>(keys.Length);
        var rated = ratings is null ? null : new List<float>(keys.Length);
        foreach (var key in keys)
        {
            var node = (int)(key >> 32);
            if (nodes.Count == 0 || nodes[^1] != node)
            {
                nodes.Add(node);
                rated?.Add(0);
            }

            if (rated is not null)
                rated[^1] = ratings![(int)key];
        }

        return new ClipLinks(row.Clip, [.. nodes], rated?.ToArray());
    }
}
