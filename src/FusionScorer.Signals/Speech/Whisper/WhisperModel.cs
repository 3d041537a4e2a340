using System.Runtime.InteropServices;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>The weights; released when the last call that uses them is over.</summary>
internal sealed class WhisperModel : SafeHandle
{
    private readonly WhisperApi _api;

    private WhisperModel(WhisperApi api, nint model)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        _api = api;
        SetHandle(model);
    }

    public override bool IsInvalid => handle == 0;

    public static WhisperModel Open(WhisperApi api, string path)
    {
        var defaults = api.DefaultContextParams();
        var parameters = Marshal.PtrToStructure<WhisperContextParams>(defaults);
        api.FreeContextParams(defaults);
        parameters.UseGpu = 0;
        var model = api.Open(path, parameters);
        return model != 0
            ? new WhisperModel(api, model)
            : throw new TranscriptionException($"whisper.cpp cannot read the model {Path.GetFileName(path)}");
    }

    public nint NewState()
    {
        var state = _api.NewState(handle);
        return state != 0 ? state : throw new TranscriptionException("there is not enough memory to transcribe");
    }

    protected override bool ReleaseHandle()
    {
        _api.Close(handle);
        return true;
    }
}
