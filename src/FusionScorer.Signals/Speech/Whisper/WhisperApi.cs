using System.Runtime.InteropServices;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>The functions of whisper.h that are used, bound by name from one loaded library.</summary>
internal sealed class WhisperApi(nint library)
{
    public readonly TextOfNothing Version = Bind<TextOfNothing>(library, "whisper_version");
    public readonly LogSet SetLog = Bind<LogSet>(library, "whisper_log_set");
    public readonly PointerOfInt DefaultFullParams = Bind<PointerOfInt>(library, "whisper_full_default_params_by_ref");
    public readonly Release FreeFullParams = Bind<Release>(library, "whisper_free_params");
    public readonly TextOfNothing DefaultContextParams = Bind<TextOfNothing>(library, "whisper_context_default_params_by_ref");
    public readonly Release FreeContextParams = Bind<Release>(library, "whisper_free_context_params");
    public readonly OpenModel Open = Bind<OpenModel>(library, "whisper_init_from_file_with_params_no_state");
    public readonly Release Close = Bind<Release>(library, "whisper_free");
    public readonly PointerOfPointer NewState = Bind<PointerOfPointer>(library, "whisper_init_state");
    public readonly Release FreeState = Bind<Release>(library, "whisper_free_state");
    public readonly FullRun Full = Bind<FullRun>(library, "whisper_full_with_state");
    public readonly IntOfPointer Segments = Bind<IntOfPointer>(library, "whisper_full_n_segments_from_state");
    public readonly LongOfSegment SegmentStart = Bind<LongOfSegment>(library, "whisper_full_get_segment_t0_from_state");
    public readonly LongOfSegment SegmentEnd = Bind<LongOfSegment>(library, "whisper_full_get_segment_t1_from_state");
    public readonly FloatOfSegment NoSpeech = Bind<FloatOfSegment>(library, "whisper_full_get_segment_no_speech_prob_from_state");
    public readonly IntOfSegment Tokens = Bind<IntOfSegment>(library, "whisper_full_n_tokens_from_state");
    public readonly TextOfToken TokenText = Bind<TextOfToken>(library, "whisper_full_get_token_text_from_state");
    public readonly DataOfToken TokenData = Bind<DataOfToken>(library, "whisper_full_get_token_data_from_state");
    public readonly IntOfToken TokenId = Bind<IntOfToken>(library, "whisper_full_get_token_id_from_state");
    public readonly FloatOfToken TokenProbability = Bind<FloatOfToken>(library, "whisper_full_get_token_p_from_state");
    public readonly IntOfPointer EndOfText = Bind<IntOfPointer>(library, "whisper_token_eot");
    public readonly IntOfText LanguageId = Bind<IntOfText>(library, "whisper_lang_id");

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint TextOfNothing();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void Log(int level, nint text, nint user);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void LogSet(Log log, nint user);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint PointerOfInt(int value);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint PointerOfPointer(nint pointer);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void Release(nint pointer);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint OpenModel([MarshalAs(UnmanagedType.LPUTF8Str)] string path, WhisperContextParams parameters);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int FullRun(nint model, nint state, WhisperFullParams parameters, ref readonly float samples, int count);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int IntOfPointer(nint pointer);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int IntOfText([MarshalAs(UnmanagedType.LPUTF8Str)] string text);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int IntOfSegment(nint state, int segment);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate long LongOfSegment(nint state, int segment);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate float FloatOfSegment(nint state, int segment);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint TextOfToken(nint model, nint state, int segment, int token);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate WhisperTokenData DataOfToken(nint state, int segment, int token);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int IntOfToken(nint state, int segment, int token);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate float FloatOfToken(nint state, int segment, int token);

    /// <summary>Asked before each graph; true stops the run.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    [return: MarshalAs(UnmanagedType.U1)]
    public delegate bool Abort(nint user);

    /// <summary>Told before each 30 s are encoded; false stops the run.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    [return: MarshalAs(UnmanagedType.U1)]
    public delegate bool EncoderBegin(nint model, nint state, nint user);

    /// <summary>Told before each token of each attempt at decoding.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void LogitsFilter(nint model, nint state, nint tokens, int count, nint logits, nint user);

    private static T Bind<T>(nint library, string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
}
