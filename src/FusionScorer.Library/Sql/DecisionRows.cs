using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

/// <summary>How decisions are read.</summary>
internal static class DecisionRows
{
    public const string Select = """
        SELECT id, clip_no, reviewer, role, kind, levels, undoes, policy_hash, taxonomy, chosen_by, batch_id, inclusion_probability, audit,
          posterior, seconds, evidence_opened, at, note, seq
        FROM decision
        """ + " ";

    public static Decision Decision(SqlRow row) => new(
        row.String(0), row.Whole(1), row.String(2), row.String(3), (DecisionKind)row.Small(4), row.String(5), row.Text(6),
        row.String(7), row.String(8), row.String(9), row.WholeOrNull(10), row.NumberOrNull(11), row.Flag(12), row.Floats(13),
        row.NumberOrNull(14), row.SmallOrNull(15), row.Instant(16), row.Text(17));

    public static (long Place, Decision Decision) Placed(SqlRow row) => (row.Whole(18), Decision(row));
}

/// <summary>Adds decisions within a transaction.</summary>
internal sealed class DecisionWriter(SqlConnection connection) : IDisposable
{
    // A trigger drops a row whose id is there before.
    private readonly SqlStatement _insert = connection.Prepare(
        """
        INSERT INTO decision (id, clip_no, reviewer, role, kind, levels, undoes, policy_hash, taxonomy, chosen_by, batch_id,
          inclusion_probability, audit, posterior, seconds, evidence_opened, at, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        """,
        18);

    /// <summary>Adds one.</summary>
    /// <returns>False when a decision of this id was there before.</returns>
    public bool Add(Decision d) => _insert.Run(
        d.Id, d.ClipNo, d.Reviewer, d.Role, (int)d.Kind, d.Levels, d.Undoes, d.PolicyHash, d.Taxonomy, d.ChosenBy, d.BatchId,
        d.InclusionProbability, d.Audit, Values.ToBlob(d.Posterior.AsSpan()), d.Seconds, d.EvidenceOpened, Values.ToText(d.At), d.Note) == 1;

    public void Dispose() => _insert.Dispose();
}
