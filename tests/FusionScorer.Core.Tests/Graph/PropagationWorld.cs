using System.Collections.Immutable;
using FusionScorer.Core.Graph;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Tests.Graph;

/// <summary>A small world of links and seeds from a seeded source, with the exact answer to it: dense matrices in double precision, by elimination.</summary>
internal sealed record PropagationWorld(ImmutableArray<LinkRelation> Relations, LevelSeeds Seeds)
{
    /// <summary>So tight that what is left is rounding.</summary>
    public static readonly PropagationOptions Exact = new() { Tolerance = 1e-6, MaxIterations = 500 };

    private int Clips => Relations.IsEmpty ? 1 : Relations[0].Graph.Clips;

    private int Nodes => Relations.Sum(relation => relation.Graph.Nodes);

    /// <summary>Any world: up to so many clips, one to three relations, weights from 0.1 to 3, all clips seeded or few.</summary>
    public static PropagationWorld Draw(int size, ulong seed)
    {
        var random = new CounterRandom(seed, 41);
        var clips = 2 + size;
        LinkRelation[] relations = [.. Enumerable.Range(0, 1 + random.NextInt(3)).Select(r => Relation(random, $"r{r}", clips, 1 + random.NextInt(8), random.NextInt(3 * clips)))];
        var share = random.NextInt(3) switch { 0 => 1.0, 1 => 0.3, _ => 0.7 };
        int[] rows = [.. Enumerable.Range(0, clips).Where(_ => random.NextDouble() < share)];
        var channels = 1 + random.NextInt(5);
        return new PropagationWorld([.. relations], new LevelSeeds(
            rows, Numbers(rows.Length * channels, () => (4 * random.NextDouble()) - 2), Numbers(rows.Length, () => 0.1 + (2.9 * random.NextDouble())), channels));
    }

    /// <summary>Links at random; clips and nodes may have none.</summary>
    public static LinkRelation Relation(CounterRandom random, string name, int clips, int nodes, int links)
    {
        Link[] drawn = [.. Enumerable.Range(0, links).Select(_ => new Link(random.NextInt(clips), random.NextInt(nodes)))];
        return new LinkRelation("any", name, LinkGraph.Build(clips, nodes, drawn), random.NextInt(3) / 2.0);
    }

    public static float[] Numbers(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => (float)next())];

    /// <summary>Seeds whose i-th has other values.</summary>
    public LevelSeeds With(int seed, Func<float, float> change)
    {
        var values = Seeds.Values.ToArray();
        foreach (ref var value in values.AsSpan(seed * Seeds.Channels, Seeds.Channels))
            value = change(value);
        return Seeds with { Values = values };
    }

    /// <summary>The fold that a clip is dealt to; −1 for one without a seed, which hears all.</summary>
    public int FoldOf(int clip, PropagationOptions options) => Seeds.Rows.Span.Contains(clip) ? (int)(new CounterRandom(0xF01D).At((ulong)clip) % (ulong)options.Folds) : -1;

    /// <summary>σ c g of a clip's link to a node, by the formula.</summary>
    public static double Share(LinkRelation relation, int clip, int node, PropagationOptions options)
    {
        var sum = 0.0;
        foreach (var other in relation.Graph.NodesOf(clip))
            sum += Math.Pow(relation.Graph.ClipsOf(other).Length, -relation.HubExponent);
        return Math.Sqrt(options.Strength * Math.Pow(relation.Graph.ClipsOf(node).Length, -relation.HubExponent) / sum);
    }

    /// <summary>What a clip hears over each relation, before reliability: R × C numbers.</summary>
    public double[] Hear(int clip, PropagationOptions options)
    {
        var (system, right) = System(FoldOf(clip, options), options);
        var a = Rows(clip, options);
        var heard = new double[Relations.Length * Seeds.Channels];
        for (var k = 0; k < Seeds.Channels; k++)
        {
            var z = Solve(system, [.. Enumerable.Range(0, Nodes).Select(u => right[(u * Seeds.Channels) + k])]);
            for (int r = 0, u = 0; r < Relations.Length; r++)
            {
                for (var end = u + Relations[r].Graph.Nodes; u < end; u++)
                    heard[(r * Seeds.Channels) + k] += a[u] * z[u];
            }
        }

        return heard;
    }

    /// <summary>The residual's length against that of the right-hand side, of one fold and channel, for tendencies of all nodes.</summary>
    public double Residual(int fold, int channel, double[] z, PropagationOptions options)
    {
        var (system, right) = System(fold, options);
        double rest = 0, first = 0;
        for (var u = 0; u < Nodes; u++)
        {
            var own = right[(u * Seeds.Channels) + channel];
            var left = own - Enumerable.Range(0, Nodes).Sum(v => system[(u * Nodes) + v] * z[v]);
            rest += left * left;
            first += own * own;
        }

        return first > 0 ? Math.Sqrt(rest / first) : Math.Sqrt(rest);
    }

    /// <summary>The length of the right-hand side of one fold and channel.</summary>
    public double Start(int fold, int channel, PropagationOptions options)
    {
        var (_, right) = System(fold, options);
        return Math.Sqrt(Enumerable.Range(0, Nodes).Sum(u => right[(u * Seeds.Channels) + channel] * right[(u * Seeds.Channels) + channel]));
    }

    /// <summary>I + Aᵀ D A, and Aᵀ D s.</summary>
    private (double[] System, double[] Right) System(int without, PropagationOptions options)
    {
        int m = Nodes, channels = Seeds.Channels;
        var system = new double[m * m];
        var right = new double[m * channels];
        for (var u = 0; u < m; u++)
            system[(u * m) + u] = 1;
        for (var i = 0; i < Seeds.Count; i++)
        {
            var clip = Seeds.Rows.Span[i];
            if (FoldOf(clip, options) == without)
                continue;
            var a = Rows(clip, options);
            for (var u = 0; u < m; u++)
            {
                for (var v = 0; v < m; v++)
                    system[(u * m) + v] += a[u] * Seeds.Weights.Span[i] * a[v];
                for (var k = 0; k < channels; k++)
                    right[(u * channels) + k] += a[u] * Seeds.Weights.Span[i] * Seeds.Values.Span[(i * channels) + k];
            }
        }

        return (system, right);
    }

    /// <summary>The clip's row of A, over the nodes of all relations.</summary>
    private double[] Rows(int clip, PropagationOptions options)
    {
        var a = new double[Nodes];
        var offset = 0;
        foreach (var relation in Relations)
        {
            foreach (var node in relation.Graph.NodesOf(clip))
                a[offset + node] = Share(relation, clip, node, options);
            offset += relation.Graph.Nodes;
        }

        return a;
    }

    private static double[] Solve(double[] matrix, double[] right)
    {
        var m = right.Length;
        var system = matrix.ToArray();

        // Positive definite, so elimination needs no exchange of rows.
        for (var pivot = 0; pivot < m; pivot++)
        {
            for (var row = pivot + 1; row < m; row++)
            {
                var factor = system[(row * m) + pivot] / system[(pivot * m) + pivot];
                for (var column = pivot; column < m && factor != 0; column++)
                    system[(row * m) + column] -= factor * system[(pivot * m) + column];
                right[row] -= factor * right[pivot];
            }
        }

        for (var row = m - 1; row >= 0; row--)
        {
            for (var column = row + 1; column < m; column++)
                right[row] -= system[(row * m) + column] * right[column];
            right[row] /= system[(row * m) + row];
        }

        return right;
    }
}
