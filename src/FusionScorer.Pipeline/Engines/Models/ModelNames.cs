namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>The models that are used when a project names none.</summary>
public static class ModelNames
{
    /// <summary>The default speech model.</summary>
    public const string DefaultSpeech = "whisper-tiny.en";

    /// <summary>The default nudity model.</summary>
    public const string DefaultNudity = "nudity-mobilenet-v2";

    /// <summary>The voice activity model.</summary>
    public const string VoiceActivity = "silero-vad-v5";
}
