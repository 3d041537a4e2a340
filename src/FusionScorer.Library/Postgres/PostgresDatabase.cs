using System.Diagnostics;
using FusionScorer.Library.Sql;
using Npgsql;

namespace FusionScorer.Library.Postgres;

/// <summary>The connections of a store on a PostgreSQL server, all of one project: a schema of its own.</summary>
/// <remarks>
/// Writers of a project take turns by an advisory lock, as they do in SQLite. Numbers in a log are then given in the order of commits, so whoever
/// follows a log by its last number misses nothing. A server that goes away and comes back within <see cref="Patience"/> is waited for.
/// </remarks>
internal sealed class PostgresDatabase : SqlDatabase
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource _source;
    private readonly string _name;
    private readonly long _lock;

    private PostgresDatabase(NpgsqlDataSource source, string name, long @lock)
    {
        _source = source;
        _name = name;
        _lock = @lock;
    }

    /// <summary>Connects, and brings the project's schema up to date.</summary>
    public static PostgresDatabase Open(PostgresLocation location, bool create, TimeProvider clock)
    {
        var source = NpgsqlDataSource.Create(location.ConnectionString());
        var database = new PostgresDatabase(source, location.ToString(), PostgresMigrator.LockOf(location.Schema));
        try
        {
            using var connection = source.OpenConnection();
            PostgresMigrator.Apply(connection, location, PostgresMigrator.BuiltIn, create, clock);
            return database;
        }
        catch (Exception error)
        {
            database.Dispose();
            PostgresFault.ThrowIfFault(error, location.ToString(), location.Help.Where);
            throw;
        }
    }

    /// <summary>Whether the project's schema is there; nothing is made.</summary>
    public static bool Exists(PostgresLocation location)
    {
        using var source = NpgsqlDataSource.Create(location.ConnectionString());
        try
        {
            using var connection = source.OpenConnection();
            return PostgresMigrator.Version(new PostgresLink(connection), location, PostgresMigrator.BuiltIn[^1].Version) > 0;
        }
        catch (Exception error)
        {
            PostgresFault.ThrowIfFault(error, location.ToString(), location.Help.Where);
            throw;
        }
    }

    public override T Read<T>(Func<SqlConnection, T> query) => Patiently(() => Snapshot(query));

    public override T Stream<T>(Func<SqlConnection, T> query)
    {
        try
        {
            return Snapshot(query);
        }
        catch (Exception error)
        {
            PostgresFault.ThrowIfFault(error, _name);
            throw;
        }
    }

    public override T Write<T>(Func<SqlConnection, T> change) => Patiently(() =>
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        var link = new PostgresLink(connection);

        // Whoever dies in the middle lets go when the server notices; a machine that vanished is noticed by the time limit. Confirmed is on disk,
        // whatever the server's or the user's setting.
        var id = (string)link.Scalar("SELECT pg_current_xact_id()::text FROM set_config('idle_in_transaction_session_timeout', '60s', true) AS idle, set_config('synchronous_commit', 'on', true) AS durable, pg_advisory_xact_lock($1)", _lock)!;
        var result = change(link);
        try
        {
            transaction.Commit();
        }
        catch (Exception error) when (PostgresFault.IsTransient(error))
        {
            // The connection was lost while the server committed, or did not: it knows.
            if (!Patiently(() => Committed(id)))
                throw;
        }

        return result;
    });

    // The server looks by itself once a minute. An import of a minute would run to its end by the plans of an empty table; new statistics also end plans that are kept.
    public override void Analyze(params string[] tables) => Patiently(() =>
    {
        using var connection = _source.OpenConnection();
        new PostgresLink(connection).Run($"ANALYZE {string.Join(", ", tables)}");
        return true;
    });

    // The server's log of changes and its backups are its administrator's.
    public override bool Rewrite() => Patiently(() =>
    {
        using var connection = _source.OpenConnection();
        new PostgresLink(connection).Run("VACUUM (FULL) viewer_link");
        return true;
    });

    public override void Dispose() => _source.Dispose();

    private T Snapshot<T>(Func<SqlConnection, T> query)
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        new PostgresLink(connection).Run("SET TRANSACTION READ ONLY");
        var result = query(new PostgresLink(connection));
        transaction.Commit();
        return result;
    }

    // "Aborted" also when it is unknown: it is too old to be known only after millions of others.
    private bool Committed(string id)
    {
        using var connection = _source.OpenConnection();
        for (var started = Stopwatch.GetTimestamp(); ; Pause(FirstPause))
        {
            var status = new PostgresLink(connection).Scalar("SELECT pg_xact_status(CAST($1 AS xid8))", id) as string;
            if (status != "in progress" || Stopwatch.GetElapsedTime(started) > Patience)
                return status == "committed";
        }
    }

    private T Patiently<T>(Func<T> work)
    {
        var started = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return work();
            }
            catch (Exception error) when (PostgresFault.IsTransient(error) && Stopwatch.GetElapsedTime(started) < Patience)
            {
                Pause(pause);
            }
            catch (Exception error)
            {
                PostgresFault.ThrowIfFault(error, _name);
                throw;
            }
        }
    }

    // The store's calls are synchronous, as SQLite's are.
    private static void Pause(TimeSpan time)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(time);
    }
}
