using System.Text.Json.Serialization;

namespace FusionScorer.Web.Contracts;

/// <summary>Asks for a copy around a moment of the clip.</summary>
public sealed record ProxyAsk(long FromMs);

/// <summary>How far the copies of a clip are.</summary>
public sealed record ProxyAnswer(string State, string? Reason, IReadOnlyList<ProxyPartView> Parts, double Progress);

/// <summary>A part that can be played: time on the clip's clock = offset + time of the player.</summary>
public sealed record ProxyPartView(string Url, long OffsetMs, long DurationMs, bool Complete);

/// <summary>How the shapes of playing are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProxyAsk))]
[JsonSerializable(typeof(ProxyAnswer))]
internal sealed partial class PlaybackJson : JsonSerializerContext;
