using System.Security.Cryptography;
using FusionScorer.Core;
using FusionScorer.Signals.Speech.VoiceActivity;
using FusionScorer.Signals.Speech.Whisper;

namespace FusionScorer.Signals.Speech;

/// <summary>What hears and transcribes: loaded when first needed, shared by all clips. A file that is not there is a reason, not a fault.</summary>
public sealed class SpeechEngine : IDisposable
{
    /// <summary>What sets up all engines but the model.</summary>
    public const string SetUp = "run: fusion setup";

    private readonly Lazy<string?> _missing;
    private readonly Lazy<string> _identity;
    private readonly Lazy<ITranscriber> _transcriber;
    private readonly Lazy<VoiceActivityModel> _voiceActivity;

    /// <summary>whisper.cpp and Silero's voice activity model.</summary>
    /// <param name="options">Names the model and the number of workers.</param>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    public SpeechEngine(SpeechOptions options, Func<string, string?>? environment = null)
    {
        var library = new Lazy<WhisperLoad>(() => WhisperLibrary.Load(WhisperBuild.LibraryPath(environment)));
        var voicePath = options.VoiceActivityPath ?? VoiceActivityModel.DefaultPath(environment);
        Workers = Math.Clamp(options.Workers, 1, Environment.ProcessorCount);
        _missing = new Lazy<string?>(() =>
            !File.Exists(options.ModelPath) ? $"no speech model; run: fusion models pull {options.Model}"
            : library.Value.Reason is { } reason ? $"{reason}; {SetUp}"
            : !File.Exists(voicePath) ? $"no voice activity model; {SetUp}"
            : null);
        _identity = new Lazy<string>(() => $"whisper.cpp/{WhisperBuild.Version} model/{Fingerprint(options.ModelPath)} voice/silero-5");
        _transcriber = new Lazy<ITranscriber>(() => new WhisperTranscriber(library.Value.Library!, options.ModelPath!, Workers));
        _voiceActivity = new Lazy<VoiceActivityModel>(() => LoadVoice(voicePath));
    }

    /// <summary>Any other transcriber.</summary>
    /// <param name="transcriber">Disposed of with the engine.</param>
    /// <param name="voiceActivity">Same.</param>
    /// <param name="identity">Changes when the same sound would give another transcript.</param>
    public SpeechEngine(ITranscriber transcriber, VoiceActivityModel voiceActivity, string identity)
    {
        Workers = Environment.ProcessorCount;
        _missing = new Lazy<string?>((string?)null);
        _identity = new Lazy<string>(identity);
        _transcriber = new Lazy<ITranscriber>(transcriber);
        _voiceActivity = new Lazy<VoiceActivityModel>(voiceActivity);
    }

    /// <summary>Why the engine cannot run, with the command that mends it; null when it can.</summary>
    public string? Missing => _missing.Value;

    /// <summary>Changes when the same sound would give another transcript.</summary>
    public string Identity => _identity.Value;

    /// <summary>Most windows transcribed at once.</summary>
    public int Workers { get; }

    /// <summary>Speech to text. Only when nothing is missing.</summary>
    internal ITranscriber Transcriber => _transcriber.Value;

    /// <summary>Speech or not. Only when nothing is missing.</summary>
    internal VoiceActivityModel VoiceActivity => _voiceActivity.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_transcriber.IsValueCreated)
            _transcriber.Value.Dispose();
        if (_voiceActivity.IsValueCreated)
            _voiceActivity.Value.Dispose();
    }

    private static VoiceActivityModel LoadVoice(string path)
    {
        try
        {
            return VoiceActivityModel.Load(path);
        }
        catch (InvalidDataException fault)
        {
            throw new BadInputException(path, 0, $"{fault.Message}; {SetUp}");
        }
    }

    // Start, middle and end tell models apart; reading gigabytes at each start would not pay.
    private static string Fingerprint(string? path)
    {
        const int Part = 1 << 20;
        if (!File.Exists(path))
            return "none";
        using var file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(file.Length));
        var bytes = new byte[Part];
        foreach (var at in (ReadOnlySpan<long>)[0, (file.Length - Part) / 2, file.Length - Part])
        {
            file.Position = Math.Max(0, at);
            hash.AppendData(bytes, 0, file.ReadAtLeast(bytes, Part, throwOnEndOfStream: false));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
