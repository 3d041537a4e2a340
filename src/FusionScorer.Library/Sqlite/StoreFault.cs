using FusionScorer.Core;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>Turns faults of the database file and its disk, which a person must mend, into one line. All other SQLite errors are bugs.</summary>
public static class StoreFault
{
    // Result codes: https://www.sqlite.org/rescode.html
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;
    private const int NoRoomForIndex = 4874; // of the write-ahead log

    /// <summary>Throws the line that a person can act upon, unless the error is a bug.</summary>
    /// <param name="error">What SQLite said.</param>
    /// <param name="path">The database file as the user named it.</param>
    public static void ThrowIfFault(Exception error, string path)
    {
        if (error is not SqliteException sqlite)
            return;
        var line = sqlite.SqliteErrorCode switch
        {
            InputOutput when sqlite.SqliteExtendedErrorCode == NoRoomForIndex => "the disk is full: free some space and repeat the command; what was saved before is safe",
            NotADatabase => "is no SQLite database: put a copy in its place that `fusion db backup` made, or name another store",
            Corrupt => "the database is damaged: restore it from a backup",
            ReadOnly => "the database is read-only: allow writing to the file and its folder",
            Permission => "access is denied: allow reading and writing of the file and its folder",
            CannotOpen => "cannot be opened: check that its folder exists and that you may read and write there",
            Full => "the disk is full: free some space and repeat the command; what was saved before is safe",
            InputOutput =>
                $"the disk reports an error ({sqlite.SqliteExtendedErrorCode}): check the disk and its free space, then repeat the command",
            Busy or Locked => "another program holds the database: close it, or wait, and repeat the command",
            _ => null,
        };
        if (line is not null)
            throw new BadInputException(path, 0, line);
    }
}
