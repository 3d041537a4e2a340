using FusionScorer.Library.Sql;

namespace FusionScorer.Library.Moving;

/// <summary>An empty store that takes the rows of another one: all of them, or none.</summary>
internal abstract class CopyTarget
{
    /// <summary>Texts that the target cannot hold as they are; counted by whoever writes.</summary>
    public abstract string Hold(string text);

    /// <summary>Takes rows in one transaction, then keeps them.</summary>
    /// <param name="fill">Writes rows into tables that are empty and do nothing by themselves, and compares them.</param>
    public abstract void Run(Action<SqlConnection> fill);

    /// <summary>Makes the numbers that the store gives next go on where the source's would.</summary>
    public abstract void Continue(SqlConnection connection, IReadOnlyDictionary<string, long> sequences);

    /// <summary>The last number given, by table.</summary>
    public static Dictionary<string, long> Sequences(SqlConnection source) => source is Sqlite.SqliteLink
        ? source.Rows("SELECT name, seq FROM sqlite_sequence", row => (row.String(0), row.Whole(1))).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal)
        : source.Rows(
            PostgresSequences + " AND pg_sequence_last_value(pg_get_serial_sequence(quote_ident(table_name), column_name)::regclass) IS NOT NULL",
            row => (row.String(0), row.Whole(2))).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>Table, column and last number of each identity column of a PostgreSQL store.</summary>
    protected const string PostgresSequences =
        "SELECT table_name::text, column_name::text, pg_sequence_last_value(pg_get_serial_sequence(quote_ident(table_name), column_name)::regclass) FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'";
}
