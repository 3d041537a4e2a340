using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

// The shapes of /api/v1; ClientApp/src/api/libraryTypes.ts has the same, and says what each part means.

/// <summary>One choice of a facet.</summary>
public sealed record FacetOf(string Name, int Count);

/// <summary>How these shapes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FacetOf))]
internal sealed partial class LibraryJson : JsonSerializerContext;
