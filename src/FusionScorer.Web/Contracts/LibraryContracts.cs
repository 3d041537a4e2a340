using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

// The shapes of /api/v1; ClientApp/src/api/libraryTypes.ts has the same, and says what each part means.

/// <summary>A page of the library.</summary>
public sealed record LibraryPage(int Total, int Clips, IReadOnlyList<LibraryItem> Items, double Milliseconds);

/// <summary>A clip of the library in a list, or a line of its export.</summary>
public sealed record LibraryItem(
    string Clip, string Title, int? Year, string? Root, string? Path, double? Minutes, IReadOnlyList<string> Genres, string? Level, string Source, string Status,
    IReadOnlyList<float> Posterior, double Conflict, string? Pair, double Cost, bool ModelDisagrees, DateTimeOffset? DecidedAt);

/// <summary>What a library could be narrowed to.</summary>
public sealed record LibraryFacetsView(
    IReadOnlyList<FacetOf> Levels, IReadOnlyList<FacetOf> Statuses, IReadOnlyList<FacetOf> Sources, IReadOnlyList<FacetOf> Signals, IReadOnlyList<FacetOf> Missing,
    IReadOnlyList<FacetOf> Pairs, IReadOnlyList<FacetOf> Genres, IReadOnlyList<FacetOf> Roots, IReadOnlyList<YearCount> Years);

/// <summary>One choice of a facet.</summary>
public sealed record FacetOf(string Name, int Count);

/// <summary>Clips released in a span of years.</summary>
public sealed record YearCount(int From, int To, int Clips);

/// <summary>How these shapes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LibraryPage))]
[JsonSerializable(typeof(LibraryFacetsView))]
[JsonSerializable(typeof(string))]
internal sealed partial class LibraryJson : JsonSerializerContext;
