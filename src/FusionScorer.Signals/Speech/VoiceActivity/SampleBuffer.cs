namespace FusionScorer.Signals.Speech.VoiceActivity;

/// <summary>The latest samples of a stream, found by their number in the whole stream.</summary>
internal sealed class SampleBuffer
{
    private float[] _samples = new float[1 << 16];
    private int _first;
    private int _count;

    /// <summary>Number of the oldest sample that is still here.</summary>
    public long Start { get; private set; }

    /// <summary>Number of the sample that comes next.</summary>
    public long End => Start + _count;

    /// <summary>Takes the next samples.</summary>
    public void Append(ReadOnlySpan<float> samples)
    {
        if (_first + _count + samples.Length > _samples.Length)
            MakeRoom(samples.Length);
        samples.CopyTo(_samples.AsSpan(_first + _count));
        _count += samples.Length;
    }

    /// <summary>The samples from one number to another, excluded.</summary>
    public ReadOnlySpan<float> Slice(long start, long end) => _samples.AsSpan(_first + (int)(start - Start), (int)(end - start));

    /// <summary>Forgets samples before a number.</summary>
    public void DropBefore(long start)
    {
        var drop = (int)Math.Clamp(start - Start, 0, _count);
        _first += drop;
        _count -= drop;
        Start += drop;
    }

    private void MakeRoom(int more)
    {
        var kept = _samples.AsSpan(_first, _count);
        if (_count + more > _samples.Length / 2)
        {
            var larger = new float[Math.Max(_samples.Length * 2, (_count + more) * 2)];
            kept.CopyTo(larger);
            _samples = larger;
        }
        else
        {
            kept.CopyTo(_samples);
        }

        _first = 0;
    }
}
