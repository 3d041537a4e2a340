using System.Text.Json;
using System.Text.Json.Serialization;
using FusionScorer.Core.Clips;
using FusionScorer.Signals.Metadata;

namespace FusionScorer.Signals.Media;

/// <summary>Probes the media file. Not a voting signal: it fills <see cref="ClipInput.Probe"/> for the others and gives the duration.</summary>
public sealed class MediaProbeExtractor(IMediaReader media) : ISignalExtractor
{
    /// <summary>The name under which probes are stored.</summary>
    public const string SignalName = "media";

    /// <inheritdoc/>
    public string Signal => SignalName;

    /// <inheritdoc/>
    public string Version => "media/1";

    /// <inheritdoc/>
    public string ReadingVersion => "media/1";

    /// <inheritdoc/>
    public string? InputKey(ClipInput clip) => clip.Fingerprint;

    /// <inheritdoc/>
    public async Task<Observed> ObserveAsync(ClipInput clip, CancellationToken cancellation)
    {
        var answer = await media.ProbeAsync(clip.MediaPath, cancellation);
        return answer.Value is { } probe
            ? Observed.Of(JsonSerializer.Serialize(probe, MediaJson.Default.MediaProbe))
            : Observed.Failed(answer.Reason!);
    }

    /// <inheritdoc/>
    public SignalReading Read(string observation)
    {
        var features = new Dictionary<string, float>();
        if (ProbeOf(observation).DurationMs is { } duration)
            features.Add(MetadataFeatures.DurationMinutes, (float)(duration / 60_000.0));
        return new SignalReading(ReadingStatus.Read, Reason: null, [], features);
    }

    /// <summary>The probe that an observation of this extractor holds.</summary>
    public static MediaProbe ProbeOf(string observation) =>
        JsonSerializer.Deserialize(observation, MediaJson.Default.MediaProbe) ?? throw new JsonException("the observation is no probe");
}

/// <summary>How probes are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MediaProbe))]
internal sealed partial class MediaJson : JsonSerializerContext;
