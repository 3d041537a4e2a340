using System.Globalization;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Exporting;

/// <summary>
/// Evidence of a clip as an edit decision list of Kodi (and MPlayer): lines of <c>start end action</c>, in seconds. Action 2 is a scene marker, 1 mutes the sound. Overlapping evidence is
/// one line.
/// </summary>
public static class EdlText
{
    private const int Mute = 1;
    private const int SceneMarker = 2;

    // Words that were said. Other signals see pictures, and muting the sound would hide nothing of those.
    private static readonly string[] Spoken = ["captions", "speech"];

    /// <summary>Writes a file.</summary>
    /// <param name="to">Where to write; left open.</param>
    /// <param name="evidence">In any order; that without a place in time is left out.</param>
    /// <param name="mute">Whether profanity is muted instead of marked.</param>
    /// <returns>The number of lines.</returns>
    /// <remarks>Kodi puts a scene marker where its line ends, so a marker's line has the evidence's start twice.</remarks>
    public static int Write(TextWriter to, IReadOnlyList<Evidence> evidence, bool mute)
    {
        var lines = Lines(evidence.Where(piece => !(mute && IsProfanity(piece))), SceneMarker)
            .Concat(Lines(evidence.Where(piece => mute && IsProfanity(piece)), Mute))
            .OrderBy(line => line.Span.StartMs).ThenBy(line => line.Action)
            .ToList();
        foreach (var (span, action) in lines)
            to.Write(string.Create(CultureInfo.InvariantCulture, $"{Seconds(span.StartMs)} {Seconds(action == SceneMarker ? span.StartMs : span.EndMs)} {action}\n"));
        return lines.Count;
    }

    private static IEnumerable<(EvidenceSpan Span, int Action)> Lines(IEnumerable<Evidence> evidence, int action) =>
        EvidenceSpan.Merge(evidence.Select(EvidenceSpan.Of).OfType<EvidenceSpan>()).Select(span => (span, action));

    private static bool IsProfanity(Evidence piece) => Spoken.Contains(piece.Signal, StringComparer.Ordinal);

    private static string Seconds(long ms) => string.Create(CultureInfo.InvariantCulture, $"{ms / 1000}.{ms % 1000:000}");
}
