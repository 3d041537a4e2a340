using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlJobStore(SqlDatabase database) : IJobStore
{
    private const string SelectRun = "SELECT id, holder, started_at, at, state, clips, total, done, failed, facts FROM job_run ";

    public void Begin(JobRunRow run) => database.Write(connection =>
    {
        connection.Run("UPDATE job_run SET state = 2, at = $1 WHERE state = 0", Values.ToText(run.StartedAt));
        connection.Run("DELETE FROM job WHERE state <> 2");
        connection.Run(
            """
            INSERT INTO job_run (id, holder, started_at, at, state, clips, total, done, failed, ends, facts)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)
            """,
            run.Id,
            run.Holder,
            Values.ToText(run.StartedAt),
            Values.ToText(run.At),
            (int)run.State,
            run.Clips,
            run.Total,
            run.Done,
            run.Failed,
            run.Facts);
    });

    public void Add(IReadOnlyList<JobKey> jobs)
    {
        foreach (var chunk in jobs.Chunk(Chunks.MaxRows))
        {
            database.Write(connection =>
            {
                using var insert = connection.Prepare(
                    "INSERT INTO job (run_id, clip_no, stage, state, tries) VALUES ($1, $2, $3, 0, 0) ON CONFLICT (run_id, clip_no, stage) DO NOTHING", 3);
                insert.RunMany(chunk.Select(job => new object?[] { job.Run, job.ClipNo, job.Stage }));
            });
        }
    }

    public JobRunRow? Run(string id) => database.Read(connection => connection.First(SelectRun + "WHERE id = $1", RunOf, id));

    public IReadOnlyList<JobRunRow> Runs(int most) => database.Read(connection => connection.Rows(SelectRun + "ORDER BY n DESC LIMIT $1", RunOf, most));

    public IReadOnlyList<JobRunRow> Active() => database.Read(connection => connection.Rows(SelectRun + "WHERE state = 0 ORDER BY n", RunOf));

    public bool Cancel(string run, DateTimeOffset now) => database.Write(connection =>
        connection.Run("UPDATE job_run SET state = 2, at = $2 WHERE id = $1 AND state = 0", run, Values.ToText(now)) > 0);

    public (JobStart Start, int Tries) Start(JobKey job, string worker, Func<string, bool> lives) => database.Write(connection =>
    {
        var row = connection.First(
            """
            SELECT job.worker, job.tries FROM job JOIN job_run ON job_run.id = job.run_id
            WHERE job.run_id = $1 AND job.clip_no = $2 AND job.stage = $3 AND job.state = 0 AND job_run.state = 0
            """,
            row => new Taken(row.Text(0), row.Small(1)),
            job.Run,
            job.ClipNo,
            job.Stage);
        if (row is null)
            return (JobStart.Ended, 0);
        if (row.Worker is { } other && lives(other))
            return (JobStart.Busy, row.Tries);
        var taken = connection.Run(
            "UPDATE job SET worker = $4, tries = tries + 1 WHERE run_id = $1 AND clip_no = $2 AND stage = $3 AND state = 0 AND tries = $5",
            job.Run,
            job.ClipNo,
            job.Stage,
            worker,
            row.Tries);
        return taken > 0 ? (JobStart.Taken, row.Tries + 1) : (JobStart.Busy, row.Tries);
    });

    public void Release(JobKey job, string worker, bool counts) => database.Write(connection =>
    {
        connection.Run(
            "UPDATE job SET worker = NULL, tries = tries - $5 WHERE run_id = $1 AND clip_no = $2 AND stage = $3 AND worker = $4 AND state = 0",
            job.Run,
            job.ClipNo,
            job.Stage,
            worker,
            counts ? 0 : 1);
    });

    // The run's row is written first: whoever ends a job waits here for the others, so places are in the order of commits.
    public bool End(JobKey job, string? reason, string? result, DateTimeOffset now) => database.Write(connection =>
    {
        connection.Run("UPDATE job_run SET ends = ends + 1 WHERE id = $1", job.Run);
        var state = reason is null ? 1 : 2;
        var ended = connection.Run(
            """
            UPDATE job SET state = $4, reason = $5, result = $6, at = $7, n = (SELECT ends FROM job_run WHERE id = $1)
            WHERE run_id = $1 AND clip_no = $2 AND stage = $3 AND state = 0
            """,
            job.Run,
            job.ClipNo,
            job.Stage,
            state,
            reason,
            result,
            Values.ToText(now));
        if (ended == 0)
            return false;
        connection.Run(
            """
            UPDATE job_run SET done = done + $2, failed = failed + $3, at = $4,
              state = CASE WHEN state = 0 AND done + failed + 1 >= total THEN 1 ELSE state END
            WHERE id = $1
            """,
            job.Run,
            2 - state,
            state - 1,
            Values.ToText(now));
        return true;
    });

    public IReadOnlyList<EndedJob> Ended(string run, long after, int most) => database.Read(connection => connection.Rows(
        "SELECT n, clip_no, stage, state, reason, result FROM job WHERE run_id = $1 AND n > $2 ORDER BY n LIMIT $3",
        row => new EndedJob(row.Whole(0), row.Whole(1), row.String(2), row.Small(3) == 2, row.Text(4), row.Text(5)),
        run,
        after,
        most));

    public IReadOnlyList<JobKey> Waiting(string run) => database.Read(connection => connection.Rows(
        "SELECT run_id, clip_no, stage FROM job WHERE run_id = $1 AND state = 0 AND worker IS NULL ORDER BY clip_no, stage", KeyOf, run));

    public IReadOnlyList<DeadJob> Dead(int most) => database.Read(connection => connection.Rows(
        """
        SELECT job.run_id, job.clip_no, job.stage, clip.clip_id, coalesce(clip.title, clip.path, clip.clip_id), job.tries, job.worker, job.reason, job.at
        FROM job JOIN clip ON clip.no = job.clip_no WHERE job.state = 2 ORDER BY job.at DESC, job.clip_no, job.stage LIMIT $1
        """,
        row => new DeadJob(KeyOf(row), row.String(3), row.String(4), row.Small(5), row.Text(6), row.String(7), row.Instant(8)),
        most));

    public int DeadCount() => database.Read(connection => Convert.ToInt32(connection.Scalar("SELECT count(*) FROM job WHERE state = 2")));

    public int Reopen(IReadOnlyList<JobKey> jobs, DateTimeOffset now) => database.Write(connection =>
    {
        var count = 0;
        foreach (var job in jobs)
        {
            var state = connection.Scalar("SELECT state FROM job WHERE run_id = $1 AND clip_no = $2 AND stage = $3 AND state > 0", job.Run, job.ClipNo, job.Stage);
            if (state is null)
                continue;
            connection.Run(
                """
                UPDATE job SET state = 0, tries = 0, worker = NULL, n = NULL, reason = NULL, result = NULL, at = NULL
                WHERE run_id = $1 AND clip_no = $2 AND stage = $3
                """,
                job.Run,
                job.ClipNo,
                job.Stage);
            var failed = Convert.ToInt32(state) - 1;
            connection.Run(
                "UPDATE job_run SET done = done - $2, failed = failed - $3, state = 0, at = $4 WHERE id = $1", job.Run, 1 - failed, failed, Values.ToText(now));
            count++;
        }

        return count;
    });

    public void Seen(WorkerRow worker) => database.Write(connection =>
    {
        connection.Run(
            """
            INSERT INTO worker (id, host, process, version, started_at, seen_at, slots, running, done, failed, ended, note)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, slots = excluded.slots, running = excluded.running, done = excluded.done,
              failed = excluded.failed, ended = excluded.ended, note = excluded.note
            """,
            worker.Id,
            worker.Host,
            worker.Process,
            worker.Version,
            Values.ToText(worker.StartedAt),
            Values.ToText(worker.SeenAt),
            worker.Slots,
            worker.Running,
            worker.Done,
            worker.Failed,
            worker.Ended ? 1 : 0,
            worker.Note);
    });

    public IReadOnlyList<WorkerRow> Workers(int most) => database.Read(connection => connection.Rows(
        """
        SELECT id, host, process, version, started_at, seen_at, slots, running, done, failed, ended, note
        FROM worker ORDER BY started_at DESC, id LIMIT $1
        """,
        row => new WorkerRow(
            row.String(0), row.String(1), row.Small(2), row.String(3), row.Instant(4), row.Instant(5), row.Small(6), row.Small(7), row.Whole(8), row.Whole(9),
            row.Flag(10), row.Text(11)),
        most));

    public void ForgetWorkers(DateTimeOffset before) => database.Write(connection =>
    {
        connection.Run("DELETE FROM worker WHERE seen_at < $1", Values.ToText(before));
    });

    private static JobKey KeyOf(SqlRow row) => new(row.String(0), row.Whole(1), row.String(2));

    private static JobRunRow RunOf(SqlRow row) => new(
        row.String(0), row.String(1), row.Instant(2), row.Instant(3), (JobRunState)row.Small(4), row.Small(5), row.Small(6), row.Small(7), row.Small(8), row.String(9));

    private sealed record Taken(string? Worker, int Tries);
}
