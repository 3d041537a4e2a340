namespace FusionScorer.Library.Records;

/// <summary>Where decisions are sent.</summary>
/// <param name="Id">0 before it is stored.</param>
/// <param name="Url">An address, <c>http</c> or <c>https</c>.</param>
/// <param name="Secret">What signatures are made with, protected.</param>
/// <param name="CreatedAt">When it was set up.</param>
/// <param name="CreatedBy">By whom.</param>
public sealed record WebhookRow(long Id, string Url, string Secret, DateTimeOffset CreatedAt, string CreatedBy);

/// <summary>What became of a delivery.</summary>
public enum DeliveryState
{
    /// <summary>It is to be sent, for the first time or again.</summary>
    Waiting,

    /// <summary>The receiver said so.</summary>
    Delivered,

    /// <summary>Too many tries failed; an administrator may send it again.</summary>
    GivenUp,
}

/// <summary>One decision for one receiver.</summary>
/// <param name="Id">Grows with each delivery; the same in every try.</param>
/// <param name="Webhook">The receiver.</param>
/// <param name="Decision">The decision's place in the log.</param>
/// <param name="State">What became of it.</param>
/// <param name="Attempts">Tries so far.</param>
/// <param name="NextAt">When it is tried next; null for at once.</param>
/// <param name="LastAt">When it was tried last.</param>
/// <param name="Status">The last answer's status; null when none came.</param>
/// <param name="Fault">Why the last try failed; null when it did not.</param>
public sealed record DeliveryRow(
    long Id, long Webhook, long Decision, DeliveryState State, int Attempts, DateTimeOffset? NextAt, DateTimeOffset? LastAt, int? Status, string? Fault);

/// <summary>How many deliveries of a receiver there are.</summary>
/// <param name="Webhook">The receiver.</param>
/// <param name="State">What became of them.</param>
/// <param name="Count">How many.</param>
public readonly record struct DeliveryCount(long Webhook, DeliveryState State, int Count);
