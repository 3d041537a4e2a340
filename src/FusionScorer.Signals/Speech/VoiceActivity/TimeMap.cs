namespace FusionScorer.Signals.Speech.VoiceActivity;

/// <summary>Leads from a place in a window back to its place in the clip's sound. Exact to the sample.</summary>
internal sealed class TimeMap
{
    private readonly List<(int At, long Source, int Length)> _parts = [];

    /// <summary>Samples in the window.</summary>
    public int Length { get; private set; }

    /// <summary>Adds the next part of the window.</summary>
    /// <param name="source">Sample of the clip at which the part starts.</param>
    /// <param name="length">Samples.</param>
    public void Add(long source, int length)
    {
        _parts.Add((Length, source, length));
        Length += length;
    }

    /// <summary>The clip's sample of a start: where two parts meet it belongs to the second.</summary>
    public long Start(long sample)
    {
        var i = _parts.Count - 1;
        while (i > 0 && sample < _parts[i].At)
            i--;
        return In(_parts[i], sample);
    }

    /// <summary>The clip's sample of an end: where two parts meet it belongs to the first.</summary>
    public long End(long sample)
    {
        var i = 0;
        while (i < _parts.Count - 1 && sample > _parts[i].At + _parts[i].Length)
            i++;
        return In(_parts[i], sample);
    }

    private static long In((int At, long Source, int Length) part, long sample) => part.Source + Math.Clamp(sample - part.At, 0, part.Length);
}
