using System.Collections.Immutable;

namespace FusionScorer.Core.Clips;

/// <summary>What a sidecar or a table says of a clip. Lists are empty, and the rest null, where nothing is said.</summary>
/// <param name="Title">The title as written.</param>
/// <param name="Year">Year of release.</param>
/// <param name="DurationMinutes">Running time in minutes.</param>
/// <param name="Genres">Genres as written, in order, no doubles.</param>
/// <param name="Directors">Directors in the order written.</param>
/// <param name="Cast">Actors in the order written.</param>
/// <param name="ImdbId">The <c>tt…</c> id.</param>
/// <param name="Rating">A rating that the source states, as written; only a hint until the policy trusts it.</param>
/// <param name="Writers">Writers in the order written.</param>
public sealed record ClipMetadata(
    string? Title = null,
    int? Year = null,
    double? DurationMinutes = null,
    ImmutableArray<string> Genres = default,
    ImmutableArray<Credit> Directors = default,
    ImmutableArray<Credit> Cast = default,
    string? ImdbId = null,
    string? Rating = null,
    ImmutableArray<Credit> Writers = default)
{
    /// <summary>Nothing known.</summary>
    public static readonly ClipMetadata Empty = new();

    /// <inheritdoc cref="ClipMetadata(string?, int?, double?, ImmutableArray{string}, ImmutableArray{Credit}, ImmutableArray{Credit}, string?, string?, ImmutableArray{Credit})"/>
    public ImmutableArray<string> Genres { get; init; } = Genres.IsDefault ? [] : Genres;

    /// <inheritdoc cref="ClipMetadata(string?, int?, double?, ImmutableArray{string}, ImmutableArray{Credit}, ImmutableArray{Credit}, string?, string?, ImmutableArray{Credit})"/>
    public ImmutableArray<Credit> Directors { get; init; } = Directors.IsDefault ? [] : Directors;

    /// <inheritdoc cref="ClipMetadata(string?, int?, double?, ImmutableArray{string}, ImmutableArray{Credit}, ImmutableArray{Credit}, string?, string?, ImmutableArray{Credit})"/>
    public ImmutableArray<Credit> Cast { get; init; } = Cast.IsDefault ? [] : Cast;

    /// <inheritdoc cref="ClipMetadata(string?, int?, double?, ImmutableArray{string}, ImmutableArray{Credit}, ImmutableArray{Credit}, string?, string?, ImmutableArray{Credit})"/>
    public ImmutableArray<Credit> Writers { get; init; } = Writers.IsDefault ? [] : Writers;
}
