using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionScorer.Core.Clips;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Profanity;

namespace FusionScorer.Signals.Captions;

/// <summary>Reads captions: files beside the media file and text tracks inside it.</summary>
public sealed class CaptionsExtractor(IMediaReader media, LexiconSet lexicons, CaptionsOptions options) : ISignalExtractor
{
    /// <inheritdoc/>
    public string Signal => SignalNames.Captions;

    /// <inheritdoc/>
    public string Version => "captions/1";

    /// <inheritdoc/>
    public string ReadingVersion { get; } = $"captions/1 matcher/{ProfanityMatcher.Version} lexicons/{lexicons.Hash} default/{options.DefaultLanguage}";

    /// <inheritdoc/>
    public string? InputKey(ClipInput clip)
    {
        var inside = EmbeddedTracks.Text(clip.Probe).Any();
        if (clip.Captions.Count == 0 && !inside)
            return null;

        // Names count too: they state language and kind.
        var key = new StringBuilder(inside ? clip.Fingerprint : "");
        foreach (var file in clip.Captions)
        {
            var (language, kind) = CaptionFileName.Parse(file.Path, clip.MediaPath);
            key.Append('\n').Append(file.Hash).Append('\t').Append(language).Append('\t').Append(kind).Append('\t').Append(Path.GetFileName(file.Path));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())));
    }

    /// <inheritdoc/>
    public async Task<Observed> ObserveAsync(ClipInput clip, CancellationToken cancellation)
    {
        var tracks = ImmutableArray.CreateBuilder<CaptionTrack>();
        var notes = ImmutableArray.CreateBuilder<string>();
        var failed = false;
        foreach (var file in clip.Captions)
            Take(await CaptionFiles.ReadAsync(file.Path, clip.MediaPath, cancellation));
        foreach (var stream in EmbeddedTracks.Text(clip.Probe))
            Take(await EmbeddedTracks.ReadAsync(media, clip.MediaPath, clip.Probe!, stream, cancellation));
        foreach (var stream in EmbeddedTracks.Other(clip.Probe))
            notes.Add($"{EmbeddedTracks.SourceOf(stream)} is not text ({stream.Codec})");

        if (tracks.Count > 0)
            return Observed.Of(JsonSerializer.Serialize(new CaptionsObservation(tracks.ToImmutable(), notes.ToImmutable()), CaptionsJson.Default.CaptionsObservation));
        return failed ? Observed.Failed(string.Join("; ", notes))
            : Observed.Missing(string.Join("; ", ["no captions", .. notes]));

        void Take(MediaAnswer<CaptionTrack> answer)
        {
            // Muxers write text tracks without a single cue; that is no failure.
            failed |= answer.Value is null;
            if (answer.Value is { Cues.IsEmpty: false } track)
                tracks.Add(track);
            else
                notes.Add(answer.Reason ?? $"{answer.Value!.Source} holds no cue");
        }
    }

    /// <inheritdoc/>
    public SignalReading Read(string observation) => CaptionsFeatures.Of(ObservationOf(observation), lexicons, options);

    /// <summary>What an observation of this extractor holds.</summary>
    public static CaptionsObservation ObservationOf(string observation) =>
        JsonSerializer.Deserialize(observation, CaptionsJson.Default.CaptionsObservation) ?? throw new JsonException("the observation holds no captions");
}
