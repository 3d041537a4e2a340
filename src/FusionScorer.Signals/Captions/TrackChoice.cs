using FusionScorer.Signals.Profanity;

namespace FusionScorer.Signals.Captions;

/// <summary>Chooses the one track that a clip is judged by; reading several would count the same words again.</summary>
internal static class TrackChoice
{
    /// <summary>Full before hearing-impaired tracks, then the default language, then the most cues, then the name; only languages that have a lexicon.</summary>
    /// <returns>The track with its matcher, or the reason why none will do.</returns>
    public static (CaptionTrack? Track, ProfanityMatcher? Matcher, string? Reason) Choose(
        IReadOnlyList<CaptionTrack> tracks, LexiconSet lexicons, string defaultLanguage)
    {
        var whole = tracks.Where(track => track.Kind != CaptionKind.Forced).ToList();
        if (whole.Count == 0)
            return (null, null, "only forced captions");
        var best = whole
            .Where(track => lexicons.Matcher(LanguageOf(track)) is not null)
            .OrderBy(track => track.Kind)
            .ThenByDescending(track => LanguageOf(track) == defaultLanguage)
            .ThenByDescending(track => track.Cues.Length)
            .ThenBy(track => track.Source, StringComparer.Ordinal)
            .FirstOrDefault();
        if (best is not null)
            return (best, lexicons.Matcher(LanguageOf(best)), null);
        var languages = whole.Select(LanguageOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(5).ToList();
        return (null, null, $"no lexicon for language{(languages.Count == 1 ? "" : "s")} '{string.Join("', '", languages)}'");

        string LanguageOf(CaptionTrack track) => track.Language ?? defaultLanguage;
    }
}
