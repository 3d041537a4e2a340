using FusionScorer.Library.Sqlite;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Checking;

/// <summary>Counts anew what counters keep, in one transaction beside whoever else works.</summary>
public static class CounterMend
{
    /// <summary>Mends a SQLite store.</summary>
    /// <exception cref="Core.BadInputException">It cannot be written.</exception>
    public static void Run(string path)
    {
        try
        {
            using var connection = SqliteFiles.Open(path, SqliteOpenMode.ReadWrite);
            WriteLock.BeginImmediate(connection);
            foreach (var sql in CountChecks.Mend)
                connection.Run(sql);
            connection.Run("COMMIT");
        }
        catch (SqliteException error)
        {
            StoreFault.ThrowIfFault(error, path);
            throw;
        }
    }
}
