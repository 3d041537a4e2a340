using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FusionScorer.Signals.Nudity;

/// <summary>What was seen in a clip.</summary>
/// <param name="DurationMs">The clip's duration; null when unknown.</param>
/// <param name="IntervalMs">How far apart pictures were to lie.</param>
/// <param name="Frames">The pictures, in order of time.</param>
/// <param name="Thumbnails">Small copies that were kept, in order of time.</param>
/// <param name="Note">Why the clip was not seen to its end; null when it was.</param>
public sealed record NudityObservation(
    long? DurationMs, long IntervalMs, ImmutableArray<NudityFrame> Frames, ImmutableArray<NudityThumbnail> Thumbnails, string? Note)
{
    /// <summary>Reads an observation's JSON.</summary>
    public static NudityObservation Parse(string json) =>
        JsonSerializer.Deserialize(json, NudityJson.Default.NudityObservation) ?? throw new JsonException("the observation is empty");

    /// <summary>The observation as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, NudityJson.Default.NudityObservation);
}

/// <summary>One picture's scores, with four decimals.</summary>
/// <param name="Ms">Its time on the player's clock.</param>
/// <param name="Porn">As in <see cref="NudityScore"/>.</param>
/// <param name="Hentai">As in <see cref="NudityScore"/>.</param>
/// <param name="Sexy">As in <see cref="NudityScore"/>.</param>
public readonly record struct NudityFrame(long Ms, double Porn, double Hentai, double Sexy)
{
    /// <summary>The score of the signal.</summary>
    [JsonIgnore]
    public double Nudity => Math.Min(1, Porn + Hentai);
}

/// <summary>A small copy of a picture.</summary>
/// <param name="Ms">Its time on the player's clock.</param>
/// <param name="Name">Its name among the thumbnails.</param>
public sealed record NudityThumbnail(long Ms, string Name);

/// <summary>How observations are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NudityObservation))]
internal sealed partial class NudityJson : JsonSerializerContext;
