using System.Runtime.InteropServices;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>One call of whisper.cpp with its callbacks.</summary>
internal sealed class WhisperRun
{
    /// <summary>The code of a run that was cancelled; its state can be used again.</summary>
    public const int Aborted = -6;

    private readonly WhisperApi _api;
    private readonly WhisperApi.Abort _abort;
    private readonly WhisperApi.EncoderBegin _encoderBegin;
    private readonly WhisperApi.LogitsFilter _logitsFilter;
    private int _encodings;
    private int _attempts;

    public WhisperRun(WhisperApi api, CancellationToken cancellation)
    {
        _api = api;
        _abort = _ => cancellation.IsCancellationRequested;
        _encoderBegin = (_, _, _) =>
        {
            _encodings++;
            return true;
        };
        _logitsFilter = (_, _, _, count, _, _) => _attempts += count == 0 ? 1 : 0;
    }

    /// <summary>
    /// Whether decoding was tried again with sampling. whisper.cpp then goes on in its stream of random numbers, so that what the
    /// next call on the same state hears would depend on this one.
    /// </summary>
    public bool Sampled => _attempts > _encodings;

    /// <summary>Transcribes; the result lies in the state.</summary>
    /// <returns>whisper.cpp's code, 0 for success.</returns>
    public int Run(nint model, nint state, ReadOnlySpan<float> samples, string language)
    {
        var text = Marshal.StringToCoTaskMemUTF8(language);
        try
        {
            var parameters = Defaults();
            parameters.Threads = 1;
            parameters.MaxTextContext = 0;
            parameters.PrintProgress = 0;
            parameters.PrintTimestamps = 0;
            parameters.TokenTimestamps = 1;
            parameters.Language = text;
            parameters.Abort = Marshal.GetFunctionPointerForDelegate(_abort);
            parameters.EncoderBegin = Marshal.GetFunctionPointerForDelegate(_encoderBegin);
            parameters.LogitsFilter = Marshal.GetFunctionPointerForDelegate(_logitsFilter);
            return _api.Full(model, state, parameters, in MemoryMarshal.GetReference(samples), samples.Length);
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
            GC.KeepAlive(this);
        }
    }

    private WhisperFullParams Defaults()
    {
        var memory = _api.DefaultFullParams(0);
        try
        {
            return Marshal.PtrToStructure<WhisperFullParams>(memory);
        }
        finally
        {
            _api.FreeFullParams(memory);
        }
    }
}
