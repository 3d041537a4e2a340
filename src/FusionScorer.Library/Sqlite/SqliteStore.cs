using FusionScorer.Core;

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
        Clips = new SqliteClipStore(database, clock);
        Readings = new SqliteReadingStore(database);
        Decisions = new SqliteDecisionStore(database);
        Policies = new SqlitePolicyStore(database);
        Fusion = new SqliteFusionStore(database);
        Extraction = new SqliteExtractionStore(database);
        Webhooks = new SqliteWebhookStore(database);
        Settings = new SqliteSettingStore(database);
        Review = new SqliteReviewStore(database);
        Quality = new SqliteQualityStore(database);
        Accounts = new SqliteAccountStore(database);
        Jobs = new SqliteJobStore(database);
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

    /// <inheritdoc/>
    public IJobStore Jobs { get; }

    /// <summary>Opens a store, and brings its schema up to date.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="create">Whether to make the file when it is missing; its folder must exist.</param>
    /// <param name="clock">Gives the times that the store itself notes.</param>
    /// <exception cref="BadInputException">The file is missing, no database, of a newer program, damaged, or cannot be written.</exception>
    public static SqliteStore Open(string path, bool create, TimeProvider clock) => new(SqliteDatabase.Open(path, create, clock), clock);

    /// <summary>Moves the write-ahead log into the database file and closes it.</summary>
    public void Dispose() => _database.Dispose();
}
