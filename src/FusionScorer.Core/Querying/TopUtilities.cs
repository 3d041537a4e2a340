namespace FusionScorer.Core.Querying;

/// <summary>The most useful rows without sorting all of them.</summary>
internal static class TopUtilities
{
    /// <summary>Up to <paramref name="count"/> rows in order: highest utility first, ties by row. NaN and −∞ are left out.</summary>
    public static int[] Select(ReadOnlySpan<double> utilities, int count)
    {
        var heap = new PriorityQueue<int, (double Utility, int Row)>(WorstFirst.Instance);
        for (var row = 0; row < utilities.Length; row++)
        {
            var utility = utilities[row];
            if (double.IsNaN(utility) || double.IsNegativeInfinity(utility))
                continue;
            if (heap.Count < count)
                heap.Enqueue(row, (utility, row));
            else if (heap.TryPeek(out _, out var worst) && utility > worst.Utility)
                heap.EnqueueDequeue(row, (utility, row));
        }

        var rows = new int[heap.Count];
        for (var place = rows.Length - 1; place >= 0; place--)
            rows[place] = heap.Dequeue();
        return rows;
    }

    private sealed class WorstFirst : IComparer<(double Utility, int Row)>
    {
        public static readonly WorstFirst Instance = new();

        public int Compare((double Utility, int Row) x, (double Utility, int Row) y) =>
            x.Utility != y.Utility ? x.Utility.CompareTo(y.Utility) : y.Row.CompareTo(x.Row);
    }
}
