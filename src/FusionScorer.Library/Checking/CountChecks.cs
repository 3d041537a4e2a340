namespace FusionScorer.Library.Checking;

/// <summary>Counters that are kept beside tables, against the tables.</summary>
internal static class CountChecks
{
    private const string MendCommand = "run fusion db check --mend";

    // Jobs that were done are forgotten when another run begins; those that were given up stay.
    private const string Latest = "n = (SELECT max(n) FROM job_run)";

    /// <summary>All questions.</summary>
    public static IEnumerable<CheckQuery> Queries { get; } =
    [
        Compare("evidence", "SELECT 'rows' AS what, n AS kept, 0 AS counted FROM evidence_count", "SELECT 'rows', 0, count(*) FROM evidence"),
        Compare(
            "clips",
            "SELECT CASE media WHEN 1 THEN 'with media' ELSE 'without media' END AS what, n AS kept, 0 AS counted FROM clip_count",
            "SELECT CASE WHEN path IS NULL THEN 'without media' ELSE 'with media' END, 0, count(*) FROM clip WHERE present = 1 GROUP BY 1"),
        Compare(
            "readings",
            "SELECT signal || ' ' || CAST(status AS TEXT) || ' ' || CAST(media AS TEXT) AS what, n AS kept, 0 AS counted FROM reading_count",
            """
            SELECT signal || ' ' || CAST(status AS TEXT) || ' ' || CAST(media AS TEXT), 0, n FROM (
              SELECT reading.signal, reading.status, CASE WHEN clip.path IS NULL THEN 0 ELSE 1 END AS media, count(*) AS n
              FROM reading JOIN clip ON clip.no = reading.clip_no WHERE clip.present = 1 GROUP BY 1, 2, 3) grouped
            """),
        Compare(
            "jobs",
            $"""
            SELECT 'failed of run ' || id AS what, failed AS kept, 0 AS counted FROM job_run
            UNION ALL SELECT 'done of run ' || id, done, 0 FROM job_run WHERE {Latest}
            """,
            $"""
            SELECT 'failed of run ' || run_id, 0, count(*) FROM job WHERE state = 2 GROUP BY run_id
            UNION ALL SELECT 'done of run ' || run_id, 0, count(*) FROM job WHERE state = 1 AND run_id = (SELECT id FROM job_run WHERE {Latest}) GROUP BY run_id
            """),
        new(
            "counts",
            "runs whose jobs ended at later places than they know",
            "SELECT count(*), min(id) FROM job_run WHERE ends < (SELECT coalesce(max(job.n), 0) FROM job WHERE job.run_id = job_run.id)",
            MendCommand),
    ];

    /// <summary>Counts anew.</summary>
    public static IEnumerable<string> Mend { get; } =
    [
        "DELETE FROM evidence_count",
        "INSERT INTO evidence_count SELECT 1, count(*) FROM evidence",
        "DELETE FROM clip_count",
        "INSERT INTO clip_count SELECT 0, count(*) FROM clip WHERE present = 1 AND path IS NULL",
        "INSERT INTO clip_count SELECT 1, count(*) FROM clip WHERE present = 1 AND path IS NOT NULL",
        "DELETE FROM reading_count",
        """
        INSERT INTO reading_count
        SELECT reading.signal, reading.status, CASE WHEN clip.path IS NULL THEN 0 ELSE 1 END, count(*)
        FROM reading JOIN clip ON clip.no = reading.clip_no WHERE clip.present = 1 GROUP BY 1, 2, 3
        """,
        "UPDATE job_run SET failed = (SELECT count(*) FROM job WHERE job.run_id = job_run.id AND job.state = 2)",
        $"UPDATE job_run SET done = (SELECT count(*) FROM job WHERE job.run_id = job_run.id AND job.state = 1) WHERE {Latest}",
        "UPDATE job_run SET ends = (SELECT max(job.n) FROM job WHERE job.run_id = job_run.id) WHERE ends < (SELECT coalesce(max(job.n), 0) FROM job WHERE job.run_id = job_run.id)",

        // What ends last says that the run is over; by wrong counters it may have missed that.
        "UPDATE job_run SET state = 1 WHERE state = 0 AND done + failed >= total",
    ];

    private static CheckQuery Compare(string name, string kept, string counted) => new(
        "counts",
        $"the counter of {name} differs from the count",
        $"""
        SELECT count(*), min(what || ': ' || CAST(kept AS TEXT) || ' kept, ' || CAST(counted AS TEXT) || ' counted') FROM (
          SELECT what, CAST(sum(kept) AS BIGINT) AS kept, CAST(sum(counted) AS BIGINT) AS counted FROM ({kept} UNION ALL {counted}) both_sides GROUP BY what) compared
        WHERE kept <> counted
        """,
        MendCommand);
}
