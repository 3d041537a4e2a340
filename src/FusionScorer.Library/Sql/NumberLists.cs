namespace FusionScorer.Library.Sql;

/// <summary>Rows by lists of numbers, in few statements of one size, so that each is compiled once.</summary>
internal static class NumberLists
{
    private const int Size = 200;

    // No row has it: fills up the last list.
    private const long Nobody = -1;

    private static readonly string List = $" IN ({string.Join(", ", Enumerable.Range(1, Size).Select(i => $"${i}"))}) ";

    /// <summary>Reads the rows of these numbers.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="select">A query up to and with the column that is compared.</param>
    /// <param name="numbers">Above 0, in any order; one given twice counts once.</param>
    /// <param name="order">Orders rows by that column.</param>
    /// <param name="row">Reads a row.</param>
    /// <returns>Rows by ascending number; those that are not there are left out.</returns>
    public static List<T> Rows<T>(SqlConnection connection, string select, IReadOnlyCollection<long> numbers, string order, Func<SqlRow, T> row)
    {
        var rows = new List<T>(numbers.Count);
        if (numbers.Count == 0)
            return rows;
        using var find = connection.Prepare(select + List + order, Size);
        var values = new object?[Size];
        foreach (var chunk in numbers.Distinct().Order().Chunk(Size))
        {
            for (var i = 0; i < Size; i++)
                values[i] = i < chunk.Length ? chunk[i] : Nobody;
            using var reader = find.Query(values);
            while (reader.Read())
                rows.Add(row(reader));
        }

        return rows;
    }
}
