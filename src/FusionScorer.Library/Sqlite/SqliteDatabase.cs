using System.Collections.Concurrent;
using FusionScorer.Core;
using FusionScorer.Library.Sql;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>The connections of a store: one that writes, behind a gate, and as many that read as there are readers at once.</summary>
internal sealed class SqliteDatabase : SqlDatabase
{
    private readonly FairGate _gate = new();
    private readonly ConcurrentBag<SqliteLink> _readers = [];
    private readonly SqliteLink _writer;
    private readonly string _file;
    private readonly string _path;
    private volatile bool _disposed;

    private SqliteDatabase(string path, string file, SqliteLink writer)
    {
        _path = path;
        _file = file;
        _writer = writer;
    }

    /// <summary>Opens the database, and brings its schema up to date.</summary>
    public static SqliteDatabase Open(string path, bool create, TimeProvider clock, StoreHelp? help = null)
    {
        var file = Path.GetFullPath(path);
        if (!create)
            (help ?? new StoreHelp(null, Path.GetDirectoryName(file))).RequireFile(path);
        var writer = Connection(file, create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);
        try
        {
            writer.Connection.Open();
            if (SQLitePCL.raw.sqlite3_db_readonly(writer.Connection.Handle, "main") == 1)
                throw new BadInputException(path, 0, "the database is read-only: allow writing to the file and its folder");
            writer.Run($"PRAGMA busy_timeout = {WriteLock.BusyTimeoutMs}");
            if (writer.Scalar("PRAGMA journal_mode = WAL") is not "wal")
                throw new BadInputException(path, 0, "its file system does not allow a write-ahead log: put the project on a local disk");

            // A large import touches the same pages of its indexes again and again: the rarer the log (at most some 32 MB) is moved into the database, the less is written.
            writer.Run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 8000");
            SchemaMigrator.Apply(writer.Connection, path, SchemaMigrator.BuiltIn, clock);
            return new SqliteDatabase(path, file, writer);
        }
        catch (Exception error)
        {
            writer.Dispose();
            StoreFault.ThrowIfFault(error, path);
            throw;
        }
    }

    public override T Read<T>(Func<SqlConnection, T> query)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SqliteLink? reader = null;
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

    public override T Write<T>(Func<SqlConnection, T> change)
    {
        _gate.Enter();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            WriteLock.BeginImmediate(_writer.Connection);
            try
            {
                if (MovedFile.Of(_writer.Connection))
                    throw new BadInputException(_path, 0, "the database was deleted, moved or replaced while it was in use, so nothing more is saved: put it back, and start again");
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

    public override bool Rewrite()
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

    public override void Dispose()
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
    private static SqliteLink Connection(string file, SqliteOpenMode mode) =>
        new(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString()));

    private SqliteLink OpenReader()
    {
        var reader = Connection(_file, SqliteOpenMode.ReadWrite); // even reading a write-ahead log writes its index
        try
        {
            reader.Connection.Open();
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
