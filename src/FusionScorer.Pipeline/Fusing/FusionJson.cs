using System.Text.Json.Serialization;
using FusionScorer.Core.Fusion;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>Source-generated JSON of what a fusion run stores: no reflection at start-up.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LabelModelFitData))]
[JsonSerializable(typeof(LearnedFunctions))]
internal sealed partial class FusionJson : JsonSerializerContext;
