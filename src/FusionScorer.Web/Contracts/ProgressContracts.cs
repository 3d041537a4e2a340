using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

// The shapes of /api/v1; ClientApp/src/api/progressTypes.ts has the same, and says what each part means.

/// <summary>How many clips a signal was read on.</summary>
public sealed record SignalStatus(string Signal, int Read, int Missing, int Failed, int Waiting);

/// <summary>How these shapes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SignalStatus))]
internal sealed partial class ProgressJson : JsonSerializerContext;
