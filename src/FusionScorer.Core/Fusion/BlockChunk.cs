using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusionScorer.Core.Fusion;

/// <summary>Posteriors of a few hundred clips at once from their signal blocks, in float32 and eight clips in step.</summary>
/// <remarks>Kept level by level, so that no sum runs across a vector: a clip's numbers do not depend on its place or its neighbours. Not thread-safe.
/// A preview is often a process's first and only pass, so the loops are compiled at full strength at once.</remarks>
internal sealed class BlockChunk
{
    /// <summary>Clips that fit; a multiple of eight.</summary>
    public const int Size = 256;

    private readonly SignalBlocks _blocks;
    private readonly float[] _bias;
    private readonly float[] _weights;
    private readonly float[] _rows;
    private readonly float[] _p;

    /// <summary>Room for clips under given weights.</summary>
    public BlockChunk(SignalBlocks blocks, SignalWeights weights)
    {
        _blocks = blocks;
        _bias = new float[Padded(blocks.Levels)];
        for (var y = 0; y < blocks.Levels; y++)
            _bias[y] = (float)(blocks.Bias[y] / blocks.Temperature);
        _weights = new float[blocks.Signals.Length];
        for (var s = 0; s < _weights.Length; s++)
            _weights[s] = (float)(weights.Of(blocks.Signals[s]) / blocks.Temperature);
        _rows = new float[Size * _bias.Length];
        _p = new float[Size * blocks.Levels];
    }

    /// <summary>A probability; valid after Load.</summary>
    public float this[int i, int level] => _p[(level * Size) + i];

    /// <summary>Works out the posterior of some clips.</summary>
    /// <param name="rows">At most <see cref="Size"/> clips.</param>
    public void Load(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
            AddAlone(rows[i], _rows.AsSpan(i * _bias.Length, _blocks.Levels));
        Transpose(rows.Length);
        Normalise(rows.Length);
    }

    /// <summary>Works out the posterior of clips <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> − 1.</summary>
    public void Load(int start, int count)
    {
        Add(start, count);
        Transpose(count);
        Normalise(count);
    }

    /// <summary>One level's probabilities of all clips that fit; those past the last one loaded mean nothing.</summary>
    public ReadOnlySpan<float> Of(int level) => _p.AsSpan(level * Size, Size);

    /// <summary>The posterior of one clip, as it is stored.</summary>
    public void Row(int i, Span<double> p)
    {
        for (var y = 0; y < p.Length; y++)
            p[y] = _p[(y * Size) + i];
    }

    private static int Padded(int levels) => (levels + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;

    // Vectors read up to seven numbers past a block, which fall away in Transpose; the last clips of all have nothing behind them to read.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(int start, int count)
    {
        int k = _blocks.Levels, width = _bias.Length, stride = k * _weights.Length;
        ref var g = ref MemoryMarshal.GetReference(_blocks.Values);
        ref var bias = ref MemoryMarshal.GetArrayDataReference(_bias);
        ref var rows = ref MemoryMarshal.GetArrayDataReference(_rows);
        for (var i = 0; i < count; i++)
        {
            var at = (start + i) * stride;
            if (at + stride + width > _blocks.Values.Length)
            {
                AddAlone(start + i, _rows.AsSpan(i * width, k));
                continue;
            }

            for (var y = 0; y < width; y += Vector256<float>.Count)
            {
                var sum = Vector256.LoadUnsafe(ref bias, (nuint)y);
                var from = at + y;
                foreach (var weight in _weights)
                {
                    sum += Vector256.LoadUnsafe(ref g, (nuint)from) * weight;
                    from += k;
                }

                sum.StoreUnsafe(ref rows, (nuint)((i * width) + y));
            }
        }
    }

    private void AddAlone(int row, Span<float> sum)
    {
        _bias.AsSpan(0, sum.Length).CopyTo(sum);
        for (var s = 0; s < _weights.Length; s++)
        {
            var g = _blocks.Of(row, s);
            for (var y = 0; y < sum.Length; y++)
                sum[y] += g[y] * _weights[s];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Transpose(int count)
    {
        var width = _bias.Length;
        for (var y = 0; y < _blocks.Levels; y++)
        {
            var to = _p.AsSpan(y * Size, Size);
            ref var from = ref _rows[y];
            for (var i = 0; i < count; i++)
                to[i] = Unsafe.Add(ref from, i * width);
            to[count..].Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Normalise(int count)
    {
        var k = _blocks.Levels;
        ref var p = ref MemoryMarshal.GetArrayDataReference(_p);
        for (var i = 0; i < count; i += Vector256<float>.Count)
        {
            var top = Vector256.LoadUnsafe(ref p, (nuint)i);
            for (var y = 1; y < k; y++)
                top = Vector256.Max(top, Vector256.LoadUnsafe(ref p, (nuint)((y * Size) + i)));
            var sum = Vector256<float>.Zero;
            for (var y = 0; y < k; y++)
            {
                var at = (nuint)((y * Size) + i);
                var weight = FloatExp.OfNegative(Vector256.LoadUnsafe(ref p, at) - top);
                sum += weight;
                weight.StoreUnsafe(ref p, at);
            }

            var scale = Vector256<float>.One / sum;
            for (var y = 0; y < k; y++)
            {
                var at = (nuint)((y * Size) + i);
                (Vector256.LoadUnsafe(ref p, at) * scale).StoreUnsafe(ref p, at);
            }
        }
    }
}
