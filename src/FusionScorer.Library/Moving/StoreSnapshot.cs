using FusionScorer.Core;
using FusionScorer.Library.Postgres;
using FusionScorer.Library.Sql;
using FusionScorer.Library.Sqlite;
using Npgsql;

namespace FusionScorer.Library.Moving;

/// <summary>One moment of a store, read by one connection while others work. Nothing is changed, not even the schema's version.</summary>
internal sealed class StoreSnapshot : IDisposable
{
    private readonly Stack<IDisposable> _owned;

    private StoreSnapshot(StoreLocation location, SqlConnection connection, int version, int latest, Stack<IDisposable> owned)
    {
        Location = location;
        Connection = connection;
        Version = version;
        LatestVersion = latest;
        _owned = owned;
    }

    /// <summary>Where it lies.</summary>
    public StoreLocation Location { get; }

    /// <summary>Asks it.</summary>
    public SqlConnection Connection { get; }

    /// <summary>The schema's version.</summary>
    public int Version { get; }

    /// <summary>The version that this program writes.</summary>
    public int LatestVersion { get; }

    /// <summary>Begins.</summary>
    /// <exception cref="BadInputException">There is no store, or it is newer than the program, of another one, or cannot be read.</exception>
    public static StoreSnapshot Open(StoreLocation location) => Guarded(location, () =>
    {
        var owned = new Stack<IDisposable>();
        try
        {
            return location.Postgres is { } postgres ? OpenServer(location, postgres, owned) : OpenFile(location, location.File!, owned);
        }
        catch
        {
            Release(owned);
            throw;
        }
    });

    /// <summary>Runs queries; what a person must mend becomes one line.</summary>
    public T Guard<T>(Func<T> queries) => Guarded(Location, queries);

    /// <inheritdoc/>
    public void Dispose() => Release(_owned);

    private static StoreSnapshot OpenFile(StoreLocation location, string path, Stack<IDisposable> owned)
    {
        (location.Help ?? StoreHelp.None).RequireFile(path);
        var connection = new SqliteLink(SqliteFiles.OpenToRead(path));
        owned.Push(connection);
        connection.Run("BEGIN");
        var latest = SchemaMigrator.BuiltIn[^1].Version;
        return new StoreSnapshot(location, connection, SchemaMigrator.Version(connection, path, latest), latest, owned);
    }

    private static StoreSnapshot OpenServer(StoreLocation location, PostgresLocation postgres, Stack<IDisposable> owned)
    {
        var source = NpgsqlDataSource.Create(postgres.ConnectionString());
        owned.Push(source);
        var connection = source.OpenConnection();
        owned.Push(connection);
        owned.Push(connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead));
        var link = new PostgresLink(connection);
        var latest = PostgresMigrator.BuiltIn[^1].Version;
        var version = PostgresMigrator.Version(link, postgres, latest);
        return version > 0
            ? new StoreSnapshot(location, link, version, latest, owned)
            : throw new BadInputException(location.ToString(), 0, postgres.Help.NoSchema);
    }

    private static T Guarded<T>(StoreLocation location, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error)
        {
            StoreFault.ThrowIfFault(error, location.ToString());
            PostgresFault.ThrowIfFault(error, location.ToString(), location.Help?.Where ?? "");
            throw;
        }
    }

    private static void Release(Stack<IDisposable> owned)
    {
        while (owned.TryPop(out var part))
            part.Dispose();
    }
}
