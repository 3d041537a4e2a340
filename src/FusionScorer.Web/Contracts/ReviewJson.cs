using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

/// <summary>How the shapes of reviewing are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QueuePage))]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(ClaimAnswer))]
[JsonSerializable(typeof(HeartbeatRequest))]
[JsonSerializable(typeof(HeartbeatAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ClaimView>))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(DecisionAnswer))]
[JsonSerializable(typeof(IReadOnlyList<DecisionView>))]
[JsonSerializable(typeof(ClipBundle))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(ModelState))]
internal sealed partial class ReviewJson : JsonSerializerContext;
