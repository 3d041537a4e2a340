using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlExtractionStore(SqlDatabase database) : IExtractionStore
{
    private const string Failed = "reading.status = 2 AND (CAST($1 AS TEXT) IS NULL OR reading.signal = $1) AND reading.clip_no NOT IN (SELECT no FROM clip WHERE present = 0) ";

    public ExtractionRow? Latest() => database.Read(connection => connection.First(
        "SELECT holder, started_at, at, done, total, state FROM extraction",
        row => new ExtractionRow(row.String(0), row.Instant(1), row.Instant(2), row.Small(3), row.Small(4), (ExtractionState)row.Small(5))));

    public void Report(ExtractionRow row) => database.Write(connection =>
    {
        connection.Run(
            """
            INSERT INTO extraction (one, holder, started_at, at, done, total, state) VALUES (1, $1, $2, $3, $4, $5, $6)
            ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, started_at = excluded.started_at, at = excluded.at,
              done = excluded.done, total = excluded.total, state = excluded.state
            """,
            row.Holder,
            Values.ToText(row.StartedAt),
            Values.ToText(row.At),
            row.Done,
            row.Total,
            (int)row.State);
    });

    public LeaseRow? Lease(string name, DateTimeOffset now) => database.Read(connection => connection.First(
        "SELECT name, holder, until FROM lease WHERE name = $1 AND until > $2",
        row => new LeaseRow(row.String(0), row.String(1), row.Instant(2)),
        name,
        Values.ToText(now)));

    public (int Media, int Others) Clips() => database.Read(connection => (
        Convert.ToInt32(connection.Scalar("SELECT n FROM clip_count WHERE media = 1")), Convert.ToInt32(connection.Scalar("SELECT n FROM clip_count WHERE media = 0"))));

    public IReadOnlyList<ReadingCount> Readings() => database.Read(connection => connection.Rows(
        "SELECT signal, status, media, n FROM reading_count WHERE n > 0 ORDER BY signal, status, media",
        row => new ReadingCount(row.String(0), (ReadingStatus)row.Small(1), row.Flag(2), row.Small(3))));

    public IReadOnlyList<FailureReason> Reasons(string? signal, int most) => database.Read(connection => connection.Rows(
        $"SELECT signal, coalesce(reason, ''), count(*) FROM reading WHERE {Failed} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT $2",
        row => new FailureReason(row.String(0), row.String(1), row.Small(2)),
        signal,
        most));

    public int ReasonCount() => database.Read(connection => Convert.ToInt32(connection.Scalar(
        $"SELECT count(*) FROM (SELECT 1 FROM reading WHERE {Failed} GROUP BY signal, coalesce(reason, '')) reasons", (object?)null)));

    public IReadOnlyList<FailedReading> Failures(string? signal, int limit, int offset, string? reason = null) => database.Read(connection => connection.Rows(
        $"""
        SELECT clip.clip_id, coalesce(clip.title, clip.path, clip.clip_id), reading.signal, coalesce(reading.reason, '')
        FROM reading JOIN clip ON clip.no = reading.clip_no WHERE {Failed} AND (CAST($4 AS TEXT) IS NULL OR coalesce(reading.reason, '') = $4)
        ORDER BY reading.signal, coalesce(reading.reason, ''), reading.clip_no LIMIT $2 OFFSET $3
        """,
        row => new FailedReading(row.String(0), row.String(1), row.String(2), row.String(3)),
        signal,
        limit,
        offset,
        reason));
}
