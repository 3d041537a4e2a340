using System.Collections.Immutable;

namespace FusionScorer.Signals.Captions;

/// <summary>Undoes roll-up captions, where each cue shows the last line of the one before again: every word would count twice.</summary>
internal static class RollUp
{
    private const int MinCues = 6;
    private const long MaxPauseMs = 100;

    /// <summary>The cues without repeated lines when most cues repeat one; the same cues otherwise.</summary>
    /// <param name="cues">Cues in order of time.</param>
    public static ImmutableArray<Cue> Undo(ImmutableArray<Cue> cues)
    {
        if (cues.Length < MinCues)
            return cues;
        var repeats = 0;
        for (var i = 1; i < cues.Length; i++)
            repeats += Repeated(cues[i - 1], cues[i]) > 0 ? 1 : 0;
        if (repeats * 2 < cues.Length)
            return cues;

        var kept = ImmutableArray.CreateBuilder<Cue>(cues.Length);
        for (var i = 0; i < cues.Length; i++)
        {
            var skip = i == 0 ? 0 : Repeated(cues[i - 1], cues[i]);
            if (skip < cues[i].Text.Length)
                kept.Add(cues[i] with { Text = cues[i].Text[skip..] });
        }

        return kept.ToImmutable();
    }

    /// <summary>How many leading characters of a cue repeat the last line (or all) of the cue before, which has just gone.</summary>
    private static int Repeated(Cue before, Cue cue)
    {
        if (cue.StartMs > before.EndMs + MaxPauseMs)
            return 0;
        if (StartsWithLine(cue.Text, before.Text))
            return Math.Min(before.Text.Length + 1, cue.Text.Length);
        var last = before.Text.AsSpan(before.Text.LastIndexOf('\n') + 1);
        return StartsWithLine(cue.Text, last) ? Math.Min(last.Length + 1, cue.Text.Length) : 0;
    }

    private static bool StartsWithLine(ReadOnlySpan<char> text, ReadOnlySpan<char> line) =>
        text.StartsWith(line) && (text.Length == line.Length || text[line.Length] == '\n');
}
