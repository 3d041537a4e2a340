using FusionScorer.Core.Levels;
using FusionScorer.Library.Policies;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>What the model expects of the levels that it shows, on average over many rows.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Confidence">Mean probability that the level is right; NaN over no row, as the others.</param>
/// <param name="UnderRated">Mean probability that the truth is stricter.</param>
/// <param name="Cost">Mean expected cost.</param>
internal readonly record struct ShownMeans(int Rows, double Confidence, double UnderRated, double Cost)
{
    private const int Block = 1 << 16;
    private const int Stretch = 1 << 12;

    /// <summary>Over the rows that take part. Threads work rows out, one adds them up in order: the same bits whatever the machine.</summary>
    /// <param name="posterior">n × K probabilities.</param>
    /// <param name="rows">n, true for those that take part.</param>
    /// <param name="policy">Says which level is shown.</param>
    /// <param name="cost">Its costs.</param>
    public static ShownMeans Of(ReadOnlyMemory<float> posterior, bool[] rows, Policy policy, CostMatrix cost)
    {
        var levels = cost.Levels;
        var shown = new ShownLevel[Math.Min(rows.Length, Block)];
        var count = 0;
        double confidence = 0, under = 0, costs = 0;
        for (var from = 0; from < rows.Length; from += Block)
        {
            var (start, length) = (from, Math.Min(Block, rows.Length - from));
            Parallel.For(0, (length + Stretch - 1) / Stretch, stretch =>
            {
                Span<double> p = stackalloc double[levels];
                for (var i = stretch * Stretch; i < Math.Min(length, (stretch + 1) * Stretch); i++)
                {
                    if (rows[start + i])
                        shown[i] = ShownLevel.Of(Row(posterior.Span, start + i, p), policy, cost);
                }
            });
            for (var i = 0; i < length; i++)
            {
                if (!rows[start + i])
                    continue;
                count++;
                confidence += shown[i].Confidence;
                under += shown[i].UnderRated;
                costs += shown[i].Cost;
            }
        }

        return new ShownMeans(count, confidence / count, under / count, costs / count);
    }

    /// <summary>A row's probabilities.</summary>
    public static ReadOnlySpan<double> Row(ReadOnlySpan<float> posterior, int row, Span<double> into)
    {
        for (var level = 0; level < into.Length; level++)
            into[level] = posterior[(row * into.Length) + level];
        return into;
    }
}
