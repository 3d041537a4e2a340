using FusionScorer.Core;
using FusionScorer.Library.Postgres;
using FusionScorer.Library.Sql;

namespace FusionScorer.Library.Moving;

/// <summary>A schema of a PostgreSQL server that takes the rows of another store in one transaction.</summary>
internal sealed class PostgresTarget(PostgresLocation location, TimeProvider clock) : CopyTarget
{
    // What a new schema holds by itself.
    private static readonly string[] Seeded = ["link_change", "link_store", "evidence_count", "clip_count"];

    public override string Hold(string text) => PostgresText.Clean(text);

    public override void Run(Action<SqlConnection> fill)
    {
        using var database = PostgresDatabase.Open(location, create: true, clock);
        database.Write(connection =>
        {
            RequireEmpty(connection);

            // Keys between tables are checked faster all at once than row by row, and triggers would count what is counted.
            var keys = connection.Rows(
                "SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2",
                row => (Table: row.String(0), Name: row.String(1), Definition: row.String(2)));
            foreach (var key in keys)
                connection.Run($"ALTER TABLE {key.Table} DROP CONSTRAINT {key.Name}");
            foreach (var table in TableShape.All)
                connection.Run($"ALTER TABLE {table.Name} DISABLE TRIGGER USER");
            foreach (var table in Seeded)
                connection.Run($"DELETE FROM {table}");
            fill(connection);
            foreach (var table in TableShape.All)
                connection.Run($"ALTER TABLE {table.Name} ENABLE TRIGGER USER");
            foreach (var key in keys)
                connection.Run($"ALTER TABLE {key.Table} ADD CONSTRAINT {key.Name} {key.Definition}");
            foreach (var table in TableShape.All)
                connection.Run($"ANALYZE {table.Name}");
        });
    }

    public override void Continue(SqlConnection connection, IReadOnlyDictionary<string, long> sequences)
    {
        foreach (var (table, column) in connection.Rows(PostgresSequences, row => (row.String(0), row.String(1))))
        {
            var last = Math.Max(sequences.GetValueOrDefault(table), (long)connection.Scalar($"SELECT coalesce(max({column}), 0) FROM {table}")!);
            connection.Scalar("SELECT setval(pg_get_serial_sequence(quote_ident($1), $2)::regclass, $3, $4 = 1)", table, column, Math.Max(1, last), last > 0);
        }
    }

    private void RequireEmpty(SqlConnection connection)
    {
        foreach (var table in TableShape.All.Select(table => table.Name).Except(Seeded, StringComparer.Ordinal))
        {
            if (connection.Scalar($"SELECT 1 FROM {table} LIMIT 1") is not null)
                throw new BadInputException(location.ToString(), 0, $"holds a project already (table {table} has rows): name another schema with --schema NAME");
        }
    }
}
