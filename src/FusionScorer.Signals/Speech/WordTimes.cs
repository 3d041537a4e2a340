namespace FusionScorer.Signals.Speech;

/// <summary>Times of a part of a segment's text.</summary>
internal static class WordTimes
{
    /// <summary>From the start of the first to the end of the last word that the part touches; the segment's own times where its words do not spell its text.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="start">First character of the part.</param>
    /// <param name="length">Its characters.</param>
    public static (long StartMs, long EndMs) Of(TranscriptSegment segment, int start, int length)
    {
        (long StartMs, long EndMs)? found = null;
        var position = 0;
        foreach (var word in segment.Words)
        {
            var at = segment.Text.IndexOf(word.Text, position, StringComparison.Ordinal);
            if (at < 0 || at >= start + length)
                break;
            position = at + word.Text.Length;
            if (position > start)
                found = (found?.StartMs ?? word.StartMs, word.EndMs);
        }

        return found ?? (segment.StartMs, segment.EndMs);
    }
}
