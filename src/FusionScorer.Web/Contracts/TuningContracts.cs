using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

// The shapes of /api/v1; ClientApp/src/api/tuningTypes.ts has the same, and says what each part means.

/// <summary>A policy in a list.</summary>
public sealed record PolicyHead(string Hash, string? Parent, string Author, string Note, DateTimeOffset At, bool Active);

/// <summary>How these shapes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PolicyHead))]
internal sealed partial class TuningJson : JsonSerializerContext;
