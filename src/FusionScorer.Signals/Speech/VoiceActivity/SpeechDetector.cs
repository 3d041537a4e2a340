namespace FusionScorer.Signals.Speech.VoiceActivity;

/// <summary>Turns the probabilities of consecutive windows into stretches of speech. Pure; counts in windows.</summary>
/// <remarks>Two thresholds, as Silero's own detector has them: speech starts above the upper one and ends after enough windows below the lower one.</remarks>
internal sealed class SpeechDetector(int longest)
{
    /// <summary>Speech starts at this probability.</summary>
    public const float StartThreshold = 0.5f;

    /// <summary>Below this probability a window counts as silent.</summary>
    public const float EndThreshold = 0.35f;

    /// <summary>So many windows below <see cref="EndThreshold"/>, not interrupted by one above <see cref="StartThreshold"/>, end speech.</summary>
    public const int SilentWindows = 4;

    /// <summary>Anything shorter is a click, not a word.</summary>
    public const int MinWindows = 3;

    private readonly List<float> _open = [];
    private int _next;
    private int _silentSince = -1;
    private bool _continues;

    /// <summary>The first window of the speech that goes on; null while nobody speaks.</summary>
    public int? OpenSince => _open.Count > 0 ? _next - _open.Count : null;

    /// <summary>Takes the next window.</summary>
    /// <returns>A stretch of speech that is over now; null while none is. A stretch longer than the longest allowed is cut where speech is least likely.</returns>
    public SpeechSpan? Add(float probability)
    {
        var window = _next++;
        if (_open.Count == 0)
        {
            if (probability >= StartThreshold)
                _open.Add(probability);
            return null;
        }

        _open.Add(probability);
        if (probability >= StartThreshold)
            _silentSince = -1;
        else if (probability < EndThreshold && _silentSince < 0)
            _silentSince = window;
        if (_silentSince >= 0 && window - _silentSince + 1 >= SilentWindows)
            return Close(_silentSince);
        return _open.Count >= longest ? Cut() : null;
    }

    /// <summary>Closes the speech that is going on at the end of the sound.</summary>
    public SpeechSpan? End() => _open.Count == 0 ? null : Close(_silentSince >= 0 ? _silentSince : _next);

    private SpeechSpan? Close(int end)
    {
        var start = _next - _open.Count;
        _open.Clear();
        _silentSince = -1;
        var isWord = _continues || end - start >= MinWindows;
        _continues = false;
        return isWord ? new SpeechSpan(start, end, GoesOn: false) : null;
    }

    private SpeechSpan Cut()
    {
        // In the last third, so that pieces do not become too small.
        var start = _next - _open.Count;
        var at = _open.Count * 2 / 3;
        for (var i = at + 1; i < _open.Count; i++)
        {
            if (_open[i] <= _open[at])
                at = i;
        }

        _open.RemoveRange(0, at);
        _continues = true;
        if (_silentSince >= 0)
            _silentSince = Math.Max(_silentSince, start + at);
        return new SpeechSpan(start, start + at, GoesOn: true);
    }
}

/// <summary>A stretch of speech.</summary>
/// <param name="Start">First window.</param>
/// <param name="End">Last window, excluded.</param>
/// <param name="GoesOn">Whether speech goes on behind it.</param>
internal readonly record struct SpeechSpan(int Start, int End, bool GoesOn);
