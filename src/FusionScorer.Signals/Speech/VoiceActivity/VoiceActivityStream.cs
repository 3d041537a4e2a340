namespace FusionScorer.Signals.Speech.VoiceActivity;

/// <summary>The probabilities of speech along one stream of sound.</summary>
internal sealed class VoiceActivityStream(VoiceActivityModel model)
{
    private const int Window = VoiceActivityModel.WindowSamples;
    private const int Context = VoiceActivityModel.ContextSamples;

    private readonly float[] _samples = new float[Context + (VoiceActivityModel.BlockWindows * Window)];
    private readonly VoiceActivityState _state = new();
    private int _filled;

    /// <summary>Samples taken whose probability is not known yet.</summary>
    public int Pending => _filled;

    /// <summary>Takes the next samples and adds the probabilities of the windows that are known now.</summary>
    public void Append(ReadOnlySpan<float> samples, List<float> probabilities)
    {
        while (samples.Length > 0)
        {
            var taken = Math.Min(samples.Length, _samples.Length - Context - _filled);
            samples[..taken].CopyTo(_samples.AsSpan(Context + _filled));
            samples = samples[taken..];
            _filled += taken;
            if (Context + _filled == _samples.Length)
                Run(VoiceActivityModel.BlockWindows, probabilities);
        }
    }

    /// <summary>Adds the probabilities of what is left; the last window is filled up with silence.</summary>
    public void End(List<float> probabilities)
    {
        if (_filled == 0)
            return;
        _samples.AsSpan(Context + _filled).Clear();
        Run((_filled + Window - 1) / Window, probabilities);
    }

    private void Run(int windows, List<float> probabilities)
    {
        model.Run(_samples.AsSpan(0, Context + (windows * Window)), windows, _state, probabilities);
        _samples.AsSpan(windows * Window, Context).CopyTo(_samples);
        _filled = 0;
    }
}
