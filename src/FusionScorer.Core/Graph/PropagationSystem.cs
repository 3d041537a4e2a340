using System.Numerics;
using System.Runtime.InteropServices;
using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Graph;

/// <summary>The linear system of <see cref="LevelPropagation"/>: (I + Aᵀ D A) z = Aᵀ D s, for several folds and channels at once.</summary>
/// <remarks>
/// A lane is a channel of a block; block b leaves out the seeds of fold b, and the last block none. By conjugate gradients (Hestenes and Stiefel 1952)
/// with the diagonal as preconditioner, each lane with its own steps. Sums run in the same order at any number of threads.
/// </remarks>
internal sealed class PropagationSystem
{
    private const int Chunk = 4096;
    private static readonly int Width = Vector<float>.Count;

    private readonly SeedGraph[] _graphs;
    private readonly float[] _strength;
    private readonly int[] _offset;
    private readonly float[] _mask;
    private readonly int _stride;
    private readonly int _seeds;
    private readonly int _parallelism;
    private readonly float[] _scaled;
    private readonly float[] _clips;

    /// <summary>Lays out the system.</summary>
    /// <param name="graphs">Relations of N seeds.</param>
    /// <param name="strength">σ of each relation, in units of the noise.</param>
    /// <param name="weights">N weights.</param>
    /// <param name="folds">N folds, each below <paramref name="blocks"/>.</param>
    /// <param name="blocks">How many solutions are sought; a seed takes no part in that of its own fold.</param>
    /// <param name="channels">C.</param>
    /// <param name="parallelism">Threads.</param>
    public PropagationSystem(SeedGraph[] graphs, float[] strength, ReadOnlySpan<float> weights, ReadOnlySpan<byte> folds, int blocks, int channels, int parallelism)
    {
        _graphs = graphs;
        _strength = strength;
        _parallelism = parallelism;
        _seeds = weights.Length;
        _stride = ((blocks * channels) + Width - 1) / Width * Width;
        _offset = new int[graphs.Length + 1];
        for (var r = 0; r < graphs.Length; r++)
            _offset[r + 1] = _offset[r] + graphs[r].Graph.Nodes;
        _mask = new float[_seeds * blocks];
        for (var i = 0; i < _seeds; i++)
        {
            for (var b = 0; b < blocks; b++)
                _mask[(i * blocks) + b] = folds[i] == b ? 0 : weights[i];
        }

        Blocks = blocks;
        Channels = channels;
        _scaled = new float[(long)_offset[^1] * _stride];
        _clips = new float[(long)_seeds * _stride];
    }

    public int Blocks { get; }

    public int Channels { get; }

    /// <summary>g z: node by node, <see cref="Stride"/> numbers each.</summary>
    public float[] Scaled => _scaled;

    public int Stride => _stride;

    /// <summary>Where a relation's nodes begin.</summary>
    public int Offset(int relation) => _offset[relation];

    /// <summary>Links passed, there or back, in all steps so far.</summary>
    public long Visits { get; private set; }

    /// <summary>Solves the system for the seeds' values; <see cref="Scaled"/> then holds the solution.</summary>
    /// <param name="values">N × C numbers.</param>
    /// <param name="tolerance">Of the residual's length, against its first.</param>
    /// <param name="mostSteps">Most steps.</param>
    /// <returns>Steps taken, and the largest relative residual of a lane.</returns>
    public (int Steps, double Residual) Solve(ReadOnlySpan<float> values, double tolerance, int mostSteps)
    {
        var size = _scaled.Length;
        float[] z = new float[size], r = new float[size], p = new float[size], q = new float[size];
        var diagonal = Diagonal();
        double[] first = new double[_stride], rho = new double[_stride], alpha = new double[_stride], beta = new double[_stride];
        for (var i = 0; i < _seeds; i++)
        {
            for (var lane = 0; lane < Blocks * Channels; lane++)
                _clips[(i * _stride) + lane] = _mask[(i * Blocks) + (lane / Channels)] * values[(i * Channels) + (lane % Channels)];
        }

        ToNodes(identity: null, r);
        Precondition(r, diagonal, p);
        Dots(r, p, rho);
        Dots(r, r, first);
        var worst = 1.0;
        var step = 0;
        while (step < mostSteps && worst > tolerance)
        {
            Scale(p);
            ToClips();
            ToNodes(p, q);
            Dots(p, q, alpha);
            for (var lane = 0; lane < _stride; lane++)
                alpha[lane] = alpha[lane] > 0 ? rho[lane] / alpha[lane] : 0;
            Add(z, p, alpha, 1);
            Add(r, q, alpha, -1);
            Dots(r, r, beta);
            worst = 0;
            for (var lane = 0; lane < _stride; lane++)
                worst = Math.Max(worst, first[lane] > 0 ? Math.Sqrt(beta[lane] / first[lane]) : 0);
            step++;
            Precondition(r, diagonal, q);
            Dots(r, q, beta);
            for (var lane = 0; lane < _stride; lane++)
                (beta[lane], rho[lane]) = (rho[lane] > 0 ? beta[lane] / rho[lane] : 0, beta[lane]);
            Turn(p, q, beta);
        }

        Scale(z);
        return (step, first.Max() > 0 ? worst : 0);
    }

    /// <summary>1 + Σ of the squares of a node's links; shared by all lanes.</summary>
    private float[] Diagonal()
    {
        var diagonal = new float[_offset[^1]];
        for (var k = 0; k < _graphs.Length; k++)
        {
            var (graph, strength, offset) = (_graphs[k], _strength[k], _offset[k]);
            RowChunks.Run(graph.Graph.Nodes, _parallelism, (from, to) =>
            {
                for (var u = from; u < to; u++)
                {
                    var sum = 0f;
                    foreach (var i in graph.Graph.ClipsOf(u))
                        sum += graph.Clip[i] * graph.Clip[i] * _mask[i * Blocks];
                    diagonal[offset + u] = 1 + (strength * strength * graph.Node[u] * graph.Node[u] * sum);
                }
            });
        }

        return diagonal;
    }

    /// <summary>scaled = g p.</summary>
    private void Scale(float[] p)
    {
        for (var k = 0; k < _graphs.Length; k++)
        {
            var (node, offset) = (_graphs[k].Node, _offset[k]);
            RowChunks.Run(node.Length, _parallelism, (from, to) =>
            {
                for (var u = from; u < to; u++)
                {
                    var at = (long)(offset + u) * _stride;
                    for (var lane = 0; lane < _stride; lane += Width)
                        (new Vector<float>(p, (int)at + lane) * node[u]).CopyTo(_scaled, (int)at + lane);
                }
            });
        }
    }

    /// <summary>clips = D A p, from scaled.</summary>
    private void ToClips()
    {
        Visits += _graphs.Sum(graph => (long)graph.Graph.Links);
        RowChunks.Run(_seeds, _parallelism, (from, to) =>
        {
            ref var scaled = ref MemoryMarshal.GetArrayDataReference(_scaled);
            for (var i = from; i < to; i++)
            {
                var target = _clips.AsSpan(i * _stride, _stride);
                for (var lane = 0; lane < _stride; lane += Width)
                {
                    var all = Vector<float>.Zero;
                    for (var k = 0; k < _graphs.Length; k++)
                    {
                        var sum = Vector<float>.Zero;
                        var offset = _offset[k];
                        foreach (var u in _graphs[k].Graph.NodesOf(i))
                            sum += Vector.LoadUnsafe(ref scaled, (nuint)(((long)(offset + u) * _stride) + lane));
                        all += sum * (_strength[k] * _graphs[k].Clip[i]);
                    }

                    all.CopyTo(target[lane..]);
                }

                for (var lane = 0; lane < Blocks * Channels; lane++)
                    target[lane] *= _mask[(i * Blocks) + (lane / Channels)];
            }
        });
    }

    /// <summary>result = Aᵀ clips, plus another vector.</summary>
    private void ToNodes(float[]? identity, float[] result)
    {
        Visits += _graphs.Sum(graph => (long)graph.Graph.Links);
        for (var k = 0; k < _graphs.Length; k++)
        {
            var (graph, strength, offset) = (_graphs[k], _strength[k], _offset[k]);
            RowChunks.Run(graph.Graph.Nodes, _parallelism, (from, to) =>
            {
                ref var clips = ref MemoryMarshal.GetArrayDataReference(_clips);
                for (var u = from; u < to; u++)
                {
                    var at = (offset + u) * _stride;
                    for (var lane = 0; lane < _stride; lane += Width)
                    {
                        var sum = Vector<float>.Zero;
                        foreach (var i in graph.Graph.ClipsOf(u))
                            sum += Vector.LoadUnsafe(ref clips, (nuint)(((long)i * _stride) + lane)) * graph.Clip[i];
                        sum *= strength * graph.Node[u];
                        (identity is null ? sum : sum + new Vector<float>(identity, at + lane)).CopyTo(result, at + lane);
                    }
                }
            });
        }
    }

    private void Precondition(float[] r, float[] diagonal, float[] result) => RowChunks.Run(diagonal.Length, _parallelism, (from, to) =>
    {
        for (var u = from; u < to; u++)
        {
            var inverse = 1 / diagonal[u];
            for (var at = u * _stride; at < (u + 1) * _stride; at += Width)
                (new Vector<float>(r, at) * inverse).CopyTo(result, at);
        }
    });

    private void Add(float[] target, float[] direction, double[] factor, float sign)
    {
        var factors = Array.ConvertAll(factor, value => sign * (float)value);
        RowChunks.Run(_offset[^1], _parallelism, (from, to) =>
        {
            for (var u = from; u < to; u++)
            {
                for (var lane = 0; lane < _stride; lane += Width)
                {
                    var at = (u * _stride) + lane;
                    (new Vector<float>(target, at) + (new Vector<float>(direction, at) * new Vector<float>(factors, lane))).CopyTo(target, at);
                }
            }
        });
    }

    /// <summary>p = q + β p.</summary>
    private void Turn(float[] p, float[] q, double[] beta)
    {
        var factors = Array.ConvertAll(beta, value => (float)value);
        RowChunks.Run(_offset[^1], _parallelism, (from, to) =>
        {
            for (var u = from; u < to; u++)
            {
                for (var lane = 0; lane < _stride; lane += Width)
                {
                    var at = (u * _stride) + lane;
                    (new Vector<float>(q, at) + (new Vector<float>(p, at) * new Vector<float>(factors, lane))).CopyTo(p, at);
                }
            }
        });
    }

    /// <summary>One sum of products a lane: over stretches of nodes in single, over stretches in double precision.</summary>
    private void Dots(float[] a, float[] b, double[] result)
    {
        var chunks = (_offset[^1] + Chunk - 1) / Chunk;
        var partial = new float[chunks * _stride];
        RowChunks.Run(_offset[^1], _parallelism, (from, to) =>
        {
            for (var chunk = from / Chunk; chunk * Chunk < to; chunk++)
            {
                for (var lane = 0; lane < _stride; lane += Width)
                {
                    var sum = Vector<float>.Zero;
                    for (var u = chunk * Chunk; u < Math.Min(to, (chunk + 1) * Chunk); u++)
                        sum += new Vector<float>(a, (u * _stride) + lane) * new Vector<float>(b, (u * _stride) + lane);
                    sum.CopyTo(partial, (chunk * _stride) + lane);
                }
            }
        });
        Array.Clear(result);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            for (var lane = 0; lane < _stride; lane++)
                result[lane] += partial[(chunk * _stride) + lane];
        }
    }
}
