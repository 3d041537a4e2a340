using System.Runtime.InteropServices;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>whisper.h's <c>whisper_full_params</c>, whole, because it is handed over by value. C's bool is one byte; nested structures are laid flat.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WhisperFullParams
{
    public int Strategy;
    public int Threads;
    public int MaxTextContext;
    public int OffsetMs;
    public int DurationMs;
    public byte Translate;
    public byte NoContext;
    public byte NoTimestamps;
    public byte SingleSegment;
    public byte PrintSpecial;
    public byte PrintProgress;
    public byte PrintRealtime;
    public byte PrintTimestamps;
    public byte TokenTimestamps;
    public float TimestampThreshold;
    public float TimestampSumThreshold;
    public int MaxLength;
    public byte SplitOnWord;
    public int MaxTokens;
    public byte DebugMode;
    public int AudioContext;
    public byte SpeakerTurns;
    public nint SuppressRegex;
    public nint InitialPrompt;
    public byte CarryInitialPrompt;
    public nint PromptTokens;
    public int PromptTokenCount;
    public nint Language;
    public byte DetectLanguage;
    public byte SuppressBlank;
    public byte SuppressNonSpeech;
    public float Temperature;
    public float MaxInitialTimestamp;
    public float LengthPenalty;
    public float TemperatureIncrement;
    public float EntropyThreshold;
    public float LogProbabilityThreshold;
    public float NoSpeechThreshold;
    public int BestOf;
    public int BeamSize;
    public float BeamPatience;
    public nint NewSegment;
    public nint NewSegmentUser;
    public nint Progress;
    public nint ProgressUser;
    public nint EncoderBegin;
    public nint EncoderBeginUser;
    public nint Abort;
    public nint AbortUser;
    public nint LogitsFilter;
    public nint LogitsFilterUser;
    public nint GrammarRules;
    public nuint GrammarRuleCount;
    public nuint GrammarStart;
    public float GrammarPenalty;
    public byte VoiceActivity;
    public nint VoiceActivityModel;
    public float VoiceThreshold;
    public int VoiceMinSpeechMs;
    public int VoiceMinSilenceMs;
    public float VoiceMaxSpeechSeconds;
    public int VoicePaddingMs;
    public float VoiceOverlap;
}

/// <summary>whisper.h's <c>whisper_context_params</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WhisperContextParams
{
    public byte UseGpu;
    public byte FlashAttention;
    public int GpuDevice;
    public byte AlignTokens;
    public int AlignmentHeads;
    public int AlignmentLayers;
    public nuint HeadCount;
    public nint Heads;
    public nuint AlignmentMemory;
}

/// <summary>whisper.h's <c>whisper_token_data</c>; times in hundredths of a second.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WhisperTokenData
{
    public int Id;
    public int TimestampId;
    public float Probability;
    public float LogProbability;
    public float TimestampProbability;
    public float TimestampSum;
    public long Start;
    public long End;
    public long AlignedAt;
    public float VoiceLength;
}
