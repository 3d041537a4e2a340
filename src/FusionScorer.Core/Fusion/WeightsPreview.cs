using System.Collections.Immutable;
using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Fusion;

/// <summary>A clip whose level other weights would change.</summary>
/// <param name="Row">The clip.</param>
/// <param name="From">Its level under the weights before.</param>
/// <param name="To">Its level under the weights after.</param>
/// <param name="Change">How far its posterior moves: the total variation distance, half the sum of all changes of probability, 0 to 1.</param>
public readonly record struct MovedRow(int Row, int From, int To, double Change);

/// <summary>What other signal weights would do to all clips, the fit held fixed: saving the weights refits, and may move a few clips more or less.</summary>
public sealed record WeightsPreview
{
    private WeightsPreview(int levels, ImmutableArray<int> counts, double costBefore, double costAfter, ImmutableArray<MovedRow> examples)
    {
        Levels = levels;
        Counts = counts;
        CostBefore = costBefore;
        CostAfter = costAfter;
        Examples = examples;
    }

    /// <summary>K.</summary>
    public int Levels { get; }

    /// <summary>K × K numbers of clips, by level before, then level after; the diagonal holds those that stay.</summary>
    public ImmutableArray<int> Counts { get; }

    /// <summary>Mean expected cost of the levels before, under the posterior before; 0 without clips.</summary>
    public double CostBefore { get; }

    /// <summary>Mean expected cost of the levels after, under the posterior after; 0 without clips.</summary>
    public double CostAfter { get; }

    /// <summary>Clips that move, the largest change first; ties in row order.</summary>
    public ImmutableArray<MovedRow> Examples { get; }

    /// <summary>n.</summary>
    public int Rows => Counts.Sum();

    /// <summary>Clips that get a milder level.</summary>
    public int Milder => Count((from, to) => to < from);

    /// <summary>Clips that get a stricter level.</summary>
    public int Stricter => Count((from, to) => to > from);

    /// <summary>Clips that change level.</summary>
    public int Moved => Milder + Stricter;

    /// <summary>The number of clips that go from one level to another.</summary>
    public int this[int from, int to] => Counts[(from * Levels) + to];

    /// <summary>Previews weights in one pass over the blocks.</summary>
    /// <param name="blocks">n × S × K.</param>
    /// <param name="before">The weights in force.</param>
    /// <param name="after">The weights to try.</param>
    /// <param name="cost">What a wrong level costs.</param>
    /// <param name="leastCost">Whether a clip's level is the one of least expected cost, or else the most probable one.</param>
    /// <param name="examples">How many moved clips to name at most.</param>
    /// <param name="parallelism">Threads, at least 1; the result does not depend on it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">The cost matrix has other levels than the blocks.</exception>
    public static WeightsPreview Of(
        SignalBlocks blocks, SignalWeights before, SignalWeights after, CostMatrix cost, bool leastCost, int examples = 10, int parallelism = 1,
        CancellationToken cancellation = default)
    {
        var k = blocks.Levels;
        if (cost.Levels != k)
            throw new ArgumentException($"costs of {cost.Levels} levels do not fit blocks of {k}", nameof(cost));
        var table = new float[k * k];
        for (var truth = 0; truth < k; truth++)
        {
            for (var shown = 0; shown < k; shown++)
                table[(truth * k) + shown] = (float)cost[truth, shown];
        }

        // Sums are kept span by span and added in order, so that they do not depend on who did which span.
        var sums = new (double Before, double After)[(blocks.Rows / FusedPosterior.RowsAtOnce) + 1];
        var workers = new List<Worker>();
        FusedPosterior.Run(blocks.Rows, parallelism, () =>
        {
            var worker = new Worker(blocks, before, after, table, leastCost, examples);
            lock (workers)
                workers.Add(worker);
            return worker;
        }, (worker, start, end) => sums[start / FusedPosterior.RowsAtOnce] = worker.Compare(start, end), cancellation);

        var counts = new int[k * k];
        foreach (var worker in workers)
        {
            for (var cell = 0; cell < counts.Length; cell++)
                counts[cell] += worker.Counts[cell];
        }

        var n = Math.Max(1, blocks.Rows);
        return new WeightsPreview(
            k, [.. counts], sums.Sum(sum => sum.Before) / n, sums.Sum(sum => sum.After) / n,
            [.. workers.SelectMany(worker => worker.Examples).OrderByDescending(row => row.Change).ThenBy(row => row.Row).Take(examples)]);
    }

    private int Count(Func<int, int, bool> counts)
    {
        var sum = 0;
        for (var from = 0; from < Levels; from++)
        {
            for (var to = 0; to < Levels; to++)
                sum += counts(from, to) ? this[from, to] : 0;
        }

        return sum;
    }

    private sealed class Worker(SignalBlocks blocks, SignalWeights before, SignalWeights after, float[] cost, bool leastCost, int examples)
    {
        private readonly BlockChunk _before = new(blocks, before);
        private readonly BlockChunk _after = new(blocks, after);
        private readonly int[] _from = new int[BlockChunk.Size];
        private readonly int[] _to = new int[BlockChunk.Size];
        private readonly float[] _costFrom = new float[BlockChunk.Size];
        private readonly float[] _costTo = new float[BlockChunk.Size];

        // The row is negated, so that the queue gives up the last row first among equal changes.
        private readonly PriorityQueue<MovedRow, (double Change, int MinusRow)> _largest = new();

        public int[] Counts { get; } = new int[blocks.Levels * blocks.Levels];

        public IEnumerable<MovedRow> Examples => _largest.UnorderedItems.Select(item => item.Element);

        public (double Before, double After) Compare(int start, int end)
        {
            double costBefore = 0, costAfter = 0;
            for (var from = start; from < end; from += BlockChunk.Size)
            {
                var count = Math.Min(BlockChunk.Size, end - from);
                _before.Load(from, count);
                _after.Load(from, count);
                _before.Choose(cost, leastCost, _from, _costFrom);
                _after.Choose(cost, leastCost, _to, _costTo);
                for (var i = 0; i < count; i++)
                {
                    costBefore += _costFrom[i];
                    costAfter += _costTo[i];
                    Counts[(_from[i] * blocks.Levels) + _to[i]]++;
                    if (_from[i] != _to[i])
                        Remember(from + i, i);
                }
            }

            return (costBefore, costAfter);
        }

        private void Remember(int row, int i)
        {
            var change = 0.0;
            for (var y = 0; y < blocks.Levels; y++)
                change += Math.Abs(_after[i, y] - _before[i, y]);
            change /= 2;
            if (_largest.Count < examples)
                _largest.Enqueue(new MovedRow(row, _from[i], _to[i], change), (change, -row));
            else if (_largest.TryPeek(out _, out var least) && (change, -row).CompareTo(least) > 0)
                _largest.EnqueueDequeue(new MovedRow(row, _from[i], _to[i], change), (change, -row));
        }
    }
}
