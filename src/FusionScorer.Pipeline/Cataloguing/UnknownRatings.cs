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
        var kinds = new Dictionary<string, RatingKind>(StringComparer.Ordinal);
        var unknown = new Dictionary<string, (int Count, Clip First)>(StringComparer.Ordinal);
        foreach (var clip in clips)
        {
            if (clip.Metadata.Rating is not { } text)
                continue;
            if (!kinds.TryGetValue(text, out var kind))
                kinds[text] = kind = RatingReading.Of(text, taxonomy).Kind;
            if (kind == RatingKind.Unknown)
                unknown[text] = unknown.TryGetValue(text, out var known) ? (known.Count + 1, known.First) : (1, clip);
        }

        foreach (var (text, (count, first)) in unknown.OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(MostLines))
        {
            var shown = text.Length > LongestText ? text[..LongestText] + "…" : text;
            yield return $"{first.Root}:{first.Path}{(count > 1 ? $" and {count - 1} more" : "")}: the stated rating '{shown}' is of no scheme that is known, and counts for nothing; see fusion schemes".ReplaceLineEndings(" ");
        }

        if (unknown.Count > MostLines)
            yield return $"{unknown.Count - MostLines} more ratings are of no scheme that is known";
    }
}
