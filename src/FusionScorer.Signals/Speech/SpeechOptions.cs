namespace FusionScorer.Signals.Speech;

/// <summary>Settings of the speech signal.</summary>
public sealed record SpeechOptions
{
    /// <summary>The model's name, for messages.</summary>
    public string Model { get; init; } = "whisper-tiny.en";

    /// <summary>The model's file, verified; null when it is not there.</summary>
    public string? ModelPath { get; init; }

    /// <summary>The voice activity model's file, verified; null for the usual place.</summary>
    public string? VoiceActivityPath { get; init; }

    /// <summary>ISO 639-1 code of the language spoken. A clip whose sound is tagged with another language is not transcribed.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Most windows transcribed at once, one thread each; more than the machine has cores counts as that many.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>A segment with a higher no-speech probability than this and a lower mean log-probability than <see cref="MinMeanLogProbability"/> does not count. Whisper's published default.</summary>
    public double MaxNoSpeechProbability { get; init; } = 0.6;

    /// <summary>See <see cref="MaxNoSpeechProbability"/>. Whisper's published default.</summary>
    public double MinMeanLogProbability { get; init; } = -1.0;
}
