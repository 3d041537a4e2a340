namespace FusionScorer.Core.Querying;

/// <summary>The most useful rows without sorting all of them.</summary>
internal static class TopUtilities
{
    /// <summary>Up to <paramref name="count"/> rows in order: highest utility first, ties by row. NaN and −∞ are left out.</summary>
    /// <remarks>One pass: rows above the worst that is still in are collected, and sorted whenever twice as many are there as asked for.</remarks>
    public static int[] Select(ReadOnlySpan<double> utilities, int count)
    {
        if (count <= 0)
            return [];
        var best = new Entry[(int)Math.Min(2L * count, utilities.Length)];
        var held = 0;
        var least = double.NegativeInfinity;
        for (var row = 0; row < utilities.Length; row++)
        {
            // False for NaN too; a tie with the worst loses to it, since rows ascend.
            if (!(utilities[row] > least))
                continue;
            if (held == best.Length)
            {
                best.AsSpan().Sort(default(BestFirst));
                held = count;
                least = best[count - 1].Utility;
                if (!(utilities[row] > least))
                    continue;
            }

            best[held++] = new Entry(utilities[row], row);
        }

        best.AsSpan(0, held).Sort(default(BestFirst));
        var rows = new int[Math.Min(held, count)];
        for (var place = 0; place < rows.Length; place++)
            rows[place] = best[place].Row;
        return rows;
    }

    private readonly record struct Entry(double Utility, int Row);

    private readonly struct BestFirst : IComparer<Entry>
    {
        public int Compare(Entry x, Entry y) => x.Utility != y.Utility ? y.Utility.CompareTo(x.Utility) : x.Row.CompareTo(y.Row);
    }
}
