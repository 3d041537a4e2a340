using FusionScorer.Library.Records;

namespace FusionScorer.Library;

/// <summary>Receivers of decisions, and what has to be sent to them. Every decision that is added after a receiver is due to it, in the same transaction.</summary>
public interface IWebhookStore
{
    /// <summary>All receivers, in the order in which they were set up.</summary>
    IReadOnlyList<WebhookRow> All();

    /// <summary>Sets one up, and writes it to the audit log.</summary>
    /// <returns>Its id.</returns>
    long Add(WebhookRow webhook, AuditEvent audit);

    /// <summary>Removes one with its deliveries, and writes it to the audit log.</summary>
    /// <returns>False when there is none.</returns>
    bool Remove(long id, AuditEvent audit);

    /// <summary>Deliveries that are to be tried now, oldest first.</summary>
    /// <param name="now">The time.</param>
    /// <param name="without">Receivers to pass over.</param>
    /// <param name="most">The most of them.</param>
    IReadOnlyList<DeliveryRow> Due(DateTimeOffset now, IReadOnlyCollection<long> without, int most);

    /// <summary>The decision of a delivery, with the public id of its clip.</summary>
    (Decision Decision, string ClipId) DecisionOf(DeliveryRow delivery);

    /// <summary>Saves what became of a try.</summary>
    void Tried(DeliveryRow delivery);

    /// <summary>How many deliveries each receiver has.</summary>
    IReadOnlyList<DeliveryCount> Counts();

    /// <summary>A page of the deliveries of a receiver, newest first.</summary>
    IReadOnlyList<DeliveryRow> Deliveries(long webhook, int limit, int offset);

    /// <summary>Tries again what was given up.</summary>
    /// <returns>How many.</returns>
    int Retry(long webhook);

    /// <summary>Forgets what was delivered before a time.</summary>
    void Forget(DateTimeOffset before);
}
