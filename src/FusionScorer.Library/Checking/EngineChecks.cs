using System.Text.RegularExpressions;
using FusionScorer.Library.Postgres;
using FusionScorer.Library.Sql;
using FusionScorer.Library.Sqlite;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Checking;

/// <summary>What the engine itself knows: damage of its files, and whether the schema is as the migrations make it.</summary>
internal static partial class EngineChecks
{
    private const int MostLines = 100;
    private const string Restore = "restore the database from a backup (fusion db backup makes them)";

    /// <summary>The engine's own check.</summary>
    public static IEnumerable<CheckFinding> Engine(CheckedDatabase database) => database.IsFile ? SqliteIntegrity(database.Connection) : PostgresValidity(database.Connection);

    /// <summary>Tables, indexes and triggers that are missing or, in SQLite, changed.</summary>
    public static IEnumerable<CheckFinding> Schema(CheckedDatabase database)
    {
        var faults = (database.IsFile ? SqliteObjects(database.Connection) : PostgresObjects(database.Connection))
            .OrderByDescending(name => name.StartsWith("table", StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal)
            .ToList();
        return faults.Count == 0 ? [] : [new CheckFinding("schema", "tables, indexes or triggers are missing or changed", faults.Count, faults[0], Restore)];
    }

    private static IEnumerable<CheckFinding> SqliteIntegrity(SqlConnection connection)
    {
        List<string> lines;
        try
        {
            lines = connection.Rows($"PRAGMA integrity_check({MostLines})", row => row.String(0));
        }
        catch (SqliteException error)
        {
            lines = [error.Message];
        }

        return lines is ["ok"] or [] ? [] : [new CheckFinding("engine", "SQLite's integrity check finds damage", lines.Count, lines[0].ReplaceLineEndings(" "), Restore)];
    }

    private static IEnumerable<CheckFinding> PostgresValidity(SqlConnection connection)
    {
        var names = connection.Rows(
            """
            SELECT 'constraint ' || conname FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace
            UNION ALL
            SELECT 'index ' || c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid AND c.relnamespace = current_schema()::regnamespace
            """,
            row => row.String(0));
        return names.Count == 0 ? [] : [new CheckFinding("engine", "constraints or indexes that PostgreSQL does not hold valid", names.Count, names[0], "run VALIDATE CONSTRAINT or REINDEX on the server, or restore a backup")];
    }

    private static List<string> SqliteObjects(SqlConnection connection)
    {
        using var fresh = new SqliteLink(new SqliteConnection("Data Source=:memory:;Pooling=False"));
        fresh.Connection.Open();
        foreach (var step in SchemaMigrator.BuiltIn)
            fresh.Run(step.Sql);
        var found = Objects(connection);
        return [.. Objects(fresh).Where(expected => !found.TryGetValue(expected.Key, out var sql) || sql != expected.Value).Select(expected => expected.Key)];
    }

    private static Dictionary<string, string> Objects(SqlConnection connection) => connection
        .Rows("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'", row => (Name: row.String(0), Sql: row.String(1)))
        .ToDictionary(row => row.Name, row => row.Sql, StringComparer.Ordinal);

    private static List<string> PostgresObjects(SqlConnection connection)
    {
        var found = connection.Rows(
            """
            SELECT CASE relkind WHEN 'i' THEN 'index ' ELSE 'table ' END || relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'i')
            UNION ALL
            SELECT 'trigger ' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal AND t.tgenabled <> 'D'
            """,
            row => row.String(0)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. PostgresMigrator.BuiltIn
                .SelectMany(step => Created().Matches(step.Sql))
                .Select(match => $"{match.Groups["kind"].Value.ToLowerInvariant()} {match.Groups["name"].Value}")
                .Where(name => !found.Contains(name)),
        ];
    }

    [GeneratedRegex(@"^CREATE (UNIQUE )?(?<kind>TABLE|INDEX|TRIGGER) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Created();
}
