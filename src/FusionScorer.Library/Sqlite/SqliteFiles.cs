using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>Connections beside a store's own: for checks, backups and copies.</summary>
internal static class SqliteFiles
{
    /// <summary>Opens a file for queries alone.</summary>
    public static SqliteConnection OpenToRead(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWrite); // even reading a write-ahead log writes its index
        try
        {
            new SqliteLink(connection).Run($"PRAGMA busy_timeout = {WriteLock.BusyTimeoutMs}; PRAGMA query_only = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file; the provider's own pool would keep it open afterwards.</summary>
    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(path), Mode = mode, Pooling = false }.ToString());
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
