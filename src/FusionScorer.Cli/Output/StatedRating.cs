using System.Text.Json;
using FusionScorer.Core.Levels;

namespace FusionScorer.Cli.Output;

/// <summary>A rating that metadata states, and what was made of it.</summary>
internal static class StatedRating
{
    /// <summary>A line for people.</summary>
    public static string Markup(string text, Taxonomy taxonomy)
    {
        var reading = RatingReading.Of(text, taxonomy);
        var shown = SafeText.Cell(text);
        var read = reading.Kind switch
        {
            RatingKind.Own => $"stated rating: {shown} = {LevelStyle.Markup(taxonomy, reading.Level)}",
            RatingKind.Mapped => $"stated rating: {shown}, by age {LevelStyle.Markup(taxonomy, reading.Level)}{(reading.Scheme is { } scheme ? $" ({SafeText.Cell(scheme.Name)})" : "")}; a hint, not a known level",
            RatingKind.Unrated => $"stated rating: {shown}, which is none",
            _ => $"[yellow]stated rating: {shown} is of no scheme that is known, and counts for nothing[/]",
        };
        return reading.Unread is { } part ? $"{read}\n[yellow]of it, '{SafeText.Cell(part)}' is of no scheme that is known, and counts for nothing[/]" : read;
    }

    /// <summary>The same as JSON; of kind <c>none</c> where nothing is stated.</summary>
    public static void Write(Utf8JsonWriter json, string? text, Taxonomy taxonomy)
    {
        var reading = RatingReading.Of(text, taxonomy);
        json.WriteStartObject("statedRating");
        json.WriteString("text", text);
        json.WriteString("kind", reading.Kind.ToString().ToLowerInvariant());
        json.WriteString("level", reading.Level < 0 ? null : taxonomy[reading.Level]);
        json.WriteString("scheme", reading.Scheme?.Id);
        json.WriteString("unread", reading.Unread);
        json.WriteEndObject();
    }
}
