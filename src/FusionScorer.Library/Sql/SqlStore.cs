namespace FusionScorer.Library.Sql;

/// <summary>The catalogue of a project in a database that speaks SQL.</summary>
public abstract class SqlStore : IStore
{
    private protected SqlStore(SqlDatabase database, TimeProvider clock)
    {
        Database = database;
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
        Jobs = new SqlJobStore(database);
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

    private protected SqlDatabase Database { get; }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        Database.Dispose();
        GC.SuppressFinalize(this);
    }
}
