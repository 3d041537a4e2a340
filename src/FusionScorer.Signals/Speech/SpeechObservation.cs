using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FusionScorer.Signals.Speech;

/// <summary>What was heard in a clip. Everything the model said, doubtful segments too: what counts is decided when it is read.</summary>
/// <param name="Language">Language of the transcript, as an ISO 639-1 code.</param>
/// <param name="SoundSeconds">Length of the sound.</param>
/// <param name="SpeechSeconds">How much of it holds speech.</param>
/// <param name="Segments">The transcript on the player's clock, in order.</param>
/// <param name="Note">What is to be known beside: why the sound ends early; null when nothing is.</param>
public sealed record SpeechObservation(
    string Language, double SoundSeconds, double SpeechSeconds, ImmutableArray<TranscriptSegment> Segments, string? Note);

/// <summary>How observations are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpeechObservation))]
internal sealed partial class SpeechJson : JsonSerializerContext;
