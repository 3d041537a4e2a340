using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

/// <summary>Where to send decisions.</summary>
public sealed record WebhookRequest(string? Url);

/// <summary>A receiver that was just set up. The secret is shown now and never again.</summary>
public sealed record WebhookMade(long Id, string Url, string Secret);

/// <summary>A receiver of decisions.</summary>
public sealed record WebhookView(long Id, string Url, DateTimeOffset CreatedAt, string CreatedBy, int Waiting, int Delivered, int GivenUp);

/// <summary>What became of a delivery: <c>waiting</c>, <c>delivered</c> or <c>givenUp</c>.</summary>
public sealed record DeliveryView(long Id, long Sequence, string State, int Attempts, DateTimeOffset? NextAt, DateTimeOffset? LastAt, int? Status, string? Fault);

/// <summary>How many deliveries are tried again.</summary>
public sealed record RetryView(int Retried);

/// <summary>What a receiver is sent. <c>sequence</c> grows with the log of decisions; deliveries may come in any order, and more than once.</summary>
public sealed record DecisionMessage(string Schema, string Project, long Delivery, long Sequence, DecisionMessagePart Decision);

/// <summary>The decision itself. <c>levels</c> is null unless <c>kind</c> is <c>level</c>; <c>undoes</c> is null unless it is <c>undo</c>.</summary>
public sealed record DecisionMessagePart(
    string Id, string Clip, string Kind, string? Levels, string? Undoes, string Reviewer, string Role, string Policy, IReadOnlyList<string> Taxonomy, DateTimeOffset At, string? Note);

/// <summary>How these shapes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(WebhookMade))]
[JsonSerializable(typeof(IReadOnlyList<WebhookView>))]
[JsonSerializable(typeof(IReadOnlyList<DeliveryView>))]
[JsonSerializable(typeof(RetryView))]
[JsonSerializable(typeof(DecisionMessage))]
internal sealed partial class WebhookJson : JsonSerializerContext;
