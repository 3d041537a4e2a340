namespace FusionScorer.Library.Checking;

/// <summary>A column that must name a row of another table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">Its column.</param>
/// <param name="Parent">Where the row is.</param>
/// <param name="ParentColumn">By which column.</param>
/// <param name="Mend">How to mend it.</param>
/// <param name="Sorted">Whether rows lie in the order of the column, so that equal ones are asked once.</param>
public sealed record TableLink(string Table, string Column, string Parent, string ParentColumn, string Mend, bool Sorted = false)
{
    /// <summary>Counts rows that name nothing.</summary>
    public CheckQuery Query
    {
        get
        {
            var children = Sorted
                ? $"(SELECT {Column}, count(*) AS n FROM {Table} GROUP BY {Column})"
                : $"(SELECT {Column}, 1 AS n FROM {Table} WHERE {Column} IS NOT NULL)";
            return new CheckQuery(
                "links",
                $"rows of {Table} whose {Column} is not in {Parent}",
                $"SELECT CAST(coalesce(sum(n), 0) AS BIGINT), CAST(min({Column}) AS TEXT) FROM {children} child WHERE NOT EXISTS (SELECT 1 FROM {Parent} WHERE {Parent}.{ParentColumn} = child.{Column})",
                Mend);
        }
    }
}

/// <summary>Rows that must have other rows: every foreign key of the schema, and what no foreign key holds.</summary>
public static class LinkChecks
{
    private const string Restore = "restore the database from a backup; what is left is safe to use meanwhile";
    private const string Rescan = "run fusion scan, or import the data set again";
    private const string Refuse = "run fusion fuse";
    private const string Reimport = "import the table again";
    private const string Redistribute = "run fusion extract --broker again";
    private const string Reextract = "run fusion extract --force";

    /// <summary>The foreign keys, but for that of evidence, which hangs on its reading.</summary>
    public static IReadOnlyList<TableLink> Keys { get; } =
    [
        new("file", "clip_no", "clip", "no", Rescan),
        new("credit", "clip_no", "clip", "no", Rescan, Sorted: true),
        new("credit", "mention", "mention", "id", Rescan),
        new("viewer_link", "load", "load", "id", Reimport, Sorted: true),
        new("viewer_link", "clip_no", "clip", "no", Reimport),
        new("known_level", "load", "load", "id", Reimport, Sorted: true),
        new("known_level", "clip_no", "clip", "no", Reimport),
        new("reading", "clip_no", "clip", "no", Restore, Sorted: true),
        new("reading", "feature_set", "feature_set", "id", Reextract),
        new("decision", "clip_no", "clip", "no", Restore),
        new("active_policy", "hash", "policy", "hash", "run fusion policy apply"),
        new("fused", "clip_no", "clip", "no", Refuse),
        new("pick", "batch_id", "batch", "id", Restore, Sorted: true),
        new("pick", "clip_no", "clip", "no", Restore),
        new("claim", "clip_no", "clip", "no", Restore),
        new("draft", "clip_no", "clip", "no", Restore),
        new("blind_task", "clip_no", "clip", "no", Restore),
        new("job", "run_id", "job_run", "id", Redistribute, Sorted: true),
        new("job", "clip_no", "clip", "no", Redistribute),
        new("webhook_delivery", "webhook", "webhook", "id", Restore),
        new("webhook_delivery", "decision", "decision", "seq", Restore),
    ];

    /// <summary>All questions.</summary>
    public static IEnumerable<CheckQuery> Queries => [.. Keys.Select(key => key.Query), .. Others];

    /// <summary>Questions that take long, for a thorough look.</summary>
    public static IEnumerable<CheckQuery> Deep { get; } =
    [
        new(
            "links",
            "readings whose observation is not there any more",
            """
            SELECT count(*), CAST(min(clip_no) AS TEXT) FROM reading
            WHERE status = 0 AND observation_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM observation WHERE observation.key = reading.observation_key)
            """,
            Reextract),
        new(
            "links",
            "observations that no reading refers to",
            "SELECT count(*), min(key) FROM observation WHERE key NOT IN (SELECT observation_key FROM reading WHERE observation_key IS NOT NULL)",
            "nothing to do: they are used again when their clip comes back",
            IsFault: false),
    ];

    private static IEnumerable<CheckQuery> Others { get; } =
    [
        new(
            "links",
            "evidence without a reading",
            """
            SELECT CAST(coalesce(sum(n), 0) AS BIGINT), CAST(min(clip_no) AS TEXT) FROM (SELECT clip_no, signal, count(*) AS n FROM evidence GROUP BY clip_no, signal) fact
            WHERE NOT EXISTS (SELECT 1 FROM reading WHERE reading.clip_no = fact.clip_no AND reading.signal = fact.signal)
            """,
            Reextract),
        new(
            "loads",
            "imports that never ended",
            "SELECT count(*), min(source) FROM load WHERE state <> 1",
            "import the table again, unless that is being done now; its rows do not count until then",
            IsFault: false),
        new(
            "accounts",
            "invitations, sign-ins or drafts of accounts that are not there",
            """
            SELECT count(*), min(account) FROM (
              SELECT account FROM invitation WHERE account <> '' UNION ALL SELECT account FROM account_subject UNION ALL SELECT account FROM draft) named
            WHERE lower(account) NOT IN (SELECT lower(name) FROM account)
            """,
            "restore the database from a backup, or invite the person again"),
        new(
            "accounts",
            "accounts with an unknown role",
            "SELECT count(*), min(name) FROM account WHERE role NOT IN ('reviewer', 'lead', 'policy', 'admin')",
            "let an administrator set the role anew"),
    ];
}
