using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FusionScorer.Library.Sqlite;

/// <summary>Takes the write lock of the database beside other processes.</summary>
/// <remarks>
/// SQLite knows no queue for it: a waiting process must ask in the moment between two transactions of the other one. SQLite's own waits grow to
/// 100 ms and miss that moment for seconds while another process does bulk work; asking each millisecond hits it.
/// </remarks>
internal static class WriteLock
{
    /// <summary>How long statements wait, by <c>PRAGMA busy_timeout</c>.</summary>
    public const int BusyTimeoutMs = 5000;

    private const int PollMs = 2; // SQLite sleeps 1 ms, then 1 ms more
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Begins a transaction that may write.</summary>
    /// <exception cref="SqliteException">The lock was held all the time.</exception>
    public static void BeginImmediate(SqliteConnection connection)
    {
        var started = Stopwatch.GetTimestamp();
        raw.sqlite3_busy_timeout(connection.Handle, PollMs);
        try
        {
            int code;
            do
                code = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
            while ((code & 0xFF) == raw.SQLITE_BUSY && Stopwatch.GetElapsedTime(started) < Patience);
            SqliteException.ThrowExceptionForRC(code, connection.Handle);
        }
        finally
        {
            raw.sqlite3_busy_timeout(connection.Handle, BusyTimeoutMs);
        }
    }
}
