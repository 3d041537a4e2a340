using System.Collections.Immutable;

namespace FusionScorer.Signals.Captions;

/// <summary>Collects cues of one track within bounds that no honest file reaches.</summary>
internal sealed class CueBuilder
{
    private const int MaxCues = 50_000;
    private const int MaxRawLength = 8_000;
    private const int MaxLength = 2_000;
    private const long MaxTimeMs = 100L * 3600 * 1000;

    private readonly List<Cue> _cues = [];
    private int _skipped;

    /// <summary>Adds a cue whose text still holds mark-up; one without text or with impossible times is counted as skipped.</summary>
    public void Add(long startMs, long endMs, ReadOnlySpan<char> markedUp)
    {
        if (_cues.Count < MaxCues && startMs >= 0 && endMs >= startMs && endMs <= MaxTimeMs)
        {
            var text = CueText.Plain(Cut(markedUp, MaxRawLength));
            if (text.Length > 0)
            {
                _cues.Add(new Cue(startMs, endMs, text.Length > MaxLength ? Cut(text, MaxLength).ToString() : text));
                return;
            }
        }

        _skipped++;
    }

    /// <summary>Counts a cue that could not be read.</summary>
    public void Skip() => _skipped++;

    /// <summary>The cues in order of time, doubles and rolled-up lines taken out.</summary>
    public CueList Build()
    {
        // Typesetters draw a line several times over itself (outline, shadow); it is spoken once.
        var ordered = _cues.OrderBy(cue => cue.StartMs).ThenBy(cue => cue.EndMs).Distinct().ToImmutableArray();
        return new CueList(RollUp.Undo(ordered), _skipped);
    }

    // Half of a surrogate pair is no text.
    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
