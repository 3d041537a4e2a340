using System.Numerics;
using System.Runtime.InteropServices;

namespace FusionScorer.Core.Graph;

/// <summary>The linear system of <see cref="LevelPropagation"/>: (I + Aᵀ D A) z = Aᵀ D s, for several folds and channels at once.</summary>
/// <remarks>
/// A lane is a channel of a block; a block leaves out the seeds of one fold. By conjugate gradients (Hestenes and Stiefel 1952) with the diagonal as
/// preconditioner, each lane with its own steps. One thread does all in order, so the result is the same on any number of them; several systems run side by side.
/// What a step reads of a node and what it adds there lie side by side: a link costs one line of memory, there and back.
/// </remarks>
internal sealed class PropagationSystem
{
    private static readonly int Width = Vector<float>.Count;

    private readonly SeedGraph[] _graphs;
    private readonly float[] _strength;
    private readonly int[] _offset;
    private readonly ReadOnlyMemory<float> _weights;
    private readonly byte[] _folds;
    private readonly float[] _masks;
    private readonly int _firstBlock;
    private readonly int _stride;

    // Of each node g p, and beside it what the seeds send back.
    private readonly float[] _pairs;

    /// <summary>Lays out the system.</summary>
    /// <param name="graphs">Relations of N seeds.</param>
    /// <param name="strength">σ of each relation, in units of the noise.</param>
    /// <param name="weights">N weights.</param>
    /// <param name="folds">N folds.</param>
    /// <param name="firstBlock">The block of the first lane; block b leaves out fold b.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="channels">C.</param>
    public PropagationSystem(SeedGraph[] graphs, float[] strength, ReadOnlyMemory<float> weights, byte[] folds, int firstBlock, int blocks, int channels)
    {
        _graphs = graphs;
        _strength = strength;
        _weights = weights;
        _folds = folds;
        _firstBlock = firstBlock;
        Blocks = blocks;
        Channels = channels;
        _stride = StrideFor(blocks, channels);
        _offset = new int[graphs.Length + 1];
        for (var r = 0; r < graphs.Length; r++)
            _offset[r + 1] = _offset[r] + graphs[r].Graph.Nodes;
        _pairs = new float[checked(2 * _offset[^1] * _stride)];

        // Row f keeps the lanes that hear fold f; the last row keeps all.
        _masks = new float[(blocks + 1) * _stride];
        for (var f = 0; f <= blocks; f++)
        {
            for (var lane = 0; lane < blocks * channels; lane++)
                _masks[(f * _stride) + lane] = lane / channels == f ? 0 : 1;
        }
    }

    public int Blocks { get; }

    public int Channels { get; }

    /// <summary>Links passed, there or back, in all steps so far.</summary>
    public long Visits { get; private set; }

    /// <summary>How many blocks fit into one stretch of lanes.</summary>
    public static int BlocksTogether(int channels) => Math.Max(1, Width / channels);

    /// <summary>g z of a node, once solved: C numbers of a block.</summary>
    /// <param name="relation">Which graph.</param>
    /// <param name="node">A node of it.</param>
    /// <param name="block">One of this system's blocks.</param>
    public ReadOnlySpan<float> Tendency(int relation, int node, int block) =>
        _pairs.AsSpan((2 * (_offset[relation] + node) * _stride) + ((block - _firstBlock) * Channels), Channels);

    /// <summary>Solves the system for the seeds' values.</summary>
    /// <param name="values">N × C numbers.</param>
    /// <param name="tolerance">Of the residual's length, against its first.</param>
    /// <param name="mostSteps">Most steps.</param>
    /// <returns>Steps taken, and the largest relative residual of a lane.</returns>
    public (int Steps, double Residual) Solve(ReadOnlySpan<float> values, double tolerance, int mostSteps)
    {
        var size = _pairs.Length / 2;
        float[] z = new float[size], r = new float[size], p = new float[size];
        var inverse = Inverse();
        double[] first = new double[_stride], now = new double[_stride], rho = new double[_stride], next = new double[_stride];
        float[] alpha = new float[_stride], beta = new float[_stride];
        Send(values);
        Collect(r);
        Measure(r, inverse, first, rho);
        Turn(beta, p, r, inverse);
        var worst = first.Max() > 0 ? 1.0 : 0;
        var step = 0;
        while (step < mostSteps && worst > tolerance)
        {
            Pass();
            Curvature(p, now);
            for (var lane = 0; lane < _stride; lane++)
                alpha[lane] = now[lane] > 0 ? (float)(rho[lane] / now[lane]) : 0;
            Descend(alpha, z, r, p);
            Measure(r, inverse, now, next);
            worst = 0;
            for (var lane = 0; lane < _stride; lane++)
            {
                worst = Math.Max(worst, first[lane] > 0 ? Math.Sqrt(now[lane] / first[lane]) : 0);
                beta[lane] = rho[lane] > 0 ? (float)(next[lane] / rho[lane]) : 0;
                rho[lane] = next[lane];
            }

            step++;
            Turn(beta, p, r, inverse);
        }

        Array.Clear(beta);
        Turn(beta, p, z, Ones(inverse.Length));
        return (step, worst);
    }

    private static float[] Ones(int count)
    {
        var ones = new float[count];
        ones.AsSpan().Fill(1);
        return ones;
    }

    private static int StrideFor(int blocks, int channels) => ((blocks * channels) + Width - 1) / Width * Width;

    /// <summary>1 over 1 + Σ of the squares of a node's links; shared by all lanes.</summary>
    private float[] Inverse()
    {
        var inverse = new float[_offset[^1]];
        for (var k = 0; k < _graphs.Length; k++)
        {
            var (graph, squared) = (_graphs[k], _strength[k] * _strength[k]);
            for (var u = 0; u < graph.Graph.Nodes; u++)
            {
                var sum = 0f;
                foreach (var i in graph.Graph.ClipsOf(u))
                    sum += graph.Clip[i] * graph.Clip[i] * _weights.Span[i];
                inverse[_offset[k] + u] = 1 / (1 + (squared * graph.Node[u] * graph.Node[u] * sum));
            }
        }

        return inverse;
    }

    private ReadOnlySpan<float> MaskOf(int seed)
    {
        var block = _folds[seed] - _firstBlock;
        return _masks.AsSpan((block >= 0 && block < Blocks ? block : Blocks) * _stride, _stride);
    }

    /// <summary>Sends the seeds' values to their nodes.</summary>
    private void Send(ReadOnlySpan<float> values)
    {
        var t = new float[_stride];
        for (var i = 0; i < _folds.Length; i++)
        {
            for (var lane = 0; lane < Blocks * Channels; lane++)
                t[lane] = values[(i * Channels) + (lane % Channels)];
            Return(i, t);
        }
    }

    /// <summary>Carries what nodes hold to the seeds and back: back = Aᵀ D A g p ÷ g.</summary>
    private void Pass()
    {
        Visits += 2 * _graphs.Sum(graph => (long)graph.Graph.Links);
        var t = new float[_stride];
        ref var pairs = ref MemoryMarshal.GetArrayDataReference(_pairs);
        for (var i = 0; i < _folds.Length; i++)
        {
            for (var lane = 0; lane < _stride; lane += Width)
            {
                var all = Vector<float>.Zero;
                for (var k = 0; k < _graphs.Length; k++)
                {
                    var sum = Vector<float>.Zero;
                    var offset = _offset[k];
                    foreach (var u in _graphs[k].Graph.NodesOf(i))
                        sum += Vector.LoadUnsafe(ref pairs, (nuint)((2 * (offset + u) * _stride) + lane));
                    all += sum * (_strength[k] * _graphs[k].Clip[i]);
                }

                all.CopyTo(t, lane);
            }

            Return(i, t);
        }
    }

    /// <summary>Adds a seed's lanes, weighted, to its nodes.</summary>
    private void Return(int i, float[] t)
    {
        var mask = MaskOf(i);
        var weight = _weights.Span[i];
        ref var pairs = ref MemoryMarshal.GetArrayDataReference(_pairs);
        for (var lane = 0; lane < _stride; lane += Width)
        {
            var kept = new Vector<float>(t, lane) * new Vector<float>(mask[lane..]) * weight;
            for (var k = 0; k < _graphs.Length; k++)
            {
                var sent = kept * (_strength[k] * _graphs[k].Clip[i]);
                var offset = _offset[k];
                foreach (var u in _graphs[k].Graph.NodesOf(i))
                {
                    var at = (nuint)((((2 * (offset + u)) + 1) * _stride) + lane);
                    (Vector.LoadUnsafe(ref pairs, at) + sent).StoreUnsafe(ref pairs, at);
                }
            }
        }
    }

    /// <summary>Calls for every node: its place among vectors, g, and the vector that came back, times g.</summary>
    private void Collect(float[] r)
    {
        for (var k = 0; k < _graphs.Length; k++)
        {
            for (var u = 0; u < _graphs[k].Node.Length; u++)
            {
                var node = _offset[k] + u;
                for (var lane = 0; lane < _stride; lane += Width)
                    (new Vector<float>(_pairs, (((2 * node) + 1) * _stride) + lane) * _graphs[k].Node[u]).CopyTo(r, (node * _stride) + lane);
            }
        }
    }

    /// <summary>pᵀ (p + g back), lane by lane.</summary>
    private void Curvature(float[] p, double[] result)
    {
        Array.Clear(result);
        var sums = new float[_stride];
        for (var k = 0; k < _graphs.Length; k++)
        {
            for (var u = 0; u < _graphs[k].Node.Length; u++)
            {
                var node = _offset[k] + u;
                for (var lane = 0; lane < _stride; lane += Width)
                {
                    var own = new Vector<float>(p, (node * _stride) + lane);
                    var product = own * (own + (new Vector<float>(_pairs, (((2 * node) + 1) * _stride) + lane) * _graphs[k].Node[u]));
                    (new Vector<float>(sums, lane) + product).CopyTo(sums, lane);
                }

                Drain(sums, result, u + 1 == _graphs[k].Node.Length ? 0 : u);
            }
        }
    }

    /// <summary>z += α p and r −= α (p + g back).</summary>
    private void Descend(float[] alpha, float[] z, float[] r, float[] p)
    {
        for (var k = 0; k < _graphs.Length; k++)
        {
            for (var u = 0; u < _graphs[k].Node.Length; u++)
            {
                var node = _offset[k] + u;
                for (var lane = 0; lane < _stride; lane += Width)
                {
                    var at = (node * _stride) + lane;
                    var step = new Vector<float>(alpha, lane);
                    var own = new Vector<float>(p, at);
                    (new Vector<float>(z, at) + (step * own)).CopyTo(z, at);
                    var back = new Vector<float>(_pairs, (((2 * node) + 1) * _stride) + lane) * _graphs[k].Node[u];
                    (new Vector<float>(r, at) - (step * (own + back))).CopyTo(r, at);
                }
            }
        }
    }

    /// <summary>The sums of r², and of r² over the diagonal.</summary>
    private void Measure(float[] r, float[] inverse, double[] squares, double[] preconditioned)
    {
        Array.Clear(squares);
        Array.Clear(preconditioned);
        float[] sums = new float[_stride], others = new float[_stride];
        for (var node = 0; node < inverse.Length; node++)
        {
            for (var lane = 0; lane < _stride; lane += Width)
            {
                var rest = new Vector<float>(r, (node * _stride) + lane);
                (new Vector<float>(sums, lane) + (rest * rest)).CopyTo(sums, lane);
                (new Vector<float>(others, lane) + (rest * rest * inverse[node])).CopyTo(others, lane);
            }

            var place = node + 1 == inverse.Length ? 0 : node;
            Drain(sums, squares, place);
            Drain(others, preconditioned, place);
        }
    }

    /// <summary>p = r over the diagonal + β p; the pairs hold g p, and nothing sent back yet.</summary>
    private void Turn(float[] beta, float[] p, float[] r, float[] inverse)
    {
        for (var k = 0; k < _graphs.Length; k++)
        {
            for (var u = 0; u < _graphs[k].Node.Length; u++)
            {
                var node = _offset[k] + u;
                for (var lane = 0; lane < _stride; lane += Width)
                {
                    var at = (node * _stride) + lane;
                    var direction = (new Vector<float>(r, at) * inverse[node]) + (new Vector<float>(p, at) * new Vector<float>(beta, lane));
                    direction.CopyTo(p, at);
                    (direction * _graphs[k].Node[u]).CopyTo(_pairs, (2 * node * _stride) + lane);
                    Vector<float>.Zero.CopyTo(_pairs, (((2 * node) + 1) * _stride) + lane);
                }
            }
        }
    }

    /// <summary>Every 1,024 nodes moves sums on from single to double precision.</summary>
    private static void Drain(float[] sums, double[] result, int node)
    {
        if ((node & 1023) != 0)
            return;
        for (var lane = 0; lane < sums.Length; lane++)
            result[lane] += sums[lane];
        Array.Clear(sums);
    }
}
