using FusionScorer.Library.Moving;
using FusionScorer.Library.Sql;
using FusionScorer.Library.Sqlite;

namespace FusionScorer.Library.Checking;

/// <summary>A store as the check sees it: one snapshot, nothing is changed, not even the schema's version.</summary>
public sealed class CheckedDatabase : IDisposable
{
    private readonly StoreSnapshot _snapshot;

    private CheckedDatabase(StoreSnapshot snapshot) => _snapshot = snapshot;

    /// <summary>The schema's version.</summary>
    public int Version => _snapshot.Version;

    /// <summary>The version that this program writes.</summary>
    public int LatestVersion => _snapshot.LatestVersion;

    /// <summary>Asks it.</summary>
    internal SqlConnection Connection => _snapshot.Connection;

    /// <summary>Whether it is a SQLite file.</summary>
    internal bool IsFile => Connection is SqliteLink;

    /// <summary>Begins the snapshot.</summary>
    /// <exception cref="Core.BadInputException">There is no store, or it is newer than the program, of another one, or cannot be read.</exception>
    public static CheckedDatabase Open(StoreLocation location) => new(StoreSnapshot.Open(location));

    /// <summary>Which links the store holds, as caches of them say; null when it does not say.</summary>
    public (string Store, long Version)? LinkStamp() => Guard(() =>
        Connection.Scalar("SELECT id FROM link_store") is string store ? (store, (long)Connection.Scalar("SELECT coalesce(max(version), 0) FROM link_change")!) : default((string, long)?));

    /// <summary>The id that the project was given once; null when it needed none yet.</summary>
    public string? ProjectId() => Guard(() => Connection.Scalar("SELECT value FROM setting WHERE key = 'project-id'") as string);

    /// <inheritdoc/>
    public void Dispose() => _snapshot.Dispose();

    /// <summary>Runs queries; what a person must mend becomes one line.</summary>
    internal T Guard<T>(Func<T> queries) => _snapshot.Guard(queries);

    /// <summary>Streams rows.</summary>
    internal void Each(string sql, Action<SqlRow> visit)
    {
        using var statement = Connection.Prepare(sql, 0);
        using var rows = statement.Query();
        while (rows.Read())
            visit(rows);
    }
}
