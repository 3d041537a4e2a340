namespace FusionScorer.Library.Sql;

/// <summary>Pieces of SQL text.</summary>
internal static class SqlText
{
    /// <summary><c>$1, $2, …</c></summary>
    public static string Parameters(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => $"${i}"));
}
