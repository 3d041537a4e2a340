using FusionScorer.Core.Levels;

namespace FusionScorer.Library.Scanning;

/// <summary>Reads a stated rating as a level that may count as known, such as <c>Rated PG-13 for violence</c> or <c>US:R</c>.</summary>
public static class RatingText
{
    /// <summary>The level that a text states in the taxonomy's own words. What is only mapped from another scheme by age is a hint, not a level that is known.</summary>
    /// <param name="text">As written by a source; several countries may be separated by <c>/</c> or <c>|</c>.</param>
    /// <param name="taxonomy">Where level names come from.</param>
    /// <returns>Null when no level is stated.</returns>
    public static int? Level(string? text, Taxonomy taxonomy) =>
        RatingReading.Of(text, taxonomy) is { Kind: RatingKind.Own } reading ? reading.Level : null;
}
