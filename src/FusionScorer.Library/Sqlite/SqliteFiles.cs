using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>Connections beside a store's own: for checks, backups and copies.</summary>
internal static class SqliteFiles
{
    /// <summary>Opens a file for queries alone; where nothing may be written, too, unless somebody works with it.</summary>
    public static SqliteConnection OpenToRead(string path)
    {
        try
        {
            return OpenToRead(Path.GetFullPath(path), SqliteOpenMode.ReadWrite); // even reading a write-ahead log writes its index
        }
        catch (SqliteException refused) when (refused.SqliteErrorCode is SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN && !File.Exists(path + "-wal"))
        {
            return OpenToRead($"{new Uri(Path.GetFullPath(path)).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);
        }
    }

    private static SqliteConnection OpenToRead(string source, SqliteOpenMode mode)
    {
        var connection = OpenSource(source, mode);
        try
        {
            var link = new SqliteLink(connection);
            link.Run($"PRAGMA busy_timeout = {WriteLock.BusyTimeoutMs}; PRAGMA query_only = ON");
            link.Scalar("SELECT 1 FROM sqlite_schema");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file; the provider's own pool would keep it open afterwards.</summary>
    public static SqliteConnection Open(string path, SqliteOpenMode mode) => OpenSource(Path.GetFullPath(path), mode);

    private static SqliteConnection OpenSource(string source, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
