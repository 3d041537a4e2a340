using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusionScorer.Core.Fusion;

/// <summary>Turns log-weights into probabilities, up to <see cref="Size"/> rows at once and four rows in step.</summary>
/// <remarks>Kept level by level, so that no sum runs across a vector: a row's result does not depend on its place or its neighbours.</remarks>
internal sealed class Softmax
{
    /// <summary>Rows that fit; a multiple of four.</summary>
    public const int Size = 256;

    private readonly int _levels;
    private readonly int _size;
    private readonly double[] _z;
    private readonly double[] _logNormaliser;

    /// <summary>Room for rows.</summary>
    /// <param name="levels">K.</param>
    /// <param name="size">Rows, a multiple of four.</param>
    public Softmax(int levels, int size = Size)
    {
        _levels = levels;
        _size = size;
        _z = new double[levels * size];
        _logNormaliser = new double[size];
    }

    /// <summary>The log of the sum of a row's weights.</summary>
    public double LogNormaliser(int row) => _logNormaliser[row];

    /// <summary>A probability, once normalised.</summary>
    public double this[int row, int level] => _z[(level * _size) + row];

    /// <summary>Puts in the log-weights of a row, at least K numbers.</summary>
    public void Set(int row, ReadOnlySpan<double> logWeights)
    {
        for (var y = 0; y < _levels; y++)
            _z[(y * _size) + row] = logWeights[y];
    }

    /// <summary>Puts in the log-weights of a row, at least K numbers, each divided by <paramref name="temperature"/>.</summary>
    public void Set(int row, ReadOnlySpan<double> logWeights, double temperature)
    {
        for (var y = 0; y < _levels; y++)
            _z[(y * _size) + row] = logWeights[y] / temperature;
    }

    /// <summary>Takes out the probabilities of a row, K numbers.</summary>
    public void Get(int row, Span<double> p)
    {
        for (var y = 0; y < _levels; y++)
            p[y] = _z[(y * _size) + row];
    }

    /// <summary>Normalises the first <paramref name="rows"/> rows.</summary>
    public void Normalise(int rows)
    {
        ref var z = ref MemoryMarshal.GetArrayDataReference(_z);
        ref var log = ref MemoryMarshal.GetArrayDataReference(_logNormaliser);
        for (var row = 0; row < rows; row += Lanes.Width)
        {
            var top = Vector256.LoadUnsafe(ref z, (nuint)row);
            for (var y = 1; y < _levels; y++)
                top = Vector256.Max(top, Vector256.LoadUnsafe(ref z, (nuint)((y * _size) + row)));
            var sum = Vector256<double>.Zero;
            for (var y = 0; y < _levels; y++)
            {
                var at = (nuint)((y * _size) + row);
                var weight = Vector256.Exp(Vector256.LoadUnsafe(ref z, at) - top);
                sum += weight;
                weight.StoreUnsafe(ref z, at);
            }

            (Vector256.Log(sum) + top).StoreUnsafe(ref log, (nuint)row);
            var scale = Vector256<double>.One / sum;
            for (var y = 0; y < _levels; y++)
            {
                var at = (nuint)((y * _size) + row);
                (Vector256.LoadUnsafe(ref z, at) * scale).StoreUnsafe(ref z, at);
            }
        }
    }

    /// <summary>One row, in place: K log-weights to K probabilities.</summary>
    public static void Row(Span<double> z, double temperature = 1)
    {
        var softmax = new Softmax(z.Length, Lanes.Width);
        softmax.Set(0, z, temperature);
        softmax.Normalise(1);
        softmax.Get(0, z);
    }
}
