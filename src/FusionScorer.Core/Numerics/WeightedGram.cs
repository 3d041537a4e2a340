using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusionScorer.Core.Numerics;

/// <summary>Xᵀ diag(f) X, added up over rows in a fixed order.</summary>
internal static class WeightedGram
{
    private const int Tile = 4;

    /// <summary>Rows are padded with zeros to a multiple of this.</summary>
    public static int Padding => Math.Max(8, 2 * Vector<double>.Count);

    /// <summary>Writes Σ_i f_i x_i x_iᵀ.</summary>
    /// <param name="x">N × d numbers, row by row.</param>
    /// <param name="f">N weights.</param>
    /// <param name="columns">d, a multiple of <see cref="Padding"/>.</param>
    /// <param name="scaled">Room for N × d numbers.</param>
    /// <param name="gram">d × d numbers, overwritten; both triangles.</param>
    public static void Compute(ReadOnlySpan<double> x, ReadOnlySpan<double> f, int columns, Span<double> scaled, Span<double> gram)
    {
        var rows = f.Length;
        for (var i = 0; i < rows; i++)
        {
            var source = x.Slice(i * columns, columns);
            var target = scaled.Slice(i * columns, columns);
            for (var a = 0; a < columns; a++)
                target[a] = source[a] * f[i];
        }

        // Columns a of the scaled rows against columns b of the rows, four by two vectors at a time: all sums stay in registers.
        var width = Vector<double>.Count;
        for (var a = 0; a < columns; a += Tile)
        {
            var b = a / (2 * width) * (2 * width);
            for (; b + (2 * width) <= columns; b += 2 * width)
                Block(x, scaled, rows, columns, a, b, gram);
        }

        for (var a = 0; a < columns; a++)
        {
            for (var b = 0; b < a; b++)
                gram[(a * columns) + b] = gram[(b * columns) + a];
        }
    }

    private static void Block(ReadOnlySpan<double> x, ReadOnlySpan<double> scaled, int rows, int columns, int a, int b, Span<double> gram)
    {
        var width = Vector<double>.Count;
        Vector<double> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        ref var left = ref MemoryMarshal.GetReference(scaled);
        ref var right = ref MemoryMarshal.GetReference(x);
        for (var i = 0; i < rows; i++)
        {
            var row = (nuint)(i * columns);
            var v0 = Vector.LoadUnsafe(ref right, row + (nuint)b);
            var v1 = Vector.LoadUnsafe(ref right, row + (nuint)(b + width));
            var l0 = new Vector<double>(Unsafe.Add(ref left, row + (nuint)a));
            var l1 = new Vector<double>(Unsafe.Add(ref left, row + (nuint)(a + 1)));
            var l2 = new Vector<double>(Unsafe.Add(ref left, row + (nuint)(a + 2)));
            var l3 = new Vector<double>(Unsafe.Add(ref left, row + (nuint)(a + 3)));
            s00 = Vector.FusedMultiplyAdd(l0, v0, s00);
            s01 = Vector.FusedMultiplyAdd(l0, v1, s01);
            s10 = Vector.FusedMultiplyAdd(l1, v0, s10);
            s11 = Vector.FusedMultiplyAdd(l1, v1, s11);
            s20 = Vector.FusedMultiplyAdd(l2, v0, s20);
            s21 = Vector.FusedMultiplyAdd(l2, v1, s21);
            s30 = Vector.FusedMultiplyAdd(l3, v0, s30);
            s31 = Vector.FusedMultiplyAdd(l3, v1, s31);
        }

        s00.CopyTo(gram[((a * columns) + b)..]);
        s01.CopyTo(gram[((a * columns) + b + width)..]);
        s10.CopyTo(gram[(((a + 1) * columns) + b)..]);
        s11.CopyTo(gram[(((a + 1) * columns) + b + width)..]);
        s20.CopyTo(gram[(((a + 2) * columns) + b)..]);
        s21.CopyTo(gram[(((a + 2) * columns) + b + width)..]);
        s30.CopyTo(gram[(((a + 3) * columns) + b)..]);
        s31.CopyTo(gram[(((a + 3) * columns) + b + width)..]);
    }
}
