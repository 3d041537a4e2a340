namespace FusionScorer.Library.Sql;

/// <summary>The SQL that bulk writers share.</summary>
internal static class BulkSql
{
    /// <summary>Updates rows that are there in all columns but those of the key; empty without a key.</summary>
    public static string OnConflict(IReadOnlyList<string> columns, string? key)
    {
        if (key is null)
            return "";
        var keys = key.Split(',', StringSplitOptions.TrimEntries);
        return $" ON CONFLICT ({key}) DO UPDATE SET {string.Join(", ", columns.Except(keys, StringComparer.Ordinal).Select(column => $"{column} = excluded.{column}"))}";
    }
}
