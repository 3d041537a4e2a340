using System.Text.Json;
using FusionScorer.Core.Clips;
using FusionScorer.Signals.Captions;
using FusionScorer.Signals.Media.Decoding;
using FusionScorer.Signals.Profanity;

namespace FusionScorer.Signals.Speech;

/// <summary>Hears what is said: voice activity finds speech, Whisper transcribes it, the lexicon finds profanity in the transcript.</summary>
/// <param name="decoder">Decodes clips.</param>
/// <param name="lexicons">Profane words by language.</param>
/// <param name="options">How to listen.</param>
/// <param name="engine">What listens; disposed of with the extractor.</param>
public sealed class SpeechExtractor(IMediaDecoder decoder, LexiconSet lexicons, SpeechOptions options, SpeechEngine engine) : IDecodedSignal, IDisposable
{
    /// <summary>Listens with whisper.cpp; neither looks for its files nor loads them before they are needed.</summary>
    /// <param name="decoder">Decodes clips.</param>
    /// <param name="lexicons">Profane words by language.</param>
    /// <param name="options">How to listen.</param>
    public SpeechExtractor(IMediaDecoder decoder, LexiconSet lexicons, SpeechOptions options)
        : this(decoder, lexicons, options, new SpeechEngine(options))
    {
    }

    /// <inheritdoc/>
    public string Signal => SignalNames.Speech;

    /// <inheritdoc/>
    public string Version => $"speech/1 {engine.Identity} language/{options.Language}";

    /// <inheritdoc/>
    public string ReadingVersion { get; } =
        $"speech/1 matcher/{ProfanityMatcher.Version} lexicons/{lexicons.Hash} doubt/{options.MaxNoSpeechProbability:R}/{options.MinMeanLogProbability:R}";

    /// <inheritdoc/>
    public string? InputKey(ClipInput clip) => Nothing(clip) is null ? clip.Fingerprint : null;

    /// <inheritdoc/>
    public IDecodedObserver? Begin(ClipInput clip) => Nothing(clip) is null ? new SpeechObserver(engine, options.Language) : null;

    /// <inheritdoc/>
    public async Task<Observed> ObserveAsync(ClipInput clip, CancellationToken cancellation)
    {
        if (Nothing(clip) is { } reason)
            return Observed.Missing(reason);
        await using var observer = new SpeechObserver(engine, options.Language);
        return (await DecodingPass.RunAsync(decoder, clip, [observer], cancellation))[0];
    }

    /// <inheritdoc/>
    public SignalReading Read(string observation) => SpeechFeatures.Of(ObservationOf(observation), lexicons, options);

    /// <summary>What an observation of this extractor holds.</summary>
    public static SpeechObservation ObservationOf(string observation) =>
        JsonSerializer.Deserialize(observation, SpeechJson.Default.SpeechObservation) ?? throw new JsonException("the observation holds no speech");

    /// <inheritdoc/>
    public void Dispose() => engine.Dispose();

    private string? Nothing(ClipInput clip)
    {
        if (lexicons.Matcher(options.Language) is null)
            return $"no lexicon for '{options.Language}'";
        if (clip.Probe is not { } probe)
            return "the media could not be probed";

        // The stream that is decoded: the first.
        if (probe.Streams.FirstOrDefault(stream => stream.Kind == "audio") is not { } audio)
            return "no sound";
        if (audio.Language is { } tag && Languages.Code(tag) is { } code && code != options.Language)
            return $"the sound is in '{code}', and '{options.Language}' is listened for";
        return engine.Missing;
    }
}
