using System.Buffers;
using System.Collections.Immutable;

namespace FusionScorer.Core.Graph;

/// <summary>Finds the known clips that share most viewers with one.</summary>
/// <remarks>
/// Viewers of few clips are followed first, since they count most, until <see cref="LinkExplanation.MostVisits"/> links were followed. The others are only looked up
/// for the clips found so far, so that what is said of a clip is exact, and only clips that nobody but they link can be missed.
/// </remarks>
internal static class SharedViewerSearch
{
    private const int SpareFinalists = 32;

    public static (ImmutableArray<ViewerPath> Paths, int Few, bool Cut) Run(LinkRelation relation, int clip, ReadOnlySpan<int> known, int most)
    {
        var graph = relation.Graph;
        var (followed, rest) = Split(graph, clip);
        var shared = ArrayPool<Shared>.Shared.Rent(graph.Clips);
        try
        {
            Array.Clear(shared, 0, graph.Clips);
            var found = new List<int>();
            foreach (var node in followed)
            {
                var damp = (float)LinkExplanation.Damp(relation, node);
                foreach (var other in graph.ClipsOf(node))
                {
                    if (known[other] < 0 || other == clip)
                        continue;
                    ref var own = ref shared[other];
                    if (own.Viewers++ == 0)
                        found.Add(other);
                    own.Weight += damp;
                }
            }

            var few = 0;
            var finalists = new PriorityQueue<int, (float Weight, int Later)>();
            foreach (var other in found)
            {
                var own = shared[other];
                few += own.Viewers < LinkExplanation.FewestViewers ? 1 : 0;
                if (own.Viewers + rest.Length < LinkExplanation.FewestViewers)
                    continue;
                var weight = own.Weight / MathF.Sqrt(graph.NodesOf(other).Length);
                if (finalists.Count < most + SpareFinalists)
                    finalists.Enqueue(other, (weight, -other));
                else
                    finalists.EnqueueDequeue(other, (weight, -other));
            }

            var paths = new List<ViewerPath>();
            while (finalists.TryDequeue(out var other, out _))
            {
                var path = Whole(relation, other, known[other], shared[other], rest);
                if (path.Viewers < LinkExplanation.FewestViewers)
                    continue;
                few -= shared[other].Viewers < LinkExplanation.FewestViewers ? 1 : 0;
                paths.Add(path);
            }

            return ([.. paths.OrderByDescending(path => path.Weight).ThenBy(path => path.Clip).Take(most)], few, rest.Length > 0);
        }
        finally
        {
            ArrayPool<Shared>.Shared.Return(shared);
        }
    }

    private static (int[] Followed, int[] Others) Split(LinkGraph graph, int clip)
    {
        var nodes = graph.NodesOf(clip).ToArray();
        var visits = 0L;
        foreach (var node in nodes)
            visits += graph.ClipsOf(node).Length;
        if (visits <= LinkExplanation.MostVisits)
            return (nodes, []);
        Array.Sort(Array.ConvertAll(nodes, node => ((long)graph.ClipsOf(node).Length << 32) | (uint)node), nodes);
        var followed = 0;
        for (visits = 0; (visits += graph.ClipsOf(nodes[followed]).Length) <= LinkExplanation.MostVisits;)
            followed++;
        int[] rest = nodes[followed..];
        Array.Sort(rest);
        return (nodes[..followed], rest);
    }

    /// <summary>What was found of a clip, with the viewers that were not followed.</summary>
    private static ViewerPath Whole(LinkRelation relation, int other, int level, Shared found, int[] rest)
    {
        var (viewers, weight) = (found.Viewers, (double)found.Weight);
        var nodes = relation.Graph.NodesOf(other);
        foreach (var node in rest)
        {
            if (nodes.BinarySearch(node) < 0)
                continue;
            viewers++;
            weight += LinkExplanation.Damp(relation, node);
        }

        return new ViewerPath(other, level, viewers, weight / Math.Sqrt(nodes.Length));
    }

    private struct Shared
    {
        public int Viewers;
        public float Weight;
    }
}
