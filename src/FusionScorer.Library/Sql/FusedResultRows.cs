using System.Runtime.InteropServices;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

/// <summary>Fusion runs and the latest result of each clip.</summary>
/// <remarks>
/// Results are saved in many transactions, and only where they differ. Until the last one, the former run stays the latest if it had the same
/// policy: readers may then see some results already refreshed. Under another policy levels and votes mean something else, so there is no latest
/// run and there are no results until all are saved. After a crash the next run mends what is there.
/// </remarks>
internal sealed class FusedResultRows(SqlDatabase database)
{
    private const int Saving = 0;
    private const int Saved = 1;
    private const int History = 2;
    private const int RunsKept = 20;

    private const string Select =
        "SELECT clip_no, level, posterior, label_model, votes, conflict, conflict_pair, expected_cost FROM fused ";

    private const string IfAnySaved = "EXISTS (SELECT 1 FROM fusion_run WHERE state = 1) ";

    public FusionRow? Latest() => database.Read(connection => connection.First(
        "SELECT id, policy_hash, decisions, fit, at, functions FROM fusion_run WHERE state = $1 ORDER BY id DESC LIMIT 1",
        row => new FusionRow(row.Whole(0), row.String(1), row.Small(2), row.String(3), row.Instant(4), row.Text(5)),
        Saved));

    public long LatestId() => database.Read(connection => (long)connection.Scalar("SELECT coalesce(max(id), 0) FROM fusion_run WHERE state = $1", Saved)!);

    public void Read(FusedVisitor visit) => database.Stream(connection =>
    {
        using var command = connection.Prepare(Select + "WHERE " + IfAnySaved + "ORDER BY clip_no", 0);
        using var reader = command.Query();
        var strings = new StringPool();
        while (reader.Read())
        {
            visit(new FusedRow(
                reader.Whole(0), reader.Small(1), reader.FloatSpan(2), reader.FloatSpan(3), reader.Bytes(4), reader.Number(5), strings.Share(reader.String(6)), reader.Number(7)));
        }

        return true;
    });

    public List<FusedClip> All() => database.Read(connection =>
        connection.Rows(Select + "WHERE " + IfAnySaved + "ORDER BY clip_no", Row));

    public List<FusedClip> Between(long first, long last) => database.Read(connection =>
        connection.Rows(Select + "WHERE clip_no BETWEEN $1 AND $2 AND " + IfAnySaved + "ORDER BY clip_no", Row, first, last));

    public FusedClip? Find(long clip) => database.Read(connection =>
        connection.First(Select + "WHERE clip_no = $1 AND " + IfAnySaved, Row, clip));

    /// <summary>Replaces the results. An id that another run took meanwhile, or 0, is replaced by the next one.</summary>
    public void Save(FusionRow run, IReadOnlyList<FusedClip> results)
    {
        var id = Begin(run);
        foreach (var chunk in Differences(results).Chunk(Chunks.MaxRows))
        {
            // Of two runs saved at the same time, the later one saves all that is its own: this one is out of date already.
            if (!database.Write(connection => IsNewest(connection, id) && Write(connection, chunk, results)))
                return;
        }

        database.Write(connection =>
        {
            if (!IsNewest(connection, id))
                return;
            connection.Run("UPDATE fusion_run SET state = $1 WHERE id = $2", Saved, id);
            connection.Run("DELETE FROM fusion_run WHERE id < $1 AND state = $2", id, Saving);
            connection.Run("DELETE FROM fusion_run WHERE id NOT IN (SELECT id FROM fusion_run ORDER BY id DESC LIMIT $1)", RunsKept);
        });
    }

    private static bool IsNewest(SqlConnection connection, long id) =>
        connection.Scalar("SELECT max(id) FROM fusion_run") is long newest && newest == id;

    private static bool Write(SqlConnection connection, (long ClipNo, int Index)[] changes, IReadOnlyList<FusedClip> results)
    {
        using (var delete = connection.Prepare("DELETE FROM fused WHERE clip_no = $1", 1))
            delete.RunMany(changes.Where(change => change.Index < 0).Select(change => (object?[])[change.ClipNo]));
        using var rows = connection.Bulk("fused", "clip_no, level, posterior, label_model, votes, conflict, conflict_pair, expected_cost", "clip_no");
        foreach (var (clip, index) in changes)
        {
            if (index < 0)
                continue;
            var result = results[index];
            rows.Add(
                clip, result.Level, Values.ToBlob(result.Posterior.AsSpan()), Values.ToBlob(result.LabelModel.AsSpan()),
                ImmutableCollectionsMarshal.AsArray(result.Votes), result.Conflict, result.ConflictPair, result.ExpectedCost);
        }

        rows.Complete();
        return true;
    }

    private static FusedClip Row(SqlRow row) => new(
        row.Whole(0), row.Small(1), row.Floats(2), row.Floats(3), [.. row.Bytes(4)], row.Number(5),
        row.String(6), row.Number(7));

    private static bool Same(FusedClip a, SqlRow stored) =>
        a.Level == stored.Small(1)
        && a.Posterior.AsSpan().SequenceEqual(stored.FloatSpan(2))
        && a.LabelModel.AsSpan().SequenceEqual(stored.FloatSpan(3))
        && a.Votes.AsSpan().SequenceEqual(stored.Bytes(4))
        && a.Conflict.Equals(stored.Number(5))
        && a.ConflictPair == stored.String(6)
        && a.ExpectedCost.Equals(stored.Number(7));

    private long Begin(FusionRow run) => database.Write(connection =>
    {
        var id = Math.Max(run.Id, 1 + (long)connection.Scalar("SELECT coalesce(max(id), 0) FROM fusion_run")!);
        connection.Run("UPDATE fusion_run SET state = $1 WHERE state = $2 AND policy_hash <> $3", History, Saved, run.PolicyHash);
        connection.Run(
            "INSERT INTO fusion_run (id, policy_hash, decisions, fit, at, state, functions) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            run.PolicyHash,
            run.Decisions,
            run.Fit,
            Values.ToText(run.At),
            Saving,
            run.Functions);
        return id;
    });

    /// <summary>What to write, as places in the results, and, with −1, what to remove, by clip. Results may be records made when asked for: none is kept.</summary>
    private List<(long ClipNo, int Index)> Differences(IReadOnlyList<FusedClip> results)
    {
        var numbers = results.Select(result => result.ClipNo).ToArray();
        int[] order = [.. Enumerable.Range(0, numbers.Length)];
        Array.Sort(numbers, order);
        return database.Read(connection =>
        {
            var differences = new List<(long, int)>();
            using var command = connection.Prepare(Select + "ORDER BY clip_no", 0);
            using var reader = command.Query();
            var next = 0;
            while (reader.Read())
            {
                var stored = reader.Whole(0);
                while (next < numbers.Length && numbers[next] < stored)
                    Add();
                if (next == numbers.Length || numbers[next] > stored)
                    differences.Add((stored, -1));
                else if (Same(results[order[next]], reader))
                    next++;
                else
                    Add();
            }

            while (next < numbers.Length)
                Add();
            return differences;

            void Add()
            {
                differences.Add((numbers[next], order[next]));
                next++;
            }
        });
    }
}
