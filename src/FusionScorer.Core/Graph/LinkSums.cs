using System.Numerics;
using System.Runtime.InteropServices;

namespace FusionScorer.Core.Graph;

/// <summary>Sums of rows that links point to.</summary>
internal static class LinkSums
{
    /// <summary>target += factor × Σ rows[offset + item] × factors[item], over links.</summary>
    /// <param name="rows">Rows of as many numbers as <paramref name="target"/> has, a multiple of the vector width.</param>
    /// <param name="offset">Row of item 0.</param>
    /// <param name="items">What links point to.</param>
    /// <param name="factors">One an item; empty = 1.</param>
    /// <param name="factor">Of the whole sum.</param>
    /// <param name="target">Added to.</param>
    public static void Add(float[] rows, int offset, ReadOnlySpan<int> items, ReadOnlySpan<float> factors, float factor, Span<float> target)
    {
        var width = Vector<float>.Count;
        var stride = target.Length;
        ref var first = ref MemoryMarshal.GetArrayDataReference(rows);
        var lane = 0;
        for (; lane + (2 * width) <= stride; lane += 2 * width)
        {
            Vector<float> one = default, two = default;
            foreach (var item in items)
            {
                var at = (nuint)((((long)offset + item) * stride) + lane);
                var scale = factors.IsEmpty ? 1 : factors[item];
                one += Vector.LoadUnsafe(ref first, at) * scale;
                two += Vector.LoadUnsafe(ref first, at + (nuint)width) * scale;
            }

            (new Vector<float>(target[lane..]) + (one * factor)).CopyTo(target[lane..]);
            (new Vector<float>(target[(lane + width)..]) + (two * factor)).CopyTo(target[(lane + width)..]);
        }

        for (; lane < stride; lane += width)
        {
            var sum = Vector<float>.Zero;
            foreach (var item in items)
                sum += Vector.LoadUnsafe(ref first, (nuint)((((long)offset + item) * stride) + lane)) * (factors.IsEmpty ? 1 : factors[item]);
            (new Vector<float>(target[lane..]) + (sum * factor)).CopyTo(target[lane..]);
        }
    }
}
