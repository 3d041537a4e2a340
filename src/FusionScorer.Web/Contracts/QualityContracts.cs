using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

// The shapes of /api/v1; ClientApp/src/api/qualityTypes.ts has the same, and says what each part means.

/// <summary>What share of clips is asked twice, or though its level is known.</summary>
public sealed record QualitySettings(double SecondShare, double HiddenShare);

/// <summary>How these shapes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QualitySettings))]
internal sealed partial class QualityJson : JsonSerializerContext;
