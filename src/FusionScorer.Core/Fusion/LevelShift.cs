using System.Collections.Immutable;

namespace FusionScorer.Core.Fusion;

/// <summary>The level of every clip under two settings, and the clips that differ. Immutable.</summary>
public sealed class LevelShift
{
    private readonly byte[] _from;
    private readonly byte[] _to;
    private readonly MovedRow[] _moved;

    private LevelShift(byte[] from, byte[] to, MovedRow[] moved)
    {
        _from = from;
        _to = to;
        _moved = moved;
    }

    /// <summary>n levels before.</summary>
    public ReadOnlySpan<byte> From => _from;

    /// <summary>n levels after.</summary>
    public ReadOnlySpan<byte> To => _to;

    /// <summary>Clips that move, the largest change first; ties in row order.</summary>
    public ReadOnlySpan<MovedRow> Moved => _moved;

    /// <summary>Whether a clip moves.</summary>
    public bool IsMoved(int row) => _from[row] != _to[row];

    /// <summary>Compares two settings in one pass over the blocks.</summary>
    /// <param name="before">The setting in force.</param>
    /// <param name="after">The setting to try, over the same n clips in the same order.</param>
    /// <param name="parallelism">Threads, at least 1; the result does not depend on it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentException">The settings have other levels, clips or costs.</exception>
    public static LevelShift Of(LevelSetting before, LevelSetting after, int parallelism = 1, CancellationToken cancellation = default)
    {
        LevelSetting.Check(before, after);
        var n = before.Blocks.Rows;
        byte[] from = new byte[n], to = new byte[n];
        var moved = new MovedRow[(n / FusedPosterior.RowsAtOnce) + 1][];
        FusedPosterior.Run(n, parallelism, () => new LevelPair(before, after), (pair, start, end) => moved[start / FusedPosterior.RowsAtOnce] = Compare(pair, start, end, from, to), cancellation);
        var all = moved.SelectMany(rows => rows ?? []).ToArray();

        // Bits of floats that are not negative sort as the floats do.
        Array.Sort(Array.ConvertAll(all, row => ((ulong)~BitConverter.SingleToUInt32Bits((float)row.Change) << 32) | (uint)row.Row), all);
        return new LevelShift(from, to, all);
    }

    /// <summary>Some of the clips that move, the largest change first.</summary>
    /// <param name="from">Only those with this level before; null for any.</param>
    /// <param name="to">Only those with this level after; null for any.</param>
    /// <param name="offset">How many to pass over, 0 or more.</param>
    /// <param name="limit">How many to name at most.</param>
    /// <returns>How many there are in all, and the page.</returns>
    public (int Total, ImmutableArray<MovedRow> Page) Page(int? from, int? to, int offset, int limit)
    {
        var total = 0;
        var page = ImmutableArray.CreateBuilder<MovedRow>();
        foreach (var row in _moved)
        {
            if ((from is { } before && row.From != before) || (to is { } after && row.To != after))
                continue;
            if (total >= offset && page.Count < limit)
                page.Add(row);
            total++;
        }

        return (total, page.ToImmutable());
    }

    private static MovedRow[] Compare(LevelPair pair, int start, int end, byte[] from, byte[] to)
    {
        var moved = new List<MovedRow>();
        for (var at = start; at < end; at += BlockChunk.Size)
        {
            var count = Math.Min(BlockChunk.Size, end - at);
            pair.Load(at, count);
            ReadOnlySpan<int> old = pair.Before.Levels, now = pair.After.Levels;
            for (var i = 0; i < count; i++)
            {
                from[at + i] = (byte)old[i];
                to[at + i] = (byte)now[i];
                if (old[i] != now[i])
                    moved.Add(new MovedRow(at + i, old[i], now[i], pair.Change(i)));
            }
        }

        return [.. moved];
    }
}
