using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlQualityStore(SqlDatabase database) : IQualityStore
{
    private const string Select = "SELECT id, kind, clip_no, account, decision_id, level, share, at FROM blind_task ";

    public BlindTask Add(BlindTask task) => database.Write(connection => Add(connection, task));

    public IReadOnlyList<BlindTask> TasksAfter(long id) => database.Read(connection => connection.Rows(Select + "WHERE id > $1 ORDER BY id", TaskOf, id));

    /// <summary>Adds a task within a transaction.</summary>
    internal static BlindTask Add(SqlConnection connection, BlindTask task)
    {
        connection.Run(
            "INSERT INTO blind_task (kind, clip_no, account, decision_id, level, share, at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            (int)task.Kind,
            task.ClipNo,
            task.Account,
            task.DecisionId,
            task.Level,
            task.Share,
            Values.ToText(task.At));
        return connection.First(
            Select + "WHERE kind = $1 AND clip_no = $2 AND account = $3 AND coalesce(decision_id, '') = coalesce($4, '')", TaskOf, (int)task.Kind, task.ClipNo, task.Account, task.DecisionId)!;
    }

    private static BlindTask TaskOf(SqlRow row) =>
        new(row.Whole(0), (BlindKind)row.Small(1), row.Whole(2), row.String(3), row.Text(4), row.Text(5), row.NumberOrNull(6), row.Instant(7));
}
