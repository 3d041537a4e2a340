using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusionScorer.Core.Fusion;

/// <summary>Sums of spans of doubles, four at a time.</summary>
internal static class Lanes
{
    public const int Width = 4;

    /// <summary>sum = a + b; lengths equal and a multiple of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sum)
    {
        if (b.Length != a.Length || sum.Length != a.Length)
            throw new ArgumentException("spans differ in length", nameof(sum));
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        ref var z = ref MemoryMarshal.GetReference(sum);
        for (nuint i = 0; i + Width <= (nuint)a.Length; i += Width)
            (Vector256.LoadUnsafe(ref x, i) + Vector256.LoadUnsafe(ref y, i)).StoreUnsafe(ref z, i);
    }
}
