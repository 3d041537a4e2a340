using System.Numerics;
using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Graph;

/// <summary>The linear system of <see cref="LevelPropagation"/>: (I + Aᵀ D A) z = Aᵀ D s, for several folds and channels at once.</summary>
/// <remarks>
/// A lane is a channel of a block; block b leaves out the seeds of fold b, and the last block none. By conjugate gradients (Hestenes and Stiefel 1952)
/// with the diagonal as preconditioner, each lane with its own steps and its own end: lanes know nothing of each other, or a seed would come back by
/// the number of steps. Sums run in the same order at any number of threads.
/// </remarks>
internal sealed class PropagationSystem
{
    private const int Chunk = 4096;
    private static readonly int Width = Vector<float>.Count;

    private readonly SeedGraph[] _graphs;
    private readonly float[] _strength;
    private readonly int[] _offset;
    private readonly ReadOnlyMemory<float> _weights;
    private readonly byte[] _folds;
    private readonly float[] _keep;
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
    public PropagationSystem(SeedGraph[] graphs, float[] strength, ReadOnlyMemory<float> weights, byte[] folds, int blocks, int channels, int parallelism)
    {
        _graphs = graphs;
        _strength = strength;
        _parallelism = parallelism;
        _seeds = weights.Length;
        _stride = ((blocks * channels) + Width - 1) / Width * Width;
        _offset = new int[graphs.Length + 1];
        for (var r = 0; r < graphs.Length; r++)
            _offset[r + 1] = _offset[r] + graphs[r].Graph.Nodes;
        _weights = weights;
        _folds = folds;

        // Row f keeps the lanes that hear fold f.
        _keep = new float[blocks * _stride];
        for (var f = 0; f < blocks; f++)
        {
            for (var lane = 0; lane < blocks * channels; lane++)
                _keep[(f * _stride) + lane] = lane / channels == f ? 0 : 1;
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
    public (int Steps, double Residual) Solve(ReadOnlyMemory<float> values, double tolerance, int mostSteps)
    {
        var size = _scaled.Length;
        float[] z = new float[size], r = new float[size], p = new float[size], q = new float[size];
        var diagonal = Diagonal();
        double[] first = new double[_stride], now = new double[_stride], rho = new double[_stride], next = new double[_stride];
        float[] alpha = new float[_stride], beta = new float[_stride];
        Send(values);
        ToNodes(identity: null, r);
        Descend(alpha, z, r, p, q, diagonal, first, rho);
        Turn(beta, p, r, diagonal);
        double[] left = [.. first.Select(square => square > 0 ? 1.0 : 0)];
        var worst = left.Max();
        var step = 0;
        while (step < mostSteps && worst > tolerance)
        {
            ToClips();
            ToNodes(p, q);
            Dots(p, q, now);
            for (var lane = 0; lane < _stride; lane++)
                alpha[lane] = left[lane] > tolerance && now[lane] > 0 ? (float)(rho[lane] / now[lane]) : 0;
            Descend(alpha, z, r, p, q, diagonal, now, next);
            for (var lane = 0; lane < _stride; lane++)
            {
                left[lane] = first[lane] > 0 ? Math.Sqrt(now[lane] / first[lane]) : 0;
                beta[lane] = rho[lane] > 0 ? (float)(next[lane] / rho[lane]) : 0;
                rho[lane] = next[lane];
            }

            step++;
            worst = left.Aggregate(Math.Max);
            Turn(beta, p, r, diagonal);
        }

        Scale(z);
        return (step, worst);
    }

    /// <summary>clips = D s, in all blocks.</summary>
    private void Send(ReadOnlyMemory<float> values) => RowChunks.Run(_seeds, _parallelism, (from, to) =>
    {
        for (var i = from; i < to; i++)
        {
            var target = _clips.AsSpan(i * _stride, _stride);
            for (var block = 0; block < Blocks; block++)
                values.Span.Slice(i * Channels, Channels).CopyTo(target[(block * Channels)..]);
            Weigh(i, target);
        }
    });

    /// <summary>A seed's weight, and nothing in the block that leaves out its fold.</summary>
    private void Weigh(int i, Span<float> target)
    {
        var weight = _weights.Span[i];
        for (var lane = 0; lane < _stride; lane += Width)
            (new Vector<float>(target[lane..]) * new Vector<float>(_keep, (_folds[i] * _stride) + lane) * weight).CopyTo(target[lane..]);
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
                        sum += graph.Clip[i] * graph.Clip[i] * _weights.Span[i];
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
            for (var i = from; i < to; i++)
            {
                var target = _clips.AsSpan(i * _stride, _stride);
                target.Clear();
                for (var k = 0; k < _graphs.Length; k++)
                {
                    LinkSums.Add(_scaled, _offset[k], _graphs[k].Graph.NodesOf(i), factors: [], _strength[k] * _graphs[k].Clip[i], target);
                }

                Weigh(i, target);
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
                for (var u = from; u < to; u++)
                {
                    var target = result.AsSpan((offset + u) * _stride, _stride);
                    target.Clear();
                    identity?.AsSpan((offset + u) * _stride, _stride).CopyTo(target);
                    LinkSums.Add(_clips, 0, graph.Graph.ClipsOf(u), graph.Clip, strength * graph.Node[u], target);
                }
            });
        }
    }

    /// <summary>z += α p, r −= α q, and the sums of r² and of r² over the diagonal.</summary>
    private void Descend(float[] alpha, float[] z, float[] r, float[] p, float[] q, float[] diagonal, double[] squares, double[] preconditioned) =>
        Sums((u, to, sums, others) =>
        {
            for (; u < to; u++)
            {
                var inverse = 1 / diagonal[u];
                for (var lane = 0; lane < _stride; lane += Width)
                {
                    var at = (u * _stride) + lane;
                    var step = new Vector<float>(alpha, lane);
                    (new Vector<float>(z, at) + (step * new Vector<float>(p, at))).CopyTo(z, at);
                    var rest = new Vector<float>(r, at) - (step * new Vector<float>(q, at));
                    rest.CopyTo(r, at);
                    var square = rest * rest;
                    (new Vector<float>(sums[lane..]) + square).CopyTo(sums[lane..]);
                    (new Vector<float>(others[lane..]) + (square * inverse)).CopyTo(others[lane..]);
                }
            }
        }, squares, preconditioned);

    /// <summary>p = r over the diagonal + β p, and scaled = g p.</summary>
    private void Turn(float[] beta, float[] p, float[] r, float[] diagonal)
    {
        for (var k = 0; k < _graphs.Length; k++)
        {
            var (node, offset) = (_graphs[k].Node, _offset[k]);
            RowChunks.Run(node.Length, _parallelism, (from, to) =>
            {
                for (var u = from; u < to; u++)
                {
                    var inverse = 1 / diagonal[offset + u];
                    for (var lane = 0; lane < _stride; lane += Width)
                    {
                        var at = ((offset + u) * _stride) + lane;
                        var direction = (new Vector<float>(r, at) * inverse) + (new Vector<float>(p, at) * new Vector<float>(beta, lane));
                        direction.CopyTo(p, at);
                        (direction * node[u]).CopyTo(_scaled, at);
                    }
                }
            });
        }
    }

    private void Dots(float[] a, float[] b, double[] result) => Sums((u, to, sums, _) =>
    {
        for (; u < to; u++)
        {
            for (var lane = 0; lane < _stride; lane += Width)
                (new Vector<float>(sums[lane..]) + (new Vector<float>(a, (u * _stride) + lane) * new Vector<float>(b, (u * _stride) + lane))).CopyTo(sums[lane..]);
        }
    }, result, result: null);

    /// <summary>Two sums a lane: over stretches of nodes in single, over stretches in double precision.</summary>
    private void Sums(Stretch stretch, double[] first, double[]? result)
    {
        var chunks = (_offset[^1] + Chunk - 1) / Chunk;
        var partial = new float[2 * chunks * _stride];
        RowChunks.Run(_offset[^1], _parallelism, (from, to) =>
        {
            for (var chunk = from / Chunk; chunk * Chunk < to; chunk++)
                stretch(chunk * Chunk, Math.Min(to, (chunk + 1) * Chunk), partial.AsSpan(2 * chunk * _stride, _stride), partial.AsSpan(((2 * chunk) + 1) * _stride, _stride));
        });
        Array.Clear(first);
        if (result is not null)
            Array.Clear(result);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            for (var lane = 0; lane < _stride; lane++)
            {
                first[lane] += partial[(2 * chunk * _stride) + lane];
                if (result is not null)
                    result[lane] += partial[(((2 * chunk) + 1) * _stride) + lane];
            }
        }
    }

    private delegate void Stretch(int from, int to, Span<float> sums, Span<float> others);
}
