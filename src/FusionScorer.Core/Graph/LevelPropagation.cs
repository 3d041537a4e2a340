using System.Collections.Immutable;
using FusionScorer.Core.Numerics;
using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Graph;

/// <summary>What is known of some clips, carried over links to all others. A clip never hears itself, over any number of links.</summary>
/// <remarks>
/// <para>Every node (a person, a viewer) has a tendency z_u, a priori N(0, 1) in each channel; a clip that relation r links is expected to deviate by
/// f_i = Σ_r σ_r c_i Σ_u g_u z_u from what is usual, and a seed s_i of weight w shows f_i with noise of variance 1 ÷ w. The posterior mean of z solves
/// (I + Aᵀ D A) z = Aᵀ D s: Gaussian field propagation (Zhu, Ghahramani and Lafferty 2003, "Semi-supervised learning using Gaussian fields and harmonic functions"), on
/// nodes instead of clips. Unlike a mean over neighbours it takes out of each link what others say already, so many viewers of one kind do not count many times.</para>
/// <para>How far to trust each relation is learned from the seeds (<see cref="RelationReliability"/>) and scales what is heard over it. Hubs are damped (<see cref="LinkScale"/>).</para>
/// <para>Seeds are dealt to folds; the system is solved once without each fold, and a seeded clip hears the solution without its own fold (cross-fitting), so
/// its seed comes back neither directly nor by any way around. A clip without a seed hears them all.</para>
/// </remarks>
public sealed class LevelPropagation
{
    private const ulong FoldStream = 0xF01D;

    private readonly SeedGraph[] _graphs;
    private readonly float[] _strength;
    private readonly PropagationSystem _system;
    private readonly float[][] _mass;
    private readonly Dictionary<int, byte>? _foldOf;
    private readonly byte[]? _folds;
    private readonly int _blocks;

    private LevelPropagation(
        ImmutableArray<LinkRelation> relations, SeedGraph[] graphs, float[] strength, PropagationSystem system, float[][] mass, ReadOnlySpan<int> rows, byte[] folds, bool everyone)
    {
        Relations = relations;
        _graphs = graphs;
        _strength = strength;
        _system = system;
        _mass = mass;
        _blocks = system.Blocks;
        if (everyone)
        {
            _folds = folds;
            return;
        }

        _foldOf = new Dictionary<int, byte>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
            _foldOf.Add(rows[i], folds[i]);
    }

    /// <summary>The kinds of links, in the order given.</summary>
    public ImmutableArray<LinkRelation> Relations { get; }

    /// <summary>How far to trust each relation, 0 to 2: 1 = it foretells seeds as well as expected, 0 = it says nothing.</summary>
    public ImmutableArray<double> Reliability { get; private set; }

    /// <summary>What one unit of the seeds is worth in logits.</summary>
    public required double LogitsPerUnit { get; init; }

    /// <summary>Steps taken.</summary>
    public required int Iterations { get; init; }

    /// <summary>The residual's length at the end, against its first, of the worst channel.</summary>
    public required double Residual { get; init; }

    /// <summary>Whether the residual fell to the tolerance.</summary>
    public required bool Converged { get; init; }

    /// <summary>C.</summary>
    public int Channels => _system.Channels;

    /// <summary>How many links were passed, there or back.</summary>
    public long LinkVisits => _system.Visits;

    /// <summary>Carries seeds over links.</summary>
    /// <param name="relations">Kinds of links between n clips; may be empty.</param>
    /// <param name="seeds">What is known; may be empty.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The parts do not speak of the same clips, or a setting is out of range.</exception>
    public static LevelPropagation Solve(ImmutableArray<LinkRelation> relations, LevelSeeds seeds, PropagationOptions? options = null, int parallelism = 1)
    {
        options ??= PropagationOptions.Default;
        var clips = relations.IsEmpty ? int.MaxValue : relations[0].Graph.Clips;
        if (relations.Any(relation => relation.Graph.Clips != clips))
            throw new ArgumentException($"relations link {string.Join(", ", relations.Select(relation => relation.Graph.Clips))} clips", nameof(relations));
        seeds.Validate(clips);
        if (options.Folds is < 2 or > 64 || !(options.Tolerance > 0 && options.Strength > 0))
            throw new ArgumentException($"{options.Folds} folds (2 to 64), tolerance {options.Tolerance} or strength {options.Strength} (both above 0) are out of range", nameof(options));
        var rows = seeds.Rows.Span;
        var graphs = new SeedGraph[relations.Length];
        for (var r = 0; r < graphs.Length; r++)
            graphs[r] = new SeedGraph(new LinkScale(relations[r]), rows);
        var strength = graphs.Select(_ => (float)Math.Sqrt(options.Strength)).ToArray();
        var everyone = rows.Length == clips;
        var folds = Deal(rows, options.Folds);
        var system = new PropagationSystem(graphs, strength, seeds.Weights, folds, options.Folds + (everyone ? 0 : 1), seeds.Channels, parallelism);
        var (steps, residual) = system.Solve(seeds.Values, options.Tolerance, options.MaxIterations);
        var mass = Array.ConvertAll(graphs, graph => Mass(graph, seeds.Weights, folds, system.Blocks, parallelism));
        var result = new LevelPropagation(relations, graphs, strength, system, mass, rows, folds, everyone)
        {
            LogitsPerUnit = options.LogitsPerUnit,
            Iterations = steps,
            Residual = residual,
            Converged = residual <= options.Tolerance,
        };
        result.Learn(seeds, parallelism);
        return result;
    }

    /// <summary>What a clip hears over one relation: how far it is expected to deviate from what is usual, in the seeds' unit.</summary>
    /// <param name="relation">Index into <see cref="Relations"/>.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="heard">C numbers, overwritten; 0 when nothing comes over these links.</param>
    public void Hear(int relation, int clip, Span<float> heard)
    {
        heard.Clear();
        var (graph, block) = (_graphs[relation], BlockOf(clip));
        foreach (var node in graph.Scale.Relation.Graph.NodesOf(clip))
        {
            if (graph.LocalOf(node) is var local and >= 0)
            {
                var z = Tendency(relation, local, block);
                for (var k = 0; k < heard.Length; k++)
                    heard[k] += z[k];
            }
        }

        var strength = Loudness(relation, clip);
        foreach (ref var value in heard)
            value *= strength;
    }

    /// <summary>What a clip hears over one node, of what <see cref="Hear"/> gives over all.</summary>
    /// <param name="relation">Index into <see cref="Relations"/>.</param>
    /// <param name="clip">The clip.</param>
    /// <param name="node">One of its nodes.</param>
    /// <param name="heard">C numbers, overwritten.</param>
    public void HearOver(int relation, int clip, int node, Span<float> heard)
    {
        heard.Clear();
        var graph = _graphs[relation];
        if (graph.LocalOf(node) is not (var local and >= 0))
            return;
        var z = Tendency(relation, local, BlockOf(clip));
        var strength = Loudness(relation, clip);
        for (var k = 0; k < heard.Length; k++)
            heard[k] = strength * z[k];
    }

    /// <summary>The effective number of seeds behind what a clip hears over some relations (Kish 1965): a seed of weight w that shares many or small nodes counts more.</summary>
    /// <param name="relations">Indices into <see cref="Relations"/>.</param>
    /// <param name="clip">The clip.</param>
    /// <returns>(Σ ω w)² ÷ Σ ω² w over shared nodes and seeds, ω = σ² c² g²; 0 when no seed is near.</returns>
    public double Support(ReadOnlySpan<int> relations, int clip)
    {
        double sum = 0, squares = 0;
        var block = BlockOf(clip);
        foreach (var r in relations)
        {
            var graph = _graphs[r];
            var own = (double)_strength[r] * _strength[r] * graph.Scale.Clip[clip] * graph.Scale.Clip[clip];
            foreach (var node in graph.Scale.Relation.Graph.NodesOf(clip))
            {
                if (graph.LocalOf(node) is not (var local and >= 0))
                    continue;
                var weight = own * graph.Scale.Node[node] * graph.Scale.Node[node];
                var mass = _mass[r][(local * _blocks) + block];
                sum += weight * mass;
                squares += weight * weight * mass;
            }
        }

        return squares > 0 ? sum * sum / squares : 0;
    }

    /// <summary>What every clip hears over some relations together: n × C numbers.</summary>
    /// <param name="relations">Indices into <see cref="Relations"/>, at least one.</param>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    public float[] HeardByAll(IReadOnlyList<int> relations, int parallelism = 1)
    {
        int clips = Relations[relations[0]].Graph.Clips, channels = Channels;
        var result = new float[(long)clips * channels];
        RowChunks.Run(clips, parallelism, (from, to) =>
        {
            Span<float> one = stackalloc float[channels];
            for (var clip = from; clip < to; clip++)
            {
                var all = result.AsSpan(clip * channels, channels);
                foreach (var relation in relations)
                {
                    Hear(relation, clip, one);
                    for (var k = 0; k < channels; k++)
                        all[k] += one[k];
                }
            }
        });
        return result;
    }

    private void Learn(LevelSeeds seeds, int parallelism)
    {
        Reliability = [.. Enumerable.Repeat(1.0, Relations.Length)];
        var heard = Enumerable.Range(0, Relations.Length).Select(relation =>
        {
            var result = new float[seeds.Values.Length];
            RowChunks.Run(seeds.Count, parallelism, (from, to) =>
            {
                for (var i = from; i < to; i++)
                    Hear(relation, seeds.Rows.Span[i], result.AsSpan(i * Channels, Channels));
            });
            return result;
        }).ToArray();
        Reliability = [.. RelationReliability.Learn(heard, seeds)];
    }

    private float Loudness(int relation, int clip) => (float)Reliability[relation] * _strength[relation] * _graphs[relation].Scale.Clip[clip];

    private ReadOnlySpan<float> Tendency(int relation, int local, int block) =>
        _system.Scaled.AsSpan(((_system.Offset(relation) + local) * _system.Stride) + (block * Channels), Channels);

    private int BlockOf(int clip) => _folds is not null ? _folds[clip] : _foldOf!.TryGetValue(clip, out var fold) ? fold : _blocks - 1;

    /// <summary>The fold of a clip: it depends on nothing but the clip.</summary>
    internal static int FoldOf(int row, int folds) => (int)(new CounterRandom(FoldStream).At((ulong)row) % (ulong)folds);

    private static byte[] Deal(ReadOnlySpan<int> rows, int folds)
    {
        var result = new byte[rows.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = (byte)FoldOf(rows[i], folds);
        return result;
    }

    /// <summary>The weight of the seeds at each node, fold by fold left out.</summary>
    private static float[] Mass(SeedGraph graph, ReadOnlyMemory<float> weights, byte[] folds, int blocks, int parallelism)
    {
        var mass = new float[(long)graph.Graph.Nodes * blocks];
        RowChunks.Run(graph.Graph.Nodes, parallelism, (from, to) =>
        {
            for (var u = from; u < to; u++)
            {
                var own = mass.AsSpan(u * blocks, blocks);
                foreach (var i in graph.Graph.ClipsOf(u))
                {
                    for (var b = 0; b < blocks; b++)
                        own[b] += folds[i] == b ? 0 : weights.Span[i];
                }
            }
        });
        return mass;
    }
}
