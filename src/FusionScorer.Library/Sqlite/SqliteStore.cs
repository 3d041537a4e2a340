using FusionScorer.Core;
using FusionScorer.Library.Sql;

namespace FusionScorer.Library.Sqlite;

/// <summary>The catalogue of a project in one SQLite file.</summary>
/// <remarks>
/// Write-ahead log, synchronous=FULL. Bulk methods (<see cref="IClipStore.Apply"/>, <see cref="IReadingStore.SaveMany"/>,
/// <see cref="IClipStore.ReplaceViewerLinks"/>, <see cref="IDecisionStore.ReplaceKnownLevels"/>, <see cref="IFusionStore.Save"/>) work in
/// transactions of at most a thousand rows.
/// </remarks>
public sealed class SqliteStore : IStore
{
    private readonly SqliteDatabase _database;

    private SqliteStore(SqliteDatabase database, TimeProvider clock)
    {
        _database = database;
        Clips = new SqlClipStore(database, clock);
        Readings = new SqlReadingStore(database);
        Decisions = new SqlDecisionStore(database);
        Policies = new SqlPolicyStore(database);
        Fusion = new SqlFusionStore(database);
        Extraction = new SqlExtractionStore(database);
        Webhooks = new SqlWebhookStore(database);
        Settings = new SqlSettingStore(database);
        Review = new SqlReviewStore(database);
        Quality = new SqlQualityStore(database);
        Accounts = new SqlAccountStore(database);
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

    /// <inheritdoc/>
    public IClipStore Clips { get; }

    /// <inheritdoc/>
    public IReadingStore Readings { get; }

    /// <inheritdoc/>
    public IDecisionStore Decisions { get; }

    /// <inheritdoc/>
    public IPolicyStore Policies { get; }

    /// <inheritdoc/>
    public IFusionStore Fusion { get; }

    /// <inheritdoc/>
    public IExtractionStore Extraction { get; }

    /// <inheritdoc/>
    public IWebhookStore Webhooks { get; }

    /// <inheritdoc/>
    public ISettingStore Settings { get; }

    /// <inheritdoc/>
    public IReviewStore Review { get; }

    /// <inheritdoc/>
    public IQualityStore Quality { get; }

    /// <inheritdoc/>
    public IAccountStore Accounts { get; }

    /// <summary>Opens a store, and brings its schema up to date.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="create">Whether to make the file when it is missing; its folder must exist.</param>
    /// <param name="clock">Gives the times that the store itself notes.</param>
    /// <exception cref="BadInputException">The file is missing, no database, of a newer program, damaged, or cannot be written.</exception>
    public static SqliteStore Open(string path, bool create, TimeProvider clock) => new(SqliteDatabase.Open(path, create, clock), clock);

    /// <summary>Moves the write-ahead log into the database file and closes it.</summary>
    public void Dispose() => _database.Dispose();
}
