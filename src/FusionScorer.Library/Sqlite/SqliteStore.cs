using FusionScorer.Core;
using FusionScorer.Library.Sql;

namespace FusionScorer.Library.Sqlite;

/// <summary>The catalogue of a project in one SQLite file.</summary>
/// <remarks>
/// Write-ahead log, synchronous=FULL. Bulk methods (<see cref="IClipStore.Apply"/>, <see cref="IReadingStore.SaveMany"/>,
/// <see cref="IClipStore.ReplaceViewerLinks"/>, <see cref="IDecisionStore.ReplaceKnownLevels"/>, <see cref="IFusionStore.Save"/>) work in
/// transactions of at most a thousand rows.
/// </remarks>
public sealed class SqliteStore : SqlStore
{
    private SqliteStore(SqliteDatabase database, TimeProvider clock)
        : base(database, clock)
    {
    }

    /// <summary>The version of SQLite itself.</summary>
    public static string EngineVersion
    {
        get
        {
            SQLitePCL.Batteries_V2.Init();
            return SQLitePCL.raw.sqlite3_libversion().utf8_to_string();
        }
    }

    /// <summary>Opens a store, and brings its schema up to date.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="create">Whether to make the file when it is missing; its folder must exist.</param>
    /// <param name="clock">Gives the times that the store itself notes.</param>
    /// <exception cref="BadInputException">The file is missing or empty, no database, of a newer program, damaged, or cannot be written.</exception>
    public static SqliteStore Open(string path, bool create, TimeProvider clock) => Open(path, create, clock, help: null);

    internal static SqliteStore Open(string path, bool create, TimeProvider clock, StoreHelp? help) => new(SqliteDatabase.Open(path, create, clock, help), clock);
}
