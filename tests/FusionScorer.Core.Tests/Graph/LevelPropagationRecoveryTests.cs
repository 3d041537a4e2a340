using System.Collections.Immutable;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests.Graph;

public class LevelPropagationRecoveryTests
{
    private const int Levels = LinkWorld.Levels;
    private static readonly LinkWorld World = LinkWorld.Draw(3000, seed: 4);
    private static readonly ImmutableArray<LinkRelation> Relations = World.Relations();

    [Theory]
    [InlineData(200, 0.01)]
    [InlineData(800, 0.01)]
    public void Solve_SomeDecisions_ForetellOtherClipsBetterThanTheMajorityAndTheNeighbourMix(int decisions, double margin)
    {
        var known = Known(decisions);
        var majority = Accuracy(known, new float[World.Clips * Levels]);
        var mixed = Accuracy(known, Mix(Relations, known));
        var heard = Accuracy(known, Heard(Relations, known, out _));
        Assert.True(heard > majority + 0.2, $"{heard} after {majority} of the majority");
        Assert.True(heard > mixed + margin, $"{heard} after {mixed} of the neighbour mix");
    }

    [Fact]
    public void Solve_RelationWithShuffledLinks_IsHardlyTrusted()
    {
        var random = new CounterRandom(5);
        int[] order = [.. Enumerable.Range(0, World.Clips).OrderBy(clip => random.At((ulong)clip))];
        var known = Known(1500);
        for (var r = 0; r < Relations.Length; r++)
        {
            var graph = Relations[r].Graph;
            Link[] links = [.. Enumerable.Range(0, graph.Clips).SelectMany(clip => graph.NodesOf(clip).ToArray().Select(node => new Link(order[clip], node)))];
            var shuffled = Relations[r] with { Name = "shuffled", Graph = LinkGraph.Build(graph.Clips, graph.Nodes, links) };
            Heard([shuffled], known, out var alone);
            Assert.InRange(alone.Reliability[0], 0, 0.3);
            Heard([Relations[r], shuffled], known, out var beside);
            Assert.InRange(beside.Reliability[1], 0, beside.Reliability[0] - 0.6);
        }
    }

    [Fact]
    public void Solve_OneMoreViewerWhoWatchedEverything_ChangesLittle()
    {
        var known = Known(600);
        var graph = Relations[2].Graph;
        Link[] links =
        [
            .. Enumerable.Range(0, graph.Clips).SelectMany(clip => graph.NodesOf(clip).ToArray().Append(graph.Nodes).Select(node => new Link(clip, node))),
        ];
        var crowded = Relations.SetItem(2, Relations[2] with { Graph = LinkGraph.Build(graph.Clips, graph.Nodes + 1, links) });
        float[] before = Heard(Relations, known, out _), after = Heard(crowded, known, out _);
        double moved = 0, heard = 0;
        for (var i = 0; i < before.Length; i++)
        {
            moved += Math.Abs(after[i] - before[i]);
            heard += Math.Abs(before[i]);
        }

        Assert.NotEqual(0, moved);
        Assert.InRange(moved / heard, 0, 0.2);
        Assert.Equal(Accuracy(known, before), Accuracy(known, after), 0.02);
    }

    /// <summary>The levels of so many clips, drawn at random; −1 for the others.</summary>
    private static int[] Known(int count)
    {
        var random = new CounterRandom(6);
        var chosen = Enumerable.Range(0, World.Clips).OrderBy(clip => random.At((ulong)clip)).Take(count).ToHashSet();
        return [.. World.Truth.Select((level, clip) => chosen.Contains(clip) ? level : -1)];
    }

    /// <summary>How often the level of clips that are not known is foretold by shares beyond what is usual.</summary>
    private static double Accuracy(int[] known, float[] beyond)
    {
        var usual = Usual(known);
        var unknown = Enumerable.Range(0, World.Clips).Where(clip => known[clip] < 0).ToArray();
        return unknown.Count(clip => Enumerable.Range(0, Levels).MaxBy(y => usual[y] + beyond[(clip * Levels) + y]) == World.Truth[clip]) / (double)unknown.Length;
    }

    private static double[] Usual(int[] known) =>
        [.. Enumerable.Range(0, Levels).Select(y => known.Count(level => level == y) / (double)known.Count(level => level >= 0))];

    private static float[] Heard(ImmutableArray<LinkRelation> relations, int[] known, out LevelPropagation propagation)
    {
        var usual = Usual(known);
        int[] rows = [.. Enumerable.Range(0, known.Length).Where(clip => known[clip] >= 0)];
        float[] values = [.. rows.SelectMany(clip => Enumerable.Range(0, Levels).Select(y => (float)((known[clip] == y ? 1 : 0) - usual[y])))];
        propagation = LevelPropagation.Solve(relations, new LevelSeeds(rows, values, PropagationWorld.Numbers(rows.Length, () => 1), Levels));
        Assert.True(propagation.Converged);
        return propagation.HeardByAll([.. Enumerable.Range(0, relations.Length)]);
    }

    /// <summary>Neighbours of all relations, each counted by its support, beyond what is usual: the prior of the mix is worth some neighbours.</summary>
    private static float[] Mix(ImmutableArray<LinkRelation> relations, int[] known)
    {
        const double prior = 2;
        var usual = Usual(known);
        var beyond = new float[known.Length * Levels];
        var mixes = relations.Select(relation => NeighbourMix.Compute(relation.Graph, known, Levels, relation.HubExponent)).ToArray();
        for (var clip = 0; clip < known.Length; clip++)
        {
            var support = mixes.Sum(mix => (double)mix.Support[clip]);
            foreach (var mix in mixes.Where(mix => mix.Support[clip] > 0))
            {
                for (var y = 0; y < Levels; y++)
                    beyond[(clip * Levels) + y] += (float)(mix.Support[clip] * (mix.Of(clip)[y] - usual[y]) / (support + prior));
            }
        }

        return beyond;
    }
}
