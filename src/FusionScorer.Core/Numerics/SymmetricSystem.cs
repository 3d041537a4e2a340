using System.Numerics;
using System.Runtime.InteropServices;

namespace FusionScorer.Core.Numerics;

/// <summary>A symmetric positive definite matrix, factored in place as L Lᵀ (Cholesky). Only the lower triangle is read and written.</summary>
/// <remarks>
/// Row-oriented, two rows at a time, so that all inner loops are dot products of stored rows. Sums run in a fixed order: the same bytes
/// whatever runs beside it.
/// </remarks>
internal sealed class SymmetricSystem
{
    private readonly double[] _l;
    private readonly double[] _inverse;

    /// <summary>Room for a matrix of <paramref name="size"/> rows.</summary>
    public SymmetricSystem(int size)
    {
        Size = size;
        _l = new double[size * size];
        _inverse = new double[size * size];
    }

    /// <summary>q.</summary>
    public int Size { get; }

    /// <summary>The matrix before <see cref="Factor"/>, its factor afterwards: q × q, row by row, lower triangle.</summary>
    public Span<double> Matrix => _l;

    /// <summary>Factors the matrix.</summary>
    /// <returns>False when it is not positive definite; it is then spoilt.</returns>
    public bool Factor()
    {
        for (var i = 0; i < Size; i++)
        {
            var row = _l.AsSpan(i * Size, i + 1);
            for (var j = 0; j < i; j++)
                row[j] = (row[j] - Dot(row[..j], _l.AsSpan(j * Size, j))) / _l[(j * Size) + j];
            var pivot = row[i] - Dot(row[..i], row[..i]);
            if (!(pivot > 0))
                return false;
            row[i] = Math.Sqrt(pivot);
        }

        return true;
    }

    /// <summary>Solves A x = b in place, after <see cref="Factor"/>.</summary>
    public void Solve(Span<double> b)
    {
        for (var i = 0; i < Size; i++)
            b[i] = (b[i] - Dot(_l.AsSpan(i * Size, i), b[..i])) / _l[(i * Size) + i];
        for (var i = Size - 1; i >= 0; i--)
        {
            b[i] /= _l[(i * Size) + i];
            AddScaled(b[..i], _l.AsSpan(i * Size, i), -b[i]);
        }
    }

    /// <summary>A⁻¹, after <see cref="Factor"/>: q × q, both triangles.</summary>
    /// <param name="result">q² numbers, overwritten.</param>
    public void Invert(Span<double> result)
    {
        InvertFactor();
        result.Clear();
        for (var k = 0; k < Size; k++)
        {
            var row = _inverse.AsSpan(k * Size, k + 1);
            for (var i = 0; i <= k; i++)
                AddScaled(result.Slice(i * Size, i + 1), row[..(i + 1)], row[i]);
        }

        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < i; j++)
                result[(j * Size) + i] = result[(i * Size) + j];
        }
    }

    /// <summary>The diagonal of A⁻¹, after <see cref="Factor"/>: half the work of <see cref="Invert"/>.</summary>
    /// <param name="diagonal">q numbers, overwritten.</param>
    public void InverseDiagonal(Span<double> diagonal)
    {
        InvertFactor();
        diagonal.Clear();
        for (var k = 0; k < Size; k++)
        {
            var row = _inverse.AsSpan(k * Size, k + 1);
            for (var i = 0; i <= k; i++)
                diagonal[i] += row[i] * row[i];
        }
    }

    /// <summary>L⁻¹ by rows: row i = (e_i − Σ_k L_ik row_k) / L_ii.</summary>
    private void InvertFactor()
    {
        Array.Clear(_inverse);
        for (var i = 0; i < Size; i++)
        {
            var row = _inverse.AsSpan(i * Size, i + 1);
            var k = 0;
            for (; k + 4 <= i; k += 4)
                AddFour(row, k, _l.AsSpan((i * Size) + k, 4));
            for (; k < i; k++)
                AddScaled(row[..(k + 1)], _inverse.AsSpan(k * Size, k + 1), -_l[(i * Size) + k]);
            var scale = 1 / _l[(i * Size) + i];
            for (var j = 0; j < i; j++)
                row[j] *= scale;
            row[i] = scale;
        }
    }

    /// <summary>row −= Σ of four rows k … k + 3 of the inverse, each times its factor; rows are zero beyond their diagonal.</summary>
    private void AddFour(Span<double> row, int k, ReadOnlySpan<double> factors)
    {
        var width = Vector<double>.Count;
        var length = k + 4;
        Vector<double> f0 = new(-factors[0]), f1 = new(-factors[1]), f2 = new(-factors[2]), f3 = new(-factors[3]);
        ref var r0 = ref _inverse[k * Size];
        ref var r1 = ref _inverse[(k + 1) * Size];
        ref var r2 = ref _inverse[(k + 2) * Size];
        ref var r3 = ref _inverse[(k + 3) * Size];
        ref var target = ref MemoryMarshal.GetReference(row);
        var j = 0;
        for (; j + width <= length; j += width)
        {
            var at = (nuint)j;
            var sum = Vector.LoadUnsafe(ref target, at) + (f0 * Vector.LoadUnsafe(ref r0, at)) + (f1 * Vector.LoadUnsafe(ref r1, at))
                + (f2 * Vector.LoadUnsafe(ref r2, at)) + (f3 * Vector.LoadUnsafe(ref r3, at));
            sum.StoreUnsafe(ref target, at);
        }

        for (; j < length; j++)
        {
            row[j] += (-factors[0] * _inverse[(k * Size) + j]) + (-factors[1] * _inverse[((k + 1) * Size) + j])
                + (-factors[2] * _inverse[((k + 2) * Size) + j]) + (-factors[3] * _inverse[((k + 3) * Size) + j]);
        }
    }

    /// <summary>Σ a_i b_i.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var width = Vector<double>.Count;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        Vector<double> s0 = default, s1 = default, s2 = default, s3 = default;
        var i = 0;
        for (; i + (4 * width) <= a.Length; i += 4 * width)
        {
            var at = (nuint)i;
            s0 += Vector.LoadUnsafe(ref x, at) * Vector.LoadUnsafe(ref y, at);
            s1 += Vector.LoadUnsafe(ref x, at + (nuint)width) * Vector.LoadUnsafe(ref y, at + (nuint)width);
            s2 += Vector.LoadUnsafe(ref x, at + (nuint)(2 * width)) * Vector.LoadUnsafe(ref y, at + (nuint)(2 * width));
            s3 += Vector.LoadUnsafe(ref x, at + (nuint)(3 * width)) * Vector.LoadUnsafe(ref y, at + (nuint)(3 * width));
        }

        for (; i + width <= a.Length; i += width)
            s0 += Vector.LoadUnsafe(ref x, (nuint)i) * Vector.LoadUnsafe(ref y, (nuint)i);
        var sum = Vector.Sum(s0 + s1 + s2 + s3);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>target += factor × source.</summary>
    public static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        var width = Vector<double>.Count;
        var f = new Vector<double>(factor);
        ref var x = ref MemoryMarshal.GetReference(target);
        ref var y = ref MemoryMarshal.GetReference(source);
        var i = 0;
        for (; i + width <= source.Length; i += width)
            (Vector.LoadUnsafe(ref x, (nuint)i) + (f * Vector.LoadUnsafe(ref y, (nuint)i))).StoreUnsafe(ref x, (nuint)i);
        for (; i < source.Length; i++)
            target[i] += factor * source[i];
    }
}
