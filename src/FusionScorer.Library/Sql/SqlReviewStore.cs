using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlReviewStore(SqlDatabase database) : IReviewStore
{
    // Nobody claims for so long: such a claim was made before somebody set the clock back, and would hold its clip until the clock is there again.
    private static readonly TimeSpan Beyond = TimeSpan.FromHours(1);

    private const string SelectClaim = "SELECT clip_no, token, holder, client, since, until FROM claim ";

    // A row that has ended is taken over; one that the same tab holds is renewed and keeps its token.
    private const string Take = """
        INSERT INTO claim (clip_no, token, holder, client, since, until) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (clip_no) DO UPDATE SET
          token = CASE WHEN claim.holder = $3 AND claim.client = $4 THEN claim.token ELSE excluded.token END,
          since = CASE WHEN claim.holder = $3 AND claim.client = $4 THEN claim.since ELSE excluded.since END,
          holder = excluded.holder, client = excluded.client, until = excluded.until
        WHERE claim.until <= $5 OR claim.until > $7 OR (claim.holder = $3 AND claim.client = $4)
        RETURNING clip_no, token, holder, client, since, until
        """;

    public IReadOnlyList<ClaimRow> Claim(
        IReadOnlyList<long> candidates, int count, string holder, string client, Func<string> newToken, DateTimeOffset now, DateTimeOffset until) =>
        candidates.Count == 0 || count <= 0 ? [] : database.Write(connection =>
        {
            var taken = new List<ClaimRow>(count);
            foreach (var clip in candidates)
            {
                taken.AddRange(connection.Rows(Take, ClaimOf, clip, newToken(), holder, client, Values.ToText(now), Values.ToText(until), Values.ToText(now + Beyond)));
                if (taken.Count == count)
                    break;
            }

            return taken;
        });

    public IReadOnlyList<ClaimRow> Claims(DateTimeOffset now) => database.Read(connection =>
        connection.Rows(SelectClaim + "WHERE until > $1 AND until <= $2 ORDER BY clip_no", ClaimOf, Values.ToText(now), Values.ToText(now + Beyond)));

    public IReadOnlyList<ClaimRow> Renew(IReadOnlyList<string> tokens, string holder, DateTimeOffset until) =>
        tokens.Count == 0 ? [] : database.Write(connection =>
        {
            var renewed = new List<ClaimRow>(tokens.Count);
            foreach (var token in tokens)
            {
                renewed.AddRange(connection.Rows(
                    "UPDATE claim SET until = $1 WHERE token = $2 AND holder = $3 RETURNING clip_no, token, holder, client, since, until",
                    ClaimOf,
                    Values.ToText(until),
                    token,
                    holder));
            }

            return renewed;
        });

    public ClaimRow? Release(long clip, string? holder) => database.Write(connection => connection.Rows(
        "DELETE FROM claim WHERE clip_no = $1 AND (CAST($2 AS TEXT) IS NULL OR holder = $2) RETURNING clip_no, token, holder, client, since, until",
        ClaimOf,
        clip,
        holder).FirstOrDefault());

    public AnswerSaved Answer(Decision decision, BlindTask? task = null) => database.Write(connection =>
    {
        using var writer = new DecisionWriter(connection);
        if (!writer.Add(decision))
            return new AnswerSaved(Added: false, connection.First(DecisionRows.Select + "WHERE id = $1", DecisionRows.Decision, decision.Id));
        connection.Run("DELETE FROM claim WHERE clip_no = $1 AND holder = $2", decision.ClipNo, decision.Reviewer);
        connection.Run("DELETE FROM draft WHERE clip_no = $1 AND account = $2", decision.ClipNo, decision.Reviewer);
        SqlAccountStore.Log(connection, new AuditEvent(
            0, decision.At, decision.Reviewer, "decision", decision.Id, decision.Kind == DecisionKind.Level ? decision.Levels : decision.Kind.ToString().ToLowerInvariant()));
        return new AnswerSaved(Added: true, Before: null, task is null ? null : SqlQualityStore.Add(connection, task));
    });

    public IReadOnlyList<(long Place, Decision Decision)> DecisionsAfter(long after) => database.Read(connection =>
        connection.Rows(DecisionRows.Select + "WHERE seq > $1 ORDER BY seq", DecisionRows.Placed, after));

    public void SaveDraft(DraftRow draft) => database.Write(connection =>
    {
        connection.Run(
            """
            INSERT INTO draft (account, clip_no, content, at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (account, clip_no) DO UPDATE SET content = excluded.content, at = excluded.at
            """,
            draft.Account,
            draft.ClipNo,
            draft.Content,
            Values.ToText(draft.At));
    });

    public DraftRow? Draft(string account, long clip) => database.Read(connection => connection.First(
        "SELECT account, clip_no, content, at FROM draft WHERE account = $1 AND clip_no = $2",
        row => new DraftRow(row.String(0), row.Whole(1), row.String(2), row.Instant(3)),
        account,
        clip));

    public void DeleteDraft(string account, long clip) => database.Write(connection =>
    {
        connection.Run("DELETE FROM draft WHERE account = $1 AND clip_no = $2", account, clip);
    });

    private static ClaimRow ClaimOf(SqlRow row) =>
        new(row.Whole(0), row.String(1), row.String(2), row.String(3), row.Instant(4), row.Instant(5));
}
