namespace FusionScorer.Signals.Speech.VoiceActivity;

/// <summary>Cuts a stream of sound into windows that hold speech: at most 30 s each, cut at silences, long silences left out.</summary>
/// <remarks>Whisper spends as much on 1 s as on 30 s, so that short stretches share a window. Memory does not grow with the stream.</remarks>
internal sealed class SpeechWindows
{
    /// <summary>Samples per second.</summary>
    public const int SampleRate = 16_000;

    /// <summary>Most samples of a window: what Whisper hears at once.</summary>
    public const int MaxSamples = 30 * SampleRate;

    /// <summary>Samples kept before and after speech: words start and end softly, and Whisper hears better with the silence that it was taught with.</summary>
    public const int Padding = SampleRate / 2;

    /// <summary>Silences up to this, beyond the padding, stay as they are: they are pauses in what is said.</summary>
    public const int MaxPause = SampleRate;

    private const int Step = VoiceActivityModel.WindowSamples;

    private readonly VoiceActivityStream _voice;
    private readonly SpeechDetector _detector = new((MaxSamples - (2 * Padding)) / Step);
    private readonly SampleBuffer _buffer = new();
    private readonly List<float> _probabilities = [];
    private readonly Queue<SpeechSpan> _spans = new();
    private readonly Queue<SpeechWindow> _ready = new();
    private List<float> _window = [];
    private TimeMap _map = new();
    private long _windowEnd;
    private bool _cut;

    /// <summary>A cutter for one stream.</summary>
    public SpeechWindows(VoiceActivityModel model) => _voice = new VoiceActivityStream(model);

    /// <summary>Samples taken so far.</summary>
    public long Heard => _buffer.End;

    /// <summary>Samples so far that hold speech, padding not counted.</summary>
    public long Spoken { get; private set; }

    /// <summary>Takes the next samples.</summary>
    public void Append(ReadOnlySpan<float> samples)
    {
        _buffer.Append(samples);
        _voice.Append(samples, _probabilities);
        Detect();
        while (_spans.TryPeek(out var span) && (span.GoesOn || ((long)span.End * Step) + Padding <= _buffer.End))
            Take(_spans.Dequeue());

        // Before speech starts only what padding and a pause may reach back to is needed.
        var needed = _spans.TryPeek(out var waiting) ? (long)waiting.Start * Step
            : _detector.OpenSince is { } open ? (long)open * Step
            : _buffer.End - _voice.Pending;
        _buffer.DropBefore(needed - Padding - MaxPause);
    }

    /// <summary>Closes the stream.</summary>
    public void End()
    {
        _voice.End(_probabilities);
        Detect();
        if (_detector.End() is { } last)
            _spans.Enqueue(last);
        while (_spans.TryDequeue(out var span))
            Take(span);
        CloseWindow();
    }

    /// <summary>The next window that is complete.</summary>
    public bool TryTake(out SpeechWindow? window) => _ready.TryDequeue(out window);

    private void Detect()
    {
        foreach (var probability in _probabilities)
        {
            if (_detector.Add(probability) is { } span)
                _spans.Enqueue(span);
        }

        _probabilities.Clear();
    }

    private void Take(SpeechSpan span)
    {
        var start = (long)span.Start * Step;
        var end = Math.Min((long)span.End * Step, _buffer.End);
        Spoken += end - start;

        // Where one stretch was cut in two, the second goes on at the very sample.
        if (!_cut)
            start = Math.Max(start - Padding, _buffer.Start);
        if (!span.GoesOn)
            end = Math.Min(end + Padding, _buffer.End);
        _cut = span.GoesOn;

        var pause = start - _windowEnd;
        var from = _map.Length > 0 && pause <= MaxPause ? _windowEnd : start;
        if (_map.Length > 0 && _map.Length + end - from > MaxSamples)
        {
            CloseWindow();
            from = Math.Max(start, _windowEnd);
        }

        if (end <= from)
            return;
        _map.Add(from, (int)(end - from));
        _window.AddRange(_buffer.Slice(from, end));
        _windowEnd = end;
    }

    private void CloseWindow()
    {
        if (_map.Length == 0)
            return;
        _ready.Enqueue(new SpeechWindow([.. _window], _map));
        _window = [];
        _map = new TimeMap();
    }
}
