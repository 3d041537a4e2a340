using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlWebhookStore(SqlDatabase database) : IWebhookStore
{
    private const string SelectDelivery = "SELECT id, webhook, decision, state, attempts, next_at, last_at, status, fault FROM webhook_delivery ";

    public IReadOnlyList<WebhookRow> All() => database.Read(connection => connection.Rows(
        "SELECT id, url, secret, created_at, created_by FROM webhook ORDER BY id",
        row => new WebhookRow(row.Whole(0), row.String(1), row.String(2), row.Instant(3), row.String(4))));

    public long Add(WebhookRow webhook, AuditEvent audit) => database.Write(connection =>
    {
        var id = (long)connection.Scalar(
            "INSERT INTO webhook (url, secret, created_at, created_by) VALUES ($1, $2, $3, $4) RETURNING id",
            webhook.Url,
            webhook.Secret,
            Values.ToText(webhook.CreatedAt),
            webhook.CreatedBy)!;
        SqlAccountStore.Log(connection, audit);
        return id;
    });

    public bool Remove(long id, AuditEvent audit) => database.Write(connection =>
    {
        connection.Run("DELETE FROM webhook_delivery WHERE webhook = $1", id);
        if (connection.Run("DELETE FROM webhook WHERE id = $1", id) == 0)
            return false;
        SqlAccountStore.Log(connection, audit);
        return true;
    });

    public IReadOnlyList<DeliveryRow> Due(DateTimeOffset now, IReadOnlyCollection<long> without, int most) => database.Read(connection =>
    {
        var passed = without.Count == 0 ? "" : $"AND webhook NOT IN ({string.Join(',', without)}) ";
        return connection.Rows(SelectDelivery + $"WHERE state = 0 AND next_at <= $1 {passed}ORDER BY id LIMIT $2", DeliveryOf, Values.ToText(now), most);
    });

    public (Decision Decision, string ClipId) DecisionOf(DeliveryRow delivery) => database.Read(connection =>
    {
        var decision = connection.First(DecisionRows.Select + "WHERE seq = $1", DecisionRows.Decision, delivery.Decision)!;
        return (decision, (string)connection.Scalar("SELECT clip_id FROM clip WHERE no = $1", decision.ClipNo)!);
    });

    public void Tried(DeliveryRow delivery) => database.Write(connection =>
    {
        connection.Run(
            "UPDATE webhook_delivery SET state = $1, attempts = $2, next_at = $3, last_at = $4, status = $5, fault = $6 WHERE id = $7",
            (int)delivery.State,
            delivery.Attempts,
            delivery.NextAt is { } next ? Values.ToText(next) : "",
            delivery.LastAt is { } last ? Values.ToText(last) : null,
            delivery.Status,
            delivery.Fault,
            delivery.Id);
    });

    public IReadOnlyList<DeliveryCount> Counts() => database.Read(connection => connection.Rows(
        "SELECT webhook, state, count(*) FROM webhook_delivery GROUP BY webhook, state",
        row => new DeliveryCount(row.Whole(0), (DeliveryState)row.Small(1), row.Small(2))));

    public IReadOnlyList<DeliveryRow> Deliveries(long webhook, int limit, int offset) => database.Read(connection => connection.Rows(
        SelectDelivery + "WHERE webhook = $1 ORDER BY id DESC LIMIT $2 OFFSET $3", DeliveryOf, webhook, limit, offset));

    public int Retry(long webhook) => database.Write(connection =>
        connection.Run("UPDATE webhook_delivery SET state = 0, attempts = 0, next_at = '' WHERE webhook = $1 AND state = 2", webhook));

    public void Forget(DateTimeOffset before) => database.Write(connection =>
    {
        connection.Run("DELETE FROM webhook_delivery WHERE state = 1 AND last_at < $1", Values.ToText(before));
    });

    private static DeliveryRow DeliveryOf(SqlRow row) => new(
        row.Whole(0), row.Whole(1), row.Whole(2), (DeliveryState)row.Small(3), row.Small(4), At(row.Text(5)), At(row.Text(6)), row.SmallOrNull(7), row.Text(8));

    private static DateTimeOffset? At(string? text) => string.IsNullOrEmpty(text) ? null : Values.ParseInstant(text);
}
