using System.Globalization;
using System.Text;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Exporting;

/// <summary>Evidence of a clip as WebVTT (W3C, WebVTT: The Web Video Text Tracks Format), for players and editors: a cue for each piece that has a place in time, in order.</summary>
public static class WebVtt
{
    /// <summary>Writes a file.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="notes">Lines of a comment at the head: title, level.</param>
    /// <param name="evidence">In any order.</param>
    /// <returns>The number of cues.</returns>
    public static int Write(TextWriter to, IEnumerable<string> notes, IEnumerable<Evidence> evidence)
    {
        to.Write("WEBVTT\n\nNOTE\n");
        foreach (var note in notes.Select(Text).Where(note => note.Length > 0))
            to.Write(note + "\n");
        var number = 0;
        foreach (var (span, text) in Cues(evidence))
            to.Write(string.Create(CultureInfo.InvariantCulture, $"\n{++number}\n{Time(span.StartMs)} --> {Time(span.EndMs)}\n{text}\n"));
        return number;
    }

    // A caption that says a word twice is one cue.
    private static IEnumerable<(EvidenceSpan Span, string Text)> Cues(IEnumerable<Evidence> evidence) => evidence
        .Select(piece => (Span: EvidenceSpan.Of(piece), Piece: piece))
        .Where(cue => cue.Span is not null)
        .OrderBy(cue => cue.Span!.Value.StartMs).ThenBy(cue => cue.Span!.Value.EndMs)
        .Select(cue => (cue.Span!.Value, string.Create(CultureInfo.InvariantCulture, $"{Text(cue.Piece.Signal)} {Text(cue.Piece.Kind)} {cue.Piece.Score:0.00}: {Text(cue.Piece.Text)}")))
        .Distinct();

    /// <summary>A time as hh:mm:ss.mmm.</summary>
    private static string Time(long ms) => string.Create(CultureInfo.InvariantCulture, $"{ms / 3_600_000:00}:{ms / 60_000 % 60:00}:{ms / 1000 % 60:00}.{ms % 1000:000}");

    // With > escaped no arrow is left to end a cue; a line break could.
    private static string Text(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&':
                    line.Append("&amp;");
                    break;
                case '<':
                    line.Append("&lt;");
                    break;
                case '>':
                    line.Append("&gt;");
                    break;
                default:
                    line.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString());
                    break;
            }
        }

        return line.ToString().Trim();
    }
}
