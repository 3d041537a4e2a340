using System.Security.Cryptography;
using System.Text;
using FusionScorer.Library;
using FusionScorer.Library.Records;
using FusionScorer.Signals;
using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Pipeline.Extraction;

/// <summary>One signal on one clip: what is there, and what has to be done.</summary>
internal sealed class SignalWork
{
    private readonly Clip _clip;
    private readonly Reading? _known;
    private readonly string _observationKey;
    private readonly string _readingKey;

    private SignalWork(ISignalExtractor extractor, Clip clip, Reading? known, string observationKey, string? stored, bool lacksProbe)
    {
        Extractor = extractor;
        Stored = stored;
        _clip = clip;
        _known = known;
        _observationKey = observationKey;
        _readingKey = ReadingKey(extractor, observationKey);
        NeedsDecoding = !IsDone && stored is null && extractor is IDecodedSignal && !lacksProbe;
    }

    public ISignalExtractor Extractor { get; }

    /// <summary>An observation made before, by a copy of the clip or for another lexicon.</summary>
    public string? Stored { get; }

    /// <summary>Whether the reading that is there still holds.</summary>
    public bool IsDone => _known?.ReadingKey == _readingKey;

    /// <summary>Whether pictures or sound have to be decoded.</summary>
    public bool NeedsDecoding { get; }

    /// <summary>The reading that holds after the work.</summary>
    public Reading? Result { get; private set; }

    public static SignalWork Of(IStore store, ISignalExtractor extractor, Clip clip, ClipInput input, Reading? known, bool force)
    {
        var key = ObservationKey(extractor, input);
        var done = known?.ReadingKey == ReadingKey(extractor, key);
        return new SignalWork(extractor, clip, known, key, done || force ? null : store.Readings.Observation(key), LacksProbe(extractor, input));
    }

    /// <summary>Whether a reading still holds for what would be read now.</summary>
    public static bool Holds(Reading? reading, ISignalExtractor extractor, ClipInput input) =>
        reading?.ReadingKey == ReadingKey(extractor, ObservationKey(extractor, input));

    /// <summary>Signals that look or listen do so only when the probe has found media.</summary>
    public static bool LacksProbe(ISignalExtractor extractor, ClipInput input) => extractor is IDecodedSignal && input.Probe is null;

    /// <summary>Says that nothing had to be done.</summary>
    public SignalExtraction Unchanged()
    {
        Result = _known;
        return new SignalExtraction(Extractor.Signal, _known!.Status, _known.Reason, Evidence: null, Reused: true);
    }

    /// <summary>Turns what was observed into a reading and saves both.</summary>
    public SignalExtraction Finish(IStore store, Observed observed)
    {
        var read = observed.Content is null ? SignalReading.Nothing(observed.Status, observed.Reason) : Extractor.Read(observed.Content);
        Result = new Reading(
            _clip.No, Extractor.Signal, read.Status, read.Reason, observed.Content is null ? null : _observationKey, _readingKey, read.Features);
        store.Readings.Save(Result, Stored is null ? observed.Content : null, read.Evidence);
        return new SignalExtraction(Extractor.Signal, read.Status, read.Reason, read.Evidence.Count, Reused: Stored is not null);
    }

    private static string ObservationKey(ISignalExtractor extractor, ClipInput input) =>
        Hash(extractor.Signal, extractor.Version, (LacksProbe(extractor, input) ? null : extractor.InputKey(input)) ?? "nothing");

    private static string ReadingKey(ISignalExtractor extractor, string observationKey) => Hash(observationKey, extractor.ReadingVersion);

    private static string Hash(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!)))[..16]);
}
