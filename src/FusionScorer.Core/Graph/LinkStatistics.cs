using System.Collections.Immutable;
using FusionScorer.Core.Clips;

namespace FusionScorer.Core.Graph;

/// <summary>How many links things have, of those that have any.</summary>
/// <param name="Median">The smallest number that at least half of them do not exceed; 0 when there is none.</param>
/// <param name="NinetiethPercentile">The same for nine in ten.</param>
/// <param name="Most">The largest.</param>
public readonly record struct DegreeSummary(int Median, int NinetiethPercentile, int Most);

/// <summary>The size of one relation.</summary>
/// <param name="Signal">The signal that it belongs to.</param>
/// <param name="Name">What is shared.</param>
/// <param name="LinkedClips">Clips with a link.</param>
/// <param name="Nodes">People or viewers with a link.</param>
/// <param name="Links">Distinct links.</param>
/// <param name="OfClips">Links of a clip.</param>
/// <param name="OfNodes">Clips of a person or viewer.</param>
/// <param name="SingleNodes">People or viewers of a single clip: they say nothing of others.</param>
public sealed record RelationStatistics(
    string Signal, string Name, int LinkedClips, int Nodes, int Links, DegreeSummary OfClips, DegreeSummary OfNodes, int SingleNodes);

/// <summary>Clips that hang together over links.</summary>
/// <param name="Components">Groups of at least two clips.</param>
/// <param name="Largest">Clips of the largest group; 0 when there is none.</param>
/// <param name="Alone">Clips that hang together with no other.</param>
public readonly record struct ComponentSummary(int Components, int Largest, int Alone);

/// <summary>How well links cover the clips.</summary>
/// <param name="Clips">n.</param>
/// <param name="Relations">One entry for each relation, in the order given.</param>
/// <param name="People">Groups over all relations of people.</param>
/// <param name="All">Groups over all relations.</param>
public sealed record LinkStatistics(int Clips, ImmutableArray<RelationStatistics> Relations, ComponentSummary People, ComponentSummary All)
{
    /// <summary>Counts, in time proportional to links.</summary>
    /// <param name="clips">n.</param>
    /// <param name="relations">Kinds of links between n clips; may be empty.</param>
    /// <exception cref="ArgumentException">A relation links another number of clips.</exception>
    public static LinkStatistics Of(int clips, ImmutableArray<LinkRelation> relations)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(clips);
        if (relations.FirstOrDefault(relation => relation.Graph.Clips != clips) is { } other)
            throw new ArgumentException($"{other.Name} link {other.Graph.Clips} clips, not {clips}", nameof(relations));
        var groups = new DisjointSets(clips);
        foreach (var relation in relations.Where(relation => relation.Signal == SignalNames.People))
            Join(groups, relation.Graph);
        var people = groups.Summary();
        foreach (var relation in relations.Where(relation => relation.Signal != SignalNames.People))
            Join(groups, relation.Graph);
        return new LinkStatistics(clips, [.. relations.Select(Count)], people, groups.Summary());
    }

    private static RelationStatistics Count(LinkRelation relation)
    {
        var graph = relation.Graph;
        var (clips, ofClips, _) = Degrees(graph.ClipStarts);
        var (nodes, ofNodes, single) = Degrees(graph.NodeStarts);
        return new RelationStatistics(relation.Signal, relation.Name, clips, nodes, graph.Links, ofClips, ofNodes, single);
    }

    private static (int Linked, DegreeSummary Summary, int Single) Degrees(ReadOnlySpan<int> starts)
    {
        var most = 0;
        for (var i = 1; i < starts.Length; i++)
            most = Math.Max(most, starts[i] - starts[i - 1]);
        var counts = new int[most + 1];
        for (var i = 1; i < starts.Length; i++)
            counts[starts[i] - starts[i - 1]]++;
        var linked = starts.Length - 1 - counts[0];
        return (linked, new DegreeSummary(Quantile(counts, linked, 0.5), Quantile(counts, linked, 0.9), most), most > 0 ? counts[1] : 0);
    }

    private static int Quantile(int[] counts, int linked, double share)
    {
        if (linked == 0)
            return 0;
        var below = 0L;
        var degree = 0;
        while (below < share * linked)
            below += counts[++degree];
        return degree;
    }

    private static void Join(DisjointSets groups, LinkGraph graph)
    {
        for (var node = 0; node < graph.Nodes; node++)
        {
            var clips = graph.ClipsOf(node);
            for (var i = 1; i < clips.Length; i++)
                groups.Join(clips[0], clips[i]);
        }
    }
}
