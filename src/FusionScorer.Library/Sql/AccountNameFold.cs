namespace FusionScorer.Library.Sql;

/// <summary>Which account a name means, whatever the case of its letters: the same on each store, and the same as in the review app.</summary>
/// <remarks>SQLite's NOCASE knows the letters a to z alone; PostgreSQL's collation knows all, and takes more than case for equal.</remarks>
internal static class AccountNameFold
{
    /// <summary>Compares names.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>The name as its account has it; null when there is no such account.</summary>
    public static string? Stored(SqlConnection connection, string name)
    {
        var kept = connection.Kept(name);
        var names = connection.Rows("SELECT name FROM account", row => row.String(0));
        return names.Find(stored => stored == kept) ?? names.Find(stored => Comparer.Equals(stored, kept));
    }
}
