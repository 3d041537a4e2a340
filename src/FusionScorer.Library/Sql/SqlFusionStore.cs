using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlFusionStore(SqlDatabase database) : IFusionStore
{
    private const string SelectPick = "SELECT batch_id, rank, clip_no, strategy, score, reason, inclusion_probability, audit FROM pick ";

    // Nobody takes one for so long: it was taken before somebody set the clock back, and would stay until the clock is there again.
    private static readonly TimeSpan Beyond = TimeSpan.FromHours(1);

    private readonly FusedResultRows _results = new(database);

    public FusionRow? Latest() => _results.Latest();

    public long LatestId() => _results.LatestId();

    public void ReadResults(FusedVisitor visit) => _results.Read(visit);

    public IReadOnlyList<FusedClip> Results() => _results.All();

    public IReadOnlyList<FusedClip> Results(long first, long last) => _results.Between(first, last);

    public FusedClip? Result(long clip) => _results.Find(clip);

    public void Save(FusionRow run, IReadOnlyList<FusedClip> results) => _results.Save(run, results);

    public Batch? LatestBatch() => database.Read(connection =>
    {
        var batch = connection.First(
            "SELECT id, strategy, size, run_id, at, COALESCE(raffled, size) FROM batch ORDER BY id DESC LIMIT 1",
            row => new Batch(row.Whole(0), row.String(1), row.Small(2), row.Whole(3), row.Instant(4), [], row.Small(5)));
        return batch is null
            ? null
            : batch with { Picks = [.. connection.Rows(SelectPick + "WHERE batch_id = $1 ORDER BY rank", PickOf, batch.Id)] };
    });

    public Pick? LatestPick(long clip) => database.Read(connection =>
        connection.First(SelectPick + "WHERE clip_no = $1 ORDER BY batch_id DESC, rank LIMIT 1", PickOf, clip));

    public Pick? PickOf(long clip, long batch) => database.Read(connection =>
        connection.First(SelectPick + "WHERE clip_no = $1 AND batch_id = $2 ORDER BY rank LIMIT 1", PickOf, clip, batch));

    public IReadOnlySet<long> AuditedClips() => database.Read(connection =>
        connection.Rows("SELECT DISTINCT clip_no FROM pick WHERE audit = 1", row => row.Whole(0)).ToHashSet());

    // Two processes may have drawn the same clip: the first draw counts.
    public IReadOnlyList<AuditPick> AuditPicks() => [.. database.Read(connection => connection.Rows(
        "SELECT pick.clip_no, COALESCE(batch.raffled, batch.size), pick.inclusion_probability FROM pick JOIN batch ON batch.id = pick.batch_id WHERE pick.audit = 1 ORDER BY pick.batch_id, pick.rank",
        row => new AuditPick(row.Whole(0), row.Small(1), row.NumberOrNull(2) ?? 1))).DistinctBy(pick => pick.ClipNo)];

    public IReadOnlyList<ProgressPoint> Progress(string policyHash) => database.Read(connection => connection.Rows(
        "SELECT policy_hash, decided, clips, expected_accuracy, at FROM progress_point WHERE policy_hash = $1 ORDER BY decided",
        row => new ProgressPoint(row.String(0), row.Small(1), row.Small(2), row.Number(3), row.Instant(4)),
        policyHash));

    public void SaveProgress(ProgressPoint point) => database.Write(connection =>
    {
        connection.Run(
            """
            INSERT INTO progress_point (policy_hash, decided, clips, expected_accuracy, at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (policy_hash, decided) DO UPDATE SET clips = excluded.clips, expected_accuracy = excluded.expected_accuracy, at = excluded.at
            """,
            point.PolicyHash,
            point.Decided,
            point.Clips,
            point.ExpectedAccuracy,
            Values.ToText(point.At));
    });

    /// <inheritdoc/>
    /// <remarks>One transaction, however long the batch is, since half a batch would bias the audit. The picks take the batch's id.</remarks>
    public long SaveBatch(Batch batch) => database.Write(connection =>
    {
        var id = (long)connection.Scalar(
            """
            INSERT INTO batch (id, strategy, size, run_id, at, raffled)
            VALUES (coalesce($1, (SELECT coalesce(max(id), 0) + 1 FROM batch)), $2, $3, $4, $5, $6) RETURNING id
            """,
            batch.Id == 0 ? null : batch.Id,
            batch.Strategy,
            batch.Size,
            batch.RunId,
            Values.ToText(batch.At),
            batch.Raffled)!;
        using var picks = connection.Bulk("pick", "batch_id, rank, clip_no, strategy, score, reason, inclusion_probability, audit");
        foreach (var p in batch.Picks)
            picks.Add(id, p.Rank, p.ClipNo, p.Strategy, p.Score, p.Reason, p.InclusionProbability, p.Audit);
        picks.Complete();
        return id;
    });

    public LeaseRow? TryTakeLease(LeaseRow lease, DateTimeOffset now) => database.Write(connection =>
    {
        var held = connection.First(
            "SELECT name, holder, until FROM lease WHERE name = $1",
            row => new LeaseRow(row.String(0), row.String(1), row.Instant(2)),
            lease.Name);
        if (held is not null && held.Holder != lease.Holder && held.Until > now && held.Until <= now + Beyond)
            return held;
        connection.Run(
            """
            INSERT INTO lease (name, holder, until) VALUES ($1, $2, $3)
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
            """,
            lease.Name,
            lease.Holder,
            Values.ToText(lease.Until));
        return null;
    });

    public void ReleaseLease(string name, string holder) => database.Write(connection =>
    {
        connection.Run("DELETE FROM lease WHERE name = $1 AND holder = $2", name, holder);
    });

    private static Pick PickOf(SqlRow row) => new(
        row.Whole(0), row.Small(1), row.Whole(2), row.String(3), row.Number(4), row.String(5), row.NumberOrNull(6), row.Flag(7));
}
