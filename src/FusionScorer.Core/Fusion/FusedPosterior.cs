namespace FusionScorer.Core.Fusion;

/// <summary>The one posterior that decides level, queue, preview and account: softmax((b + Σ_s w_s g_s) / T), one pass over the signal blocks, in float32.</summary>
/// <remarks>The same numbers at any parallelism: a clip's result depends on its own blocks alone.</remarks>
public static class FusedPosterior
{
    // Clips that one worker takes at a time: enough that handing them out costs nothing.
    internal const int RowsAtOnce = 32 * BlockChunk.Size;

    /// <summary>The posterior of every clip.</summary>
    /// <param name="blocks">n × S × K.</param>
    /// <param name="weights">Signal weights.</param>
    /// <param name="parallelism">Threads, at least 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>n × K probabilities, row by row.</returns>
    public static float[] Compute(SignalBlocks blocks, SignalWeights weights, int parallelism = 1, CancellationToken cancellation = default)
    {
        var p = new float[blocks.Rows * blocks.Levels];
        Run(
            blocks.Rows, parallelism, () => new BlockChunk(blocks, weights),
            (chunk, start, end) => Fill(chunk, start, p.AsSpan(start * blocks.Levels, (end - start) * blocks.Levels), blocks.Levels), cancellation);
        return p;
    }

    /// <summary>The posterior of some clips in a row.</summary>
    /// <param name="blocks">n × S × K.</param>
    /// <param name="weights">Signal weights.</param>
    /// <param name="start">The first clip.</param>
    /// <param name="p">K probabilities for each clip wanted, overwritten.</param>
    /// <exception cref="ArgumentException">There are not so many clips, or the span does not hold whole clips.</exception>
    public static void Compute(SignalBlocks blocks, SignalWeights weights, int start, Span<float> p)
    {
        if (p.Length % blocks.Levels != 0 || start < 0 || p.Length / blocks.Levels > blocks.Rows - start)
            throw new ArgumentException($"{p.Length} probabilities from row {start} do not fit {blocks.Rows} rows of {blocks.Levels} levels", nameof(p));
        Fill(new BlockChunk(blocks, weights), start, p, blocks.Levels);
    }

    /// <summary>The posterior of some clips.</summary>
    /// <param name="blocks">n × S × K.</param>
    /// <param name="weights">Signal weights.</param>
    /// <param name="rows">Which clips, in any order.</param>
    /// <returns>K probabilities for each of them, the same numbers as for all clips at once.</returns>
    public static float[] Compute(SignalBlocks blocks, SignalWeights weights, ReadOnlySpan<int> rows)
    {
        var k = blocks.Levels;
        var p = new float[rows.Length * k];
        var chunk = new BlockChunk(blocks, weights);
        for (var from = 0; from < rows.Length; from += BlockChunk.Size)
        {
            var some = rows.Slice(from, Math.Min(BlockChunk.Size, rows.Length - from));
            chunk.Load(some);
            for (var i = 0; i < some.Length; i++)
            {
                for (var y = 0; y < k; y++)
                    p[((from + i) * k) + y] = chunk[i, y];
            }
        }

        return p;
    }

    /// <summary>How much each signal moves posteriors: the mean over clips and levels of |w_s (g_s(y) − mean over levels of g_s)| / T, in nats.</summary>
    /// <param name="blocks">n × S × K.</param>
    /// <param name="weights">Signal weights.</param>
    /// <returns>S numbers; 0 without clips.</returns>
    public static double[] MeanContribution(SignalBlocks blocks, SignalWeights weights)
    {
        var mean = new double[blocks.Signals.Length];
        for (var row = 0; row < blocks.Rows; row++)
        {
            for (var s = 0; s < mean.Length; s++)
            {
                var g = blocks.Of(row, s);
                var centre = 0.0;
                foreach (var value in g)
                    centre += value;
                centre /= g.Length;
                foreach (var value in g)
                    mean[s] += Math.Abs(value - centre);
            }
        }

        for (var s = 0; s < mean.Length; s++)
            mean[s] *= weights.Of(blocks.Signals[s]) / blocks.Temperature / Math.Max(1, (double)blocks.Rows * blocks.Levels);
        return mean;
    }

    /// <summary>Hands out spans of rows to workers, each with its own scratch.</summary>
    internal static void Run<T>(int rows, int parallelism, Func<T> scratch, Action<T, int, int> work, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        var spans = (rows + RowsAtOnce - 1) / RowsAtOnce;
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation };
        Parallel.For(0, spans, options, scratch, (span, _, own) =>
        {
            work(own, span * RowsAtOnce, Math.Min(rows, (span + 1) * RowsAtOnce));
            return own;
        }, _ => { });
    }

    private static void Fill(BlockChunk chunk, int start, Span<float> p, int levels)
    {
        for (var from = 0; from < p.Length / levels; from += BlockChunk.Size)
        {
            var count = Math.Min(BlockChunk.Size, (p.Length / levels) - from);
            chunk.Load(start + from, count);
            for (var i = 0; i < count; i++)
            {
                for (var y = 0; y < levels; y++)
                    p[((from + i) * levels) + y] = chunk[i, y];
            }
        }
    }
}
