namespace FusionScorer.Core.Graph;

/// <summary>Turns compressed sparse rows into columns. Each turn leaves the lists of its result ascending (a counting sort).</summary>
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

    /// <summary>The same with ratings; both arrays go with the items.</summary>
    public static (int[] Start, int[] Items, float[] Ratings) OfDistinct(int[] start, int[] items, float[] ratings, int count)
    {
        if (ratings.Length == 0)
        {
            var (plainStart, plain) = OfDistinct(start, items, count);
            return (plainStart, plain, []);
        }

        var size = new int[count + 1];
        foreach (var to in items)
            size[to + 1]++;
        Accumulate(size);
        var next = size.AsSpan(0, count).ToArray();
        var result = new int[items.Length];
        var rated = new float[items.Length];
        for (var from = 0; from < start.Length - 1; from++)
        {
            for (var i = start[from]; i < start[from + 1]; i++)
            {
                var at = next[items[i]]++;
                result[at] = from;
                rated[at] = ratings[i];
            }
        }

        return (size, result, rated);
    }

    /// <summary>Rows with doubles, which fall out: of each the last one's rating stays.</summary>
    public static (int[] Start, int[] Items, float[] Ratings) Of(int[] start, int[] items, float[] ratings, int count)
    {
        var last = new int[count];
        Array.Fill(last, -1);
        var size = new int[count + 1];
        for (var from = 0; from < start.Length - 1; from++)
        {
            foreach (var to in items.AsSpan(start[from], start[from + 1] - start[from]))
            {
                size[to + 1] += last[to] == from ? 0 : 1;
                last[to] = from;
            }
        }

        Accumulate(size);
        var next = size.AsSpan(0, count).ToArray();
        var result = new int[size[^1]];
        var rated = ratings.Length == 0 ? [] : new float[size[^1]];
        Array.Fill(last, -1);
        for (var from = 0; from < start.Length - 1; from++)
        {
            for (var i = start[from]; i < start[from + 1]; i++)
            {
                var to = items[i];
                if (last[to] != from)
                    result[next[to]++] = from;
                last[to] = from;
                if (rated.Length > 0)
                    rated[next[to] - 1] = ratings[i];
            }
        }

        return (size, result, rated);
    }

    /// <summary>Turns sizes at 1 … n into offsets.</summary>
    public static void Accumulate(int[] sizes)
    {
        for (var i = 1; i < sizes.Length; i++)
            sizes[i] += sizes[i - 1];
    }
}
