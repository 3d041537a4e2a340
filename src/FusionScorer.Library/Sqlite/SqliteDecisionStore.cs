using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sqlite;

internal sealed class SqliteDecisionStore(SqliteDatabase database) : IDecisionStore
{
    // A trigger drops a row whose id is there before.
    private const string Insert = """
        INSERT INTO decision (id, clip_no, reviewer, role, kind, levels, undoes, policy_hash, taxonomy, chosen_by, batch_id,
          inclusion_probability, audit, posterior, seconds, evidence_opened, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """;

    private readonly StagedLoads _loads = new(database, "known_level");

    public bool Append(Decision decision) => AppendMany([decision]) == 1;

    public int AppendMany(IReadOnlyList<Decision> decisions) => decisions.Count == 0 ? 0 : database.Write(connection =>
    {
        using var insert = connection.Prepare(Insert, 17);
        var added = 0;
        foreach (var d in decisions)
        {
            added += insert.Run(
                d.Id, d.ClipNo, d.Reviewer, d.Role, (int)d.Kind, d.Levels, d.Undoes, d.PolicyHash, d.Taxonomy, d.ChosenBy, d.BatchId,
                d.InclusionProbability, d.Audit, Columns.ToBlob(d.Posterior.AsSpan()), d.Seconds, d.EvidenceOpened, Columns.ToText(d.At));
        }

        return added;
    });

    public IReadOnlyList<Decision> All() => database.Read(connection => connection.Rows(
        """
        SELECT id, clip_no, reviewer, role, kind, levels, undoes, policy_hash, taxonomy, chosen_by, batch_id, inclusion_probability, audit,
          posterior, seconds, evidence_opened, at
        FROM decision ORDER BY seq
        """,
        row => new Decision(
            row.String(0), row.Whole(1), row.String(2), row.String(3), (DecisionKind)row.Small(4), row.String(5), row.Text(6),
            row.String(7), row.String(8), row.String(9), row.WholeOrNull(10), row.NumberOrNull(11), row.Flag(12), row.Floats(13),
            row.NumberOrNull(14), row.SmallOrNull(15), row.Instant(16))));

    public IReadOnlyList<KnownLevel> KnownLevels() => database.Read(connection => connection.Rows(
        """
        SELECT k.clip_no, k.level, coalesce(k.source, l.source) AS source
        FROM load l
        JOIN known_level k ON k.load = l.id
        JOIN clip c ON c.no = k.clip_no AND c.present = 1
        WHERE l.target = 'known_level' AND l.state = 1
        ORDER BY k.clip_no, source
        """,
        row => new KnownLevel(row.Whole(0), row.String(1), row.String(2))));

    /// <inheritdoc/>
    /// <remarks>Where a clip is named twice, the last one counts.</remarks>
    public void ReplaceKnownLevels(string source, IReadOnlyList<KnownLevel> levels)
    {
        var lastOfClip = new Dictionary<long, KnownLevel>();
        foreach (var level in levels)
            lastOfClip[level.ClipNo] = level;
        _loads.Replace(
            source,
            lastOfClip.Values.OrderBy(level => level.ClipNo),
            "INSERT INTO known_level (load, n, clip_no, level, source) VALUES ($1, $2, $3, $4, $5)",
            parameters: 5,
            (insert, load, n, level) => insert.Run(load, n, level.ClipNo, level.Level, level.Source == source ? null : level.Source));
    }
}
