using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusionScorer.Core.Fusion;

/// <summary>Sums of spans of doubles, four at a time.</summary>
internal static class Lanes
{
    public const int Width = 4;

    /// <summary>The row length of five to eight levels, which the inner loops take at once.</summary>
    public const nuint Eight = 8;

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

    /// <summary>The sum of all numbers; a multiple of four of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(ReadOnlySpan<double> a)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        var sum = Vector256<double>.Zero;
        for (nuint i = 0; i + Width <= (nuint)a.Length; i += Width)
            sum += Vector256.LoadUnsafe(ref x, i);
        return Vector256.Sum(sum);
    }

    /// <summary>to += a × scale; lengths equal and a multiple of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(ReadOnlySpan<double> a, double scale, Span<double> to)
    {
        if (to.Length != a.Length)
            throw new ArgumentException("spans differ in length", nameof(to));
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var z = ref MemoryMarshal.GetReference(to);
        var factor = Vector256.Create(scale);
        for (nuint i = 0; i + Width <= (nuint)a.Length; i += Width)
            (Vector256.LoadUnsafe(ref z, i) + (Vector256.LoadUnsafe(ref x, i) * factor)).StoreUnsafe(ref z, i);
    }

    /// <summary>Natural logarithms in place; a multiple of four of them.</summary>
    public static void Log(Span<double> a)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        for (nuint i = 0; i + Width <= (nuint)a.Length; i += Width)
            Vector256.Log(Vector256.LoadUnsafe(ref x, i)).StoreUnsafe(ref x, i);
    }

    /// <summary>from = max(0, from − what): rounding may leave a little less than nothing. Lengths equal and a multiple of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TakeAway(Span<double> from, ReadOnlySpan<double> what)
    {
        if (from.Length != what.Length)
            throw new ArgumentException("spans differ in length", nameof(what));
        ref var x = ref MemoryMarshal.GetReference(from);
        ref var y = ref MemoryMarshal.GetReference(what);
        for (nuint i = 0; i + Width <= (nuint)from.Length; i += Width)
            Vector256.Max(Vector256.LoadUnsafe(ref x, i) - Vector256.LoadUnsafe(ref y, i), Vector256<double>.Zero).StoreUnsafe(ref x, i);
    }

    /// <summary>Σ x ln x with 0 ln 0 = 0; a multiple of four numbers, none negative; four that are all below 10⁻¹² count as none.</summary>
    public static double SumXLogX(ReadOnlySpan<double> a)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        var least = Vector256.Create(1e-300);
        var small = Vector256.Create(1e-12);
        var sum = Vector256<double>.Zero;
        for (nuint i = 0; i + Width <= (nuint)a.Length; i += Width)
        {
            var value = Vector256.LoadUnsafe(ref x, i);
            if (Vector256.GreaterThanAny(value, small))
                sum += value * Vector256.Log(Vector256.Max(value, least));
        }

        return Vector256.Sum(sum);
    }
}
