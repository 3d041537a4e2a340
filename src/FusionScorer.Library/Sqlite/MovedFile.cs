using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>Whether the file under a connection was deleted, moved or replaced: what is written would be lost with it.</summary>
internal static class MovedFile
{
    private const int HasMoved = 20; // SQLITE_FCNTL_HAS_MOVED: https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html

    /// <summary>Asks SQLite, which compares the file's number with what lies at its path now.</summary>
    public static bool Of(SqliteConnection connection) =>
        FileControl(connection.Handle!.DangerousGetHandle(), database: IntPtr.Zero, HasMoved, out var moved) == SQLitePCL.raw.SQLITE_OK && moved != 0;

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(IntPtr connection, IntPtr database, int operation, out int argument);
}
