using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusionScorer.Core.Fusion;

/// <summary>Arithmetic on spans of doubles, four at a time. A result never depends on where in a span its number stands.</summary>
internal static class Lanes
{
    private const int Width = 4;

    /// <summary>sum = a + b; lengths equal and a multiple of four.</summary>
    public static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sum)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        ref var z = ref MemoryMarshal.GetReference(sum);
        if (b.Length < a.Length || sum.Length < a.Length)
            throw new ArgumentException("spans differ in length", nameof(sum));
        for (nuint i = 0; i + Width <= (nuint)a.Length; i += Width)
            (Vector256.LoadUnsafe(ref x, i) + Vector256.LoadUnsafe(ref y, i)).StoreUnsafe(ref z, i);
    }

    /// <summary>Each number's exponential, in place.</summary>
    public static void Exp(Span<double> values)
    {
        Span<double> tail = stackalloc double[Width];
        while (!values.IsEmpty)
        {
            var whole = values.Length & ~(Width - 1);
            ref var x = ref MemoryMarshal.GetReference(values);
            for (nuint i = 0; i < (nuint)whole; i += Width)
                Vector256.Exp(Vector256.LoadUnsafe(ref x, i)).StoreUnsafe(ref x, i);
            values = values[whole..];
            if (values.IsEmpty || values.Length >= Width)
                continue;
            tail.Clear();
            values.CopyTo(tail);
            Exp(tail);
            tail[..values.Length].CopyTo(values);
            return;
        }
    }
}
