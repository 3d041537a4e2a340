using System.Text.Json;
using System.Text.Json.Serialization;
using FusionScorer.Core.Clips;
using FusionScorer.Signals;
using FusionScorer.Signals.Media;

namespace FusionScorer.Pipeline.Isolation;

/// <summary>What an engine process is asked, one line of JSON.</summary>
/// <param name="Number">Comes back with the answer.</param>
/// <param name="MediaPath">Absolute path of the media file.</param>
/// <param name="Fingerprint">Fingerprint of its content.</param>
/// <param name="Probe">What the media probe found.</param>
/// <param name="Signals">Signals to read.</param>
internal sealed record EngineRequest(long Number, string MediaPath, string Fingerprint, MediaProbe? Probe, IReadOnlyList<string> Signals)
{
    public string ToLine() => JsonSerializer.Serialize(this, EngineJson.Default.EngineRequest);

    public static EngineRequest OfLine(string line) => JsonSerializer.Deserialize(line, EngineJson.Default.EngineRequest) ?? throw new JsonException("no request");
}

/// <summary>What it answers, one line of JSON behind <see cref="Mark"/>: native engines may print lines of their own.</summary>
/// <param name="Number">The request's.</param>
/// <param name="Observed">One for each signal asked for, in their order.</param>
internal sealed record EngineAnswer(long Number, IReadOnlyList<EngineObserved> Observed)
{
    public const string Mark = "fusion-engine ";

    public string ToLine() => Mark + JsonSerializer.Serialize(this, EngineJson.Default.EngineAnswer);

    /// <summary>Null when the line is none of ours.</summary>
    public static EngineAnswer? OfLine(string line) =>
        line.StartsWith(Mark, StringComparison.Ordinal) ? JsonSerializer.Deserialize(line.AsSpan(Mark.Length), EngineJson.Default.EngineAnswer) : null;
}

/// <summary>An observation.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Content">JSON in the extractor's own shape; null unless read.</param>
/// <param name="Reason">Why not; null when read.</param>
internal sealed record EngineObserved(ReadingStatus Status, string? Content, string? Reason)
{
    public static EngineObserved Of(Observed observed) => new(observed.Status, observed.Content, observed.Reason);

    public Observed ToObserved() => new(Status, Content, Reason);
}

/// <summary>How both are written.</summary>
[JsonSerializable(typeof(EngineRequest))]
[JsonSerializable(typeof(EngineAnswer))]
internal sealed partial class EngineJson : JsonSerializerContext;
