using FusionScorer.Library.Sql;
using FusionScorer.Library.Sqlite;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Moving;

/// <summary>A new SQLite file that takes the rows of another store.</summary>
/// <param name="path">Where it is made; whoever asked for it puts it in its place.</param>
/// <param name="clock">Gives the time of its schema.</param>
internal sealed class SqliteTarget(string path, TimeProvider clock) : CopyTarget
{
    public override string Hold(string text) => text;

    public override void Run(Action<SqlConnection> fill)
    {
        using var connection = new SqliteLink(SqliteFiles.Open(path, SqliteOpenMode.ReadWriteCreate));

        // The file is thrown away when anything fails, so a journal would be for nothing.
        connection.Run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -64000");
        SchemaMigrator.Apply(connection.Connection, path, SchemaMigrator.BuiltIn, clock);
        connection.Run("BEGIN");
        var triggers = connection.Rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", row => (Name: row.String(0), Sql: row.String(1)));
        foreach (var trigger in triggers)
            connection.Run($"DROP TRIGGER {trigger.Name}");
        foreach (var table in TableShape.All)
            connection.Run($"DELETE FROM {table.Name}");
        connection.Run("DELETE FROM sqlite_sequence");
        fill(connection);
        foreach (var trigger in triggers)
            connection.Run(trigger.Sql);
        connection.Run("COMMIT");
    }

    public override void Continue(SqlConnection connection, IReadOnlyDictionary<string, long> sequences)
    {
        var own = connection
            .Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'", row => row.String(0))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (table, last) in sequences.Where(pair => own.Contains(pair.Key)))
        {
            if (connection.Run("UPDATE sqlite_sequence SET seq = max(seq, $2) WHERE name = $1", table, last) == 0)
                connection.Run("INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)", table, last);
        }
    }
}
