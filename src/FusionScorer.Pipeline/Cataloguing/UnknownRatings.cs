using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>Ratings that metadata state and nobody can read: said aloud, never passed over.</summary>
internal static class UnknownRatings
{
    private const int MostLines = 20;
    private const int LongestText = 60;

    /// <summary>A line for each such rating, the most frequent first.</summary>
    /// <param name="clips">Clips of one library.</param>
    /// <param name="taxonomy">The levels in use.</param>
    public static IEnumerable<string> Warnings(IEnumerable<Clip> clips, Taxonomy taxonomy)
    {
        var readings = new Dictionary<string, RatingReading>(StringComparer.Ordinal);
        var unknown = new Dictionary<string, (int Count, Clip First)>(StringComparer.Ordinal);
        foreach (var clip in clips)
        {
            if (clip.Metadata.Rating is not { } text)
                continue;
            if (!readings.TryGetValue(text, out var reading))
                readings[text] = reading = RatingReading.Of(text, taxonomy);
            if (reading.Kind == RatingKind.Unknown || reading.Unread is not null)
                unknown[text] = unknown.TryGetValue(text, out var known) ? (known.Count + 1, known.First) : (1, clip);
        }

        foreach (var (text, (count, first)) in unknown.OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(MostLines))
        {
            var which = $"{first.Root}:{first.Path}{(count > 1 ? $" and {count - 1} more" : "")}";
            var said = readings[text].Unread is { } part
                ? $"of the stated rating '{Shown(text)}', '{Shown(part)}' is of no scheme that is known, and counts for nothing; the rest counts"
                : $"the stated rating '{Shown(text)}' is of no scheme that is known, and counts for nothing";
            yield return $"{which}: {said}; see fusion schemes".ReplaceLineEndings(" ");
        }

        if (unknown.Count > MostLines)
            yield return $"{unknown.Count - MostLines} more ratings are of no scheme that is known";
    }

    private static string Shown(string text) => text.Length > LongestText ? text[..LongestText] + "…" : text;
}
