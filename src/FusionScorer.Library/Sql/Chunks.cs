namespace FusionScorer.Library.Sql;

/// <summary>Cuts bulk work into transactions small enough that a decision need not wait for it.</summary>
internal static class Chunks
{
    /// <summary>The most rows of a transaction.</summary>
    public const int MaxRows = 1000;

    /// <summary>Cuts into runs of at most <see cref="MaxRows"/> rows; an item that has more by itself makes a run of its own.</summary>
    public static IEnumerable<List<T>> By<T>(IEnumerable<T> items, Func<T, int> rowsOf)
    {
        var chunk = new List<T>();
        var rows = 0;
        foreach (var item in items)
        {
            var more = rowsOf(item);
            if (chunk.Count > 0 && rows + more > MaxRows)
            {
                yield return chunk;
                chunk = [];
                rows = 0;
            }

            chunk.Add(item);
            rows += more;
        }

        if (chunk.Count > 0)
            yield return chunk;
    }
}
