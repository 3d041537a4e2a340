namespace FusionScorer.Core.Graph;

/// <summary>Turns compressed sparse rows into columns; the lists of the result are ascending (a counting sort).</summary>
internal static class Transposition
{
    /// <summary>Rows without doubles.</summary>
    public static (int[] Start, int[] Items) OfDistinct(int[] start, int[] items, int count)
    {
        var size = new int[count + 1];
        foreach (var to in items)
            size[to + 1]++;
        Accumulate(size);
        var next = size.AsSpan(0, count).ToArray();
        var result = new int[items.Length];
        for (var from = 0; from < start.Length - 1; from++)
        {
            foreach (var to in items.AsSpan(start[from], start[from + 1] - start[from]))
                result[next[to]++] = from;
        }

        return (size, result);
    }

    /// <summary>Turns sizes at 1 … n into offsets.</summary>
    public static void Accumulate(int[] sizes)
    {
        for (var i = 1; i < sizes.Length; i++)
            sizes[i] += sizes[i - 1];
    }
}
