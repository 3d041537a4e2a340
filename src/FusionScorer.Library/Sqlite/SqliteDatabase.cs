using System.Collections.Concurrent;
using FusionScorer.Core;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>The connections of a store: one that writes, behind a gate, and as many that read as there are readers at once.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly FairGate _gate = new();
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly SqliteConnection _writer;
    private readonly string _file;
    private readonly string _path;
    private volatile bool _disposed;

    private SqliteDatabase(string path, string file, SqliteConnection writer)
    {
        _path = path;
        _file = file;
        _writer = writer;
    }

    /// <summary>Opens the database, and brings its schema up to date.</summary>
    public static SqliteDatabase Open(string path, bool create, TimeProvider clock)
    {
        var file = Path.GetFullPath(path);
        if (!create && !File.Exists(file))
            throw new BadInputException(path, 0, "there is no project database here: make one with `fusion init`");
        var writer = Connection(file, create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);
        try
        {
            writer.Open();
            if (SQLitePCL.raw.sqlite3_db_readonly(writer.Handle, "main") == 1)
                throw new BadInputException(path, 0, "the database is read-only: allow writing to the file and its folder");
            writer.Run($"PRAGMA busy_timeout = {WriteLock.BusyTimeoutMs}");
            if (writer.Scalar("PRAGMA journal_mode = WAL") is not "wal")
                throw new BadInputException(path, 0, "its file system does not allow a write-ahead log: put the project on a local disk");

            // A large import touches the same pages of its indexes again and again: the rarer the log (at most some 32 MB) is moved into the database, the less is written.
            writer.Run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 8000");
            SchemaMigrator.Apply(writer, path, SchemaMigrator.BuiltIn, clock);
            return new SqliteDatabase(path, file, writer);
        }
        catch (Exception error)
        {
            writer.Dispose();
            StoreFault.ThrowIfFault(error, path);
            throw;
        }
    }

    /// <summary>Runs queries on one snapshot.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SqliteConnection? reader = null;
        try
        {
            reader = _readers.TryTake(out var free) ? free : OpenReader();
            reader.Run("BEGIN");
            var result = query(reader);
            reader.Run("COMMIT");
            _readers.Add(reader);
            reader = null;
            return result;
        }
        catch (SqliteException error)
        {
            StoreFault.ThrowIfFault(error, _path);
            throw;
        }
        finally
        {
            reader?.Dispose(); // one that failed is not used again
            if (_disposed)
                CloseReaders();
        }
    }

    /// <summary>Runs changes in one transaction: all of them stay, or, when one throws, none.</summary>
    public T Write<T>(Func<SqliteConnection, T> change)
    {
        _gate.Enter();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            WriteLock.BeginImmediate(_writer);
            try
            {
                var result = change(_writer);
                _writer.Run("COMMIT");
                return result;
            }
            catch
            {
                RollBack();
                throw;
            }
        }
        catch (SqliteException error)
        {
            StoreFault.ThrowIfFault(error, _path);
            throw;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <inheritdoc cref="Write{T}(Func{SqliteConnection, T})"/>
    public void Write(Action<SqliteConnection> change) => Write(connection =>
    {
        change(connection);
        return true;
    });

    /// <summary>Writes the database anew and empties its log, so that nothing deleted stays in free pages.</summary>
    /// <returns>False when another process reads or writes meanwhile, so that the log could not be emptied.</returns>
    public bool Rewrite()
    {
        _gate.Enter();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            CloseReaders();
            _writer.Run("VACUUM");
            return _writer.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") is 0L;
        }
        catch (SqliteException error)
        {
            if (error.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
                return false;
            StoreFault.ThrowIfFault(error, _path);
            throw;
        }
        finally
        {
            _gate.Exit();
        }
    }

    public void Dispose()
    {
        _gate.Enter();
        try
        {
            if (_disposed)
                return;
            _disposed = true;
            CloseReaders();
            try
            {
                _writer.Run("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            catch (SqliteException)
            {
                // What is in the log stays there and is as safe as before.
            }

            _writer.Dispose();
        }
        finally
        {
            _gate.Exit();
        }
    }

    // The provider's own pool would keep files open after the store is closed.
    private static SqliteConnection Connection(string file, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());

    private SqliteConnection OpenReader()
    {
        var reader = Connection(_file, SqliteOpenMode.ReadWrite); // even reading a write-ahead log writes its index
        try
        {
            reader.Open();
            reader.Run($"PRAGMA busy_timeout = {WriteLock.BusyTimeoutMs}; PRAGMA query_only = ON");
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private void RollBack()
    {
        try
        {
            _writer.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
    }
}
