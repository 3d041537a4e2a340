using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FusionScorer.Signals.Captions;

/// <summary>One caption track of a clip.</summary>
/// <param name="Source">The caption file's name, or <c>stream 2</c>.</param>
/// <param name="Language">ISO 639-1 code, another tag as written, or null when none is named.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Skipped">How many damaged cues were left out.</param>
/// <param name="Cues">Cues on the player's clock, in order of time.</param>
public sealed record CaptionTrack(string Source, string? Language, CaptionKind Kind, int Skipped, ImmutableArray<Cue> Cues);

/// <summary>All that was read of a clip's captions.</summary>
/// <param name="Tracks">Tracks with at least one cue: files first, then streams.</param>
/// <param name="Notes">What could not be read, and why.</param>
public sealed record CaptionsObservation(ImmutableArray<CaptionTrack> Tracks, ImmutableArray<string> Notes);

/// <summary>How observations are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaptionsObservation))]
internal sealed partial class CaptionsJson : JsonSerializerContext;
