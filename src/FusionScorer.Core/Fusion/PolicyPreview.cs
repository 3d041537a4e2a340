using System.Collections.Immutable;

namespace FusionScorer.Core.Fusion;

/// <summary>A clip whose level another setting would change.</summary>
/// <param name="Row">The clip.</param>
/// <param name="From">Its level before.</param>
/// <param name="To">Its level after.</param>
/// <param name="Change">How far its posterior moves: the total variation distance, half the sum of all changes of probability, 0 to 1.</param>
public readonly record struct MovedRow(int Row, int From, int To, double Change);

/// <summary>What a model's own posterior expects of the levels shown: means over clips.</summary>
/// <param name="Accuracy">Probability that the level is right.</param>
/// <param name="UnderRated">Probability that the truth is stricter.</param>
/// <param name="OverRated">Probability that the truth is milder.</param>
/// <param name="Cost">Expected cost of the level.</param>
public readonly record struct ExpectedRates(double Accuracy, double UnderRated, double OverRated, double Cost);

/// <summary>What another setting would do to all clips. With the same blocks on both sides the fit is held fixed: saving refits, and may move a few clips more or less.</summary>
public sealed record PolicyPreview
{
    private PolicyPreview(int levels, ImmutableArray<int> counts, int spokenFor, ExpectedRates before, ExpectedRates after, ImmutableArray<MovedRow> examples)
    {
        Levels = levels;
        Counts = counts;
        SpokenFor = spokenFor;
        Before = before;
        After = after;
        Examples = examples;
    }

    /// <summary>K.</summary>
    public int Levels { get; }

    /// <summary>K × K numbers of clips, by level before, then level after; the diagonal holds those that stay.</summary>
    public ImmutableArray<int> Counts { get; }

    /// <summary>How many clips <see cref="Before"/> and <see cref="After"/> speak for.</summary>
    public int SpokenFor { get; }

    /// <summary>What the posterior before expects of the levels before; zeros without clips.</summary>
    public ExpectedRates Before { get; }

    /// <summary>What the posterior after expects of the levels after; zeros without clips.</summary>
    public ExpectedRates After { get; }

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

    /// <summary>Compares two settings in one pass over the blocks.</summary>
    /// <param name="before">The setting in force.</param>
    /// <param name="after">The setting to try, over the same n clips in the same order.</param>
    /// <param name="examples">How many moved clips to name at most.</param>
    /// <param name="among">n flags: clips that the expected rates are to speak for; empty for all. Moves are counted over all.</param>
    /// <param name="parallelism">Threads, at least 1; the result does not depend on it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">The settings have other levels, clips or costs, or the flags are not one a clip.</exception>
    public static PolicyPreview Of(
        LevelSetting before, LevelSetting after, int examples = 10, ReadOnlyMemory<bool> among = default, int parallelism = 1, CancellationToken cancellation = default)
    {
        LevelSetting.Check(before, after);
        var (n, k) = (before.Blocks.Rows, before.Blocks.Levels);
        if (!among.IsEmpty && among.Length != n)
            throw new ArgumentException($"{among.Length} flags are not one for each of {n} clips", nameof(among));

        // Sums are kept span by span and added in order, so that they do not depend on who did which span.
        var sums = new (ExpectedRates Before, ExpectedRates After)[(n / FusedPosterior.RowsAtOnce) + 1];
        var workers = new List<Worker>();
        FusedPosterior.Run(n, parallelism, () =>
        {
            var worker = new Worker(before, after, among, examples);
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

        var spokenFor = among.IsEmpty ? n : among.Span.Count(true);
        return new PolicyPreview(
            k, [.. counts], spokenFor, Mean(sums.Select(sum => sum.Before), spokenFor), Mean(sums.Select(sum => sum.After), spokenFor),
            [.. workers.SelectMany(worker => worker.Examples).OrderByDescending(row => row.Change).ThenBy(row => row.Row).Take(examples)]);
    }

    private static ExpectedRates Mean(IEnumerable<ExpectedRates> sums, int n)
    {
        var sum = sums.Aggregate(Add);
        n = Math.Max(1, n);
        return new ExpectedRates(sum.Accuracy / n, sum.UnderRated / n, sum.OverRated / n, sum.Cost / n);
    }

    private static ExpectedRates Add(ExpectedRates a, ExpectedRates b) =>
        new(a.Accuracy + b.Accuracy, a.UnderRated + b.UnderRated, a.OverRated + b.OverRated, a.Cost + b.Cost);

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

    private sealed class Worker
    {
        private readonly LevelPair _pair;
        private readonly ReadOnlyMemory<bool> _among;
        private readonly int _examples;
        private readonly float[] _counted = new float[BlockChunk.Size];

        // The row is negated, so that the queue gives up the last row first among equal changes.
        private readonly PriorityQueue<MovedRow, (double Change, int MinusRow)> _largest = new();

        public Worker(LevelSetting before, LevelSetting after, ReadOnlyMemory<bool> among, int examples)
        {
            _pair = new LevelPair(before, after);
            _among = among;
            _examples = examples;
            Counts = new int[before.Blocks.Levels * before.Blocks.Levels];
        }

        public int[] Counts { get; }

        public IEnumerable<MovedRow> Examples => _largest.UnorderedItems.Select(item => item.Element);

        public (ExpectedRates Before, ExpectedRates After) Compare(int start, int end)
        {
            ExpectedRates before = default, after = default;
            for (var from = start; from < end; from += BlockChunk.Size)
            {
                var count = Math.Min(BlockChunk.Size, end - from);
                _pair.Load(from, count);
                Mark(from, count);
                before = Add(before, _pair.Before.Sum(_counted));
                after = Add(after, _pair.After.Sum(_counted));
                ReadOnlySpan<int> old = _pair.Before.Levels, now = _pair.After.Levels;
                for (var i = 0; i < count; i++)
                {
                    Counts[(old[i] * _pair.Levels) + now[i]]++;
                    if (old[i] != now[i])
                        Remember(new MovedRow(from + i, old[i], now[i], _pair.Change(i)));
                }
            }

            return (before, after);
        }

        private void Mark(int from, int count)
        {
            if (_among.IsEmpty)
            {
                _counted.AsSpan(0, count).Fill(1);
            }
            else
            {
                var among = _among.Span.Slice(from, count);
                for (var i = 0; i < among.Length; i++)
                    _counted[i] = among[i] ? 1 : 0;
            }

            _counted.AsSpan(count).Clear();
        }

        private void Remember(MovedRow row)
        {
            if (_largest.Count < _examples)
                _largest.Enqueue(row, (row.Change, -row.Row));
            else if (_largest.TryPeek(out _, out var least) && (row.Change, -row.Row).CompareTo(least) > 0)
                _largest.EnqueueDequeue(row, (row.Change, -row.Row));
        }
    }
}
