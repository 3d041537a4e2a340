using System.Collections.Immutable;
using FusionScorer.Core.Clips;

namespace FusionScorer.Core.Graph;

/// <summary>Why a clip's links moved it: the strongest paths that lead to it from clips of known level. Its own level never enters, and no viewer can be told.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Relations">One entry for each relation that links the clip, in the order given.</param>
public sealed record LinkExplanation(int Clip, ImmutableArray<RelationPaths> Relations)
{
    /// <summary>Viewers are counted from this number up, and never named.</summary>
    public const int FewestViewers = 5;

    /// <summary>At most so many clips of one person are looked at.</summary>
    public const int MostClipsOfPerson = 20_000;

    /// <summary>At most so many links are followed within one relation.</summary>
    internal const int MostVisits = 700_000;

    private const int MostExamples = 8;

    /// <summary>Explains one clip.</summary>
    /// <param name="relations">Kinds of links between n clips. Those of the signal <c>people</c> name their nodes; all others do not.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="known">n known levels; −1 = unknown.</param>
    /// <param name="propagations">What was carried over these relations, or over some of them; relations are told by name. May be empty.</param>
    /// <param name="most">At most so many paths of each relation, at least 1.</param>
    /// <exception cref="ArgumentException">The parts do not speak of the same clips.</exception>
    public static LinkExplanation Of(
        ImmutableArray<LinkRelation> relations, int clip, ReadOnlySpan<int> known, IReadOnlyList<LevelPropagation> propagations, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(clip);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(clip, known.Length);
        var result = ImmutableArray.CreateBuilder<RelationPaths>(relations.Length);
        foreach (var relation in relations)
        {
            if (relation.Graph.Clips != known.Length)
                throw new ArgumentException($"{relation.Name} link {relation.Graph.Clips} clips, and {known.Length} levels are given", nameof(relations));
            if (relation.Graph.NodesOf(clip).IsEmpty)
                continue;
            var carried = Carried(relation, propagations);
            result.Add(relation.Signal == SignalNames.People ? OfPeople(relation, clip, known, carried, most) : OfViewers(relation, clip, known, carried, most));
        }

        return new LinkExplanation(clip, result.DrainToImmutable());
    }

    /// <summary>How many viewers two clips share.</summary>
    /// <param name="graph">Their links.</param>
    /// <param name="clip">One clip.</param>
    /// <param name="other">The other one.</param>
    /// <returns>The number; 0 when it is below <see cref="FewestViewers"/>.</returns>
    public static int SharedViewers(LinkGraph graph, int clip, int other)
    {
        var count = 0;
        ReadOnlySpan<int> a = graph.NodesOf(clip), b = graph.NodesOf(other);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            var (left, right) = (a[i], b[j]);
            count += left == right ? 1 : 0;
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }

        return count >= FewestViewers ? count : 0;
    }

    private static RelationPaths OfPeople(LinkRelation relation, int clip, ReadOnlySpan<int> known, List<(LevelPropagation From, int Index)> carried, int most)
    {
        var nodes = relation.Graph.NodesOf(clip);
        var paths = new List<(PersonPath Path, double Strength)>();
        var budget = MostVisits;
        var cut = false;
        foreach (var node in nodes)
        {
            var path = OfPerson(relation.Graph, clip, node, known, budget, MovedOver(carried, clip, node));
            budget -= Math.Min(budget, path.Clips);
            cut |= path.Cut;

            // Without propagation: how much k known clips, each as loud as what is not known of the person, say, and how much the person counts among all of the clip.
            var strength = path.Moved is { } moved ? Math.Abs(moved) : Damp(relation, node) * path.Known / (path.Known + 1);
            if (path.Known > 0 || strength > 0)
                paths.Add((path, strength));
        }

        return new RelationPaths(
            relation.Signal, relation.Name, nodes.Length, MovedByAll(carried, clip),
            [.. paths.OrderByDescending(path => path.Strength).ThenByDescending(path => path.Path.Known).ThenBy(path => path.Path.Node).Take(most).Select(path => path.Path)],
            Viewers: [], FewShared: 0, cut);
    }

    private static PersonPath OfPerson(LinkGraph graph, int clip, int node, ReadOnlySpan<int> known, int budget, double? moved)
    {
        var clips = graph.ClipsOf(node);
        var seen = Math.Min(clips.Length, Math.Min(MostClipsOfPerson, budget));
        var counts = new SortedDictionary<int, int>();
        var examples = ImmutableArray.CreateBuilder<KnownClip>();
        foreach (var other in clips[..seen])
        {
            if (other == clip || known[other] is not (var level and >= 0))
                continue;
            counts[level] = counts.GetValueOrDefault(level) + 1;
            if (examples.Count < MostExamples)
                examples.Add(new KnownClip(other, level));
        }

        return new PersonPath(
            node, clips.Length - 1, [.. counts.Reverse().Select(pair => new LevelCount(pair.Key, pair.Value))], examples.ToImmutable(), moved, seen < clips.Length);
    }

    private static RelationPaths OfViewers(LinkRelation relation, int clip, ReadOnlySpan<int> known, List<(LevelPropagation From, int Index)> carried, int most)
    {
        var viewers = relation.Graph.NodesOf(clip).Length;
        var told = viewers >= FewestViewers;
        var (paths, few, cut) = SharedViewerSearch.Run(relation, clip, known, most);
        return new RelationPaths(relation.Signal, relation.Name, told ? viewers : null, told ? MovedByAll(carried, clip) : null, People: [], paths, few, cut);
    }

    /// <summary>g² of a node.</summary>
    internal static double Damp(LinkRelation relation, int node) => Math.Pow(relation.Graph.ClipsOf(node).Length, -relation.HubExponent);

    private static List<(LevelPropagation From, int Index)> Carried(LinkRelation relation, IReadOnlyList<LevelPropagation> propagations)
    {
        var result = new List<(LevelPropagation, int)>();
        foreach (var propagation in propagations)
        {
            for (var index = 0; index < propagation.Relations.Length; index++)
            {
                var other = propagation.Relations[index];
                if (other.Name != relation.Name)
                    continue;
                if (other.Graph.Clips != relation.Graph.Clips || other.Graph.Nodes != relation.Graph.Nodes)
                    throw new ArgumentException($"propagation over {relation.Name} was of {other.Graph.Clips} clips and {other.Graph.Nodes} nodes, not of these", nameof(propagations));
                result.Add((propagation, index));
            }
        }

        return result;
    }

    private static double? MovedOver(List<(LevelPropagation From, int Index)> carried, int clip, int node)
    {
        if (carried.Count == 0)
            return null;
        var sum = 0.0;
        foreach (var (from, index) in carried)
        {
            var heard = new float[from.Channels];
            from.HearOver(index, clip, node, heard);
            sum += from.LogitsPerUnit * heard[0];
        }

        return sum;
    }

    private static double? MovedByAll(List<(LevelPropagation From, int Index)> carried, int clip)
    {
        if (carried.Count == 0)
            return null;
        var sum = 0.0;
        foreach (var (from, index) in carried)
        {
            var heard = new float[from.Channels];
            from.Hear(index, clip, heard);
            sum += from.LogitsPerUnit * heard[0];
        }

        return sum;
    }
}
