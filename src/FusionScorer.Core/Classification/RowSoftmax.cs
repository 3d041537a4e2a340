using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>Level probabilities of stored rows, eight rows at a time.</summary>
internal static class RowSoftmax
{
    private const int Lanes = 8;

    /// <summary>softmax(B z) with z = W x, for all rows.</summary>
    /// <param name="design">n rows.</param>
    /// <param name="contrasts">The contrasts of K levels, B.</param>
    /// <param name="weights">C × d numbers, W.</param>
    /// <param name="nearby">Contrasts beside those of the stored rows, n × C each; may be empty.</param>
    /// <param name="parallelism">Threads; the result does not depend on it.</param>
    /// <returns>n × K probabilities, row by row.</returns>
    public static float[] Compute(DesignMatrix design, LevelContrasts contrasts, ReadOnlySpan<double> weights, float[][] nearby, int parallelism)
    {
        int levels = contrasts.Levels, count = contrasts.Count;
        var spread = design.Spread(weights);
        var constant = new float[count];
        for (var a = 0; a < count; a++)
            constant[a] = (float)weights[a * design.Columns];
        var basis = new float[levels * count];
        for (var y = 0; y < levels; y++)
        {
            for (var a = 0; a < count; a++)
                basis[(y * count) + a] = (float)contrasts.Of(y)[a];
        }

        var result = new float[(long)design.Rows * levels];
        RowChunks.Run(design.Rows, parallelism, (from, to) =>
        {
            Span<float> z = stackalloc float[count * Lanes];
            Span<float> p = stackalloc float[levels * Lanes];
            z.Clear();
            for (var row = from; row < to; row += Lanes)
            {
                var rows = Math.Min(Lanes, to - row);
                for (var lane = 0; lane < rows; lane++)
                    Contrasts(design.Row(row + lane), spread, constant, z, lane);
                foreach (var part in nearby)
                {
                    for (var i = 0; i < rows * count; i++)
                        z[(i % count * Lanes) + (i / count)] += part[(row * count) + i];
                }

                Normalise(basis, z, p);
                var target = result.AsSpan(row * levels, rows * levels);
                for (var y = 0; y < levels; y++)
                {
                    for (var lane = 0; lane < rows; lane++)
                        target[(lane * levels) + y] = p[(y * Lanes) + lane];
                }
            }
        });
        return result;
    }

    /// <summary>One row's C contrasts, into its lane.</summary>
    private static void Contrasts(ReadOnlySpan<float> row, ReadOnlySpan<float> weights, ReadOnlySpan<float> constant, Span<float> z, int lane)
    {
        var width = Vector<float>.Count;
        var stride = row.Length;
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var w = ref MemoryMarshal.GetReference(weights);
        var a = 0;

        // Two contrasts at once read the row half as often.
        for (; a + 2 <= constant.Length; a += 2)
        {
            Vector<float> s0 = default, s1 = default;
            var at = (nuint)(a * stride);
            for (var c = 0; c + width <= stride; c += width)
            {
                var value = Vector.LoadUnsafe(ref x, (nuint)c);
                s0 = Vector.FusedMultiplyAdd(value, Vector.LoadUnsafe(ref w, at + (nuint)c), s0);
                s1 = Vector.FusedMultiplyAdd(value, Vector.LoadUnsafe(ref w, at + (nuint)(stride + c)), s1);
            }

            z[(a * Lanes) + lane] = constant[a] + Vector.Sum(s0);
            z[((a + 1) * Lanes) + lane] = constant[a + 1] + Vector.Sum(s1);
        }

        for (; a < constant.Length; a++)
        {
            var sum = Vector<float>.Zero;
            for (var c = 0; c + width <= stride; c += width)
                sum = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref x, (nuint)c), Vector.LoadUnsafe(ref w, (nuint)((a * stride) + c)), sum);
            z[(a * Lanes) + lane] = constant[a] + Vector.Sum(sum);
        }
    }

    /// <summary>Contrasts of eight rows to probabilities: K × 8 from C × 8.</summary>
    private static void Normalise(ReadOnlySpan<float> basis, ReadOnlySpan<float> z, Span<float> p)
    {
        var count = z.Length / Lanes;
        var top = Vector256.Create(float.NegativeInfinity);
        for (var y = 0; y < p.Length / Lanes; y++)
        {
            var logit = Vector256<float>.Zero;
            for (var a = 0; a < count; a++)
                logit += Vector256.Create<float>(z[(a * Lanes)..]) * basis[(y * count) + a];
            logit.CopyTo(p[(y * Lanes)..]);
            top = Vector256.Max(top, logit);
        }

        var sum = Vector256<float>.Zero;
        for (var y = 0; y < p.Length; y += Lanes)
        {
            var e = FloatExp.OfNegative(Vector256.Create<float>(p[y..]) - top);
            e.CopyTo(p[y..]);
            sum += e;
        }

        for (var y = 0; y < p.Length; y += Lanes)
            (Vector256.Create<float>(p[y..]) / sum).CopyTo(p[y..]);
    }
}
