using FusionScorer.Core;
using FusionScorer.Library.Checking;
using FusionScorer.Library.Sqlite;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Moving;

/// <summary>Copies a SQLite store while others work with it.</summary>
public static class SqliteBackup
{
    /// <summary>Copies one snapshot: all that was saved before the start is in it. The target appears whole or not at all.</summary>
    /// <remarks>The file is written anew by SQLite itself, so that it is also without gaps. Writers go on meanwhile.</remarks>
    /// <param name="source">The store's file.</param>
    /// <param name="target">The copy; its folder must exist.</param>
    /// <param name="force">Whether a file that is there may be replaced.</param>
    /// <param name="told">Hears what is done.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>What a check of the copy finds.</returns>
    /// <exception cref="BadInputException">The source cannot be read, the target exists or cannot be written, or the copy is damaged.</exception>
    public static IReadOnlyList<CheckFinding> Run(string source, string target, bool force, Action<string>? told, CancellationToken cancellation)
    {
        StoreHelp.None.RequireFile(source);
        if (string.Equals(Path.GetFullPath(source), Path.GetFullPath(target), StringComparison.Ordinal))
            throw new BadInputException(target, 0, "is the store itself: name another file");
        using var file = NewFile.Begin(target, force);
        told?.Invoke("copying");
        Copy(source, target, file.Part);
        cancellation.ThrowIfCancellationRequested();
        told?.Invoke("checking the copy");
        IReadOnlyList<CheckFinding> findings;
        using (var copy = CheckedDatabase.Open(StoreLocation.OfFile(file.Part)))
            findings = StoreCheck.Run(copy, deep: false, told: null, cancellation);
        if (findings.FirstOrDefault(finding => finding.Area == "engine") is { } damage)
            throw new BadInputException(target, 0, $"the copy is damaged and was not kept ({damage.Example}): check both disks, then run `fusion db check`");
        file.Finish();
        return findings;
    }

    private static void Copy(string source, string target, string part)
    {
        SqliteLink? connection = null;
        try
        {
            connection = new SqliteLink(SqliteFiles.OpenToRead(source));
            SchemaMigrator.Version(connection, source, SchemaMigrator.BuiltIn[^1].Version);
        }
        catch (SqliteException error)
        {
            connection?.Dispose();
            StoreFault.ThrowIfFault(error, source);
            throw;
        }

        using (connection)
        {
            try
            {
                connection.Run("PRAGMA query_only = OFF");
                connection.Run("VACUUM INTO $1", part);
            }
            catch (SqliteException error)
            {
                StoreFault.ThrowIfFault(error, error.SqliteErrorCode == SQLitePCL.raw.SQLITE_CORRUPT ? source : target);
                throw;
            }
        }

        // Caches of links know a store by this: what is done from here on in the copy is not what is done in the original.
        using var copy = new SqliteLink(SqliteFiles.Open(part, SqliteOpenMode.ReadWrite));
        if (copy.Scalar("SELECT 1 FROM sqlite_schema WHERE name = 'link_store'") is not null)
            copy.Run("UPDATE link_store SET id = lower(hex(randomblob(16)))");
    }
}
