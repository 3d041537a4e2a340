using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Numerics;

namespace FusionScorer.Core.Classification;

/// <summary>Products of stored rows with weights, signal by signal.</summary>
internal static class BlockScores
{
    /// <summary>Each signal's contrasts for one row: S × C numbers.</summary>
    /// <param name="design">The rows.</param>
    /// <param name="row">Which.</param>
    /// <param name="weights">C × stride, from <see cref="DesignMatrix.Spread"/>.</param>
    /// <param name="result">S × C numbers, overwritten.</param>
    public static void Contrasts(DesignMatrix design, int row, ReadOnlySpan<float> weights, Span<float> result)
    {
        var width = Vector<float>.Count;
        var stride = design.Stride;
        var contrasts = weights.Length / Math.Max(1, stride);
        ref var x = ref MemoryMarshal.GetReference(design.Row(row));
        ref var w = ref MemoryMarshal.GetReference(weights);
        for (var s = 0; s < design.Signals.Length; s++)
        {
            int from = design.SegmentStart(s), to = design.SegmentStart(s + 1);
            for (var a = 0; a < contrasts; a++)
            {
                var sum = Vector<float>.Zero;
                for (var c = from; c + width <= to; c += width)
                    sum += Vector.LoadUnsafe(ref x, (nuint)c) * Vector.LoadUnsafe(ref w, (nuint)((a * stride) + c));
                result[(s * contrasts) + a] = Vector.Sum(sum);
            }
        }
    }

    /// <summary>The blocks of all rows, in parallel over rows; the result does not depend on the number of threads.</summary>
    /// <param name="design">n rows.</param>
    /// <param name="contrasts">The contrasts of K levels.</param>
    /// <param name="weights">C × d numbers.</param>
    /// <param name="temperature">T.</param>
    /// <param name="nearbySignals">Signals that have contrasts beside those of the stored rows.</param>
    /// <param name="nearby">Those contrasts, n × C for each.</param>
    /// <param name="parallelism">Threads.</param>
    public static SignalBlocks Compute(DesignMatrix design, LevelContrasts contrasts, ReadOnlySpan<double> weights, double temperature, ImmutableArray<int> nearbySignals, float[][] nearby, int parallelism)
    {
        int signals = design.Signals.Length, levels = contrasts.Levels, count = contrasts.Count;
        var spread = design.Spread(weights);
        var values = new float[(long)design.Rows * signals * levels];
        var bias = new double[levels];
        var constant = new double[count];
        for (var a = 0; a < count; a++)
            constant[a] = weights[a * design.Columns];
        contrasts.Logits(constant, bias);
        var table = new float[levels * count];
        for (var y = 0; y < levels; y++)
        {
            for (var a = 0; a < count; a++)
                table[(y * count) + a] = (float)contrasts.Of(y)[a];
        }

        RowChunks.Run(design.Rows, parallelism, (from, to) =>
        {
            Span<float> z = stackalloc float[signals * count];
            for (var row = from; row < to; row++)
            {
                Contrasts(design, row, spread, z);
                for (var l = 0; l < nearby.Length; l++)
                {
                    for (var a = 0; a < count; a++)
                        z[(nearbySignals[l] * count) + a] += nearby[l][(row * count) + a];
                }

                var block = values.AsSpan(row * signals * levels, signals * levels);
                for (var s = 0; s < signals; s++)
                {
                    for (var y = 0; y < levels; y++)
                    {
                        var sum = 0f;
                        for (var a = 0; a < count; a++)
                            sum += table[(y * count) + a] * z[(s * count) + a];
                        block[(s * levels) + y] = sum;
                    }
                }
            }
        });
        return new SignalBlocks(design.Rows, levels, design.Signals, [.. bias], temperature, values);
    }
}
