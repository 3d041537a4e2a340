using System.Data.Common;
using FusionScorer.Core;
using FusionScorer.Library.Sqlite;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Checking;

/// <summary>A project's SQLite file, looked at while others work with it.</summary>
public sealed class SqliteCheckedDatabase : CheckedDatabase
{
    private const int MostLines = 100;
    private const string Restore = "restore the database from a backup (fusion db backup makes them)";
    private readonly SqliteConnection _connection;
    private readonly string _path;

    private SqliteCheckedDatabase(SqliteConnection connection, string path, int version)
    {
        _connection = connection;
        _path = path;
        Version = version;
    }

    /// <inheritdoc/>
    public override string Name => _path;

    /// <inheritdoc/>
    public override int Version { get; }

    /// <inheritdoc/>
    public override int LatestVersion => SchemaMigrator.BuiltIn[^1].Version;

    /// <summary>Opens a file and begins the snapshot.</summary>
    /// <exception cref="BadInputException">The file is missing, no database of this program, newer than the program, or cannot be read.</exception>
    public static SqliteCheckedDatabase Open(string path)
    {
        if (!File.Exists(path))
            throw new BadInputException(path, 0, "there is no project database here: make one with `fusion init`, or restore a backup");
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteFiles.OpenToRead(path);
            connection.Run("BEGIN");
            return new SqliteCheckedDatabase(connection, path, SchemaMigrator.Version(connection, path, SchemaMigrator.BuiltIn[^1].Version));
        }
        catch (Exception error)
        {
            connection?.Dispose();
            StoreFault.ThrowIfFault(error, path);
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _connection.Dispose();

    internal override IEnumerable<CheckFinding> Engine()
    {
        List<string> lines;
        try
        {
            lines = _connection.Rows($"PRAGMA integrity_check({MostLines})", row => row.String(0));
        }
        catch (SqliteException error)
        {
            lines = [error.Message];
        }

        if (lines is not ["ok"] and not [])
            yield return new CheckFinding("engine", "SQLite's integrity check finds damage", lines.Count, lines[0].ReplaceLineEndings(" "), Restore);
    }

    internal override IEnumerable<CheckFinding> Schema()
    {
        using var fresh = new SqliteConnection("Data Source=:memory:;Pooling=False");
        fresh.Open();
        foreach (var step in SchemaMigrator.BuiltIn)
            fresh.Run(step.Sql);
        var found = Objects(_connection);
        var faults = Objects(fresh)
            .Where(expected => !found.TryGetValue(expected.Key, out var sql) || sql != expected.Value)
            .Select(expected => expected.Key)
            .OrderByDescending(name => name.StartsWith("table", StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal)
            .ToList();
        if (faults.Count > 0)
            yield return new CheckFinding("schema", "tables, indexes or triggers are missing or changed", faults.Count, faults[0], Restore);
    }

    internal override void Each(string sql, Action<DbDataReader> visit)
    {
        using var command = _connection.Prepare(sql, 0);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            visit(reader);
    }

    internal override void Vectors(string sql, KeyedVectorVisitor visit)
    {
        using var command = _connection.Prepare(sql, 0);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            visit(reader.Whole(0), reader.FloatSpan(1));
    }

    private static Dictionary<string, string> Objects(SqliteConnection connection) => connection
        .Rows("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'", row => (Name: row.String(0), Sql: row.String(1)))
        .ToDictionary(row => row.Name, row => row.Sql, StringComparer.Ordinal);
}
