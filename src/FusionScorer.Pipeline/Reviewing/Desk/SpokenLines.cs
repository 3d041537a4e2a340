using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals.Captions;
using FusionScorer.Signals.Profanity;
using FusionScorer.Signals.Speech;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>One line that is read or heard.</summary>
/// <param name="StartMs">Start on the player's clock.</param>
/// <param name="EndMs">End.</param>
/// <param name="Text">Hostile text.</param>
/// <param name="Hits">Its profane parts.</param>
public sealed record SpokenLine(long StartMs, long EndMs, string Text, IReadOnlyList<ProfanityHit> Hits);

/// <summary>A track of lines.</summary>
/// <param name="Source">A file's name, <c>stream 2</c>, or <c>speech</c>.</param>
/// <param name="Language">Null when unknown.</param>
/// <param name="Lines">In order of time.</param>
public sealed record SpokenTrack(string Source, string? Language, IReadOnlyList<SpokenLine> Lines);

/// <summary>Finds what is profane in text that is shown to people, in the project's own words.</summary>
public sealed class SpokenLines
{
    // More than anybody reads beside a player; what is cut off stays in the evidence.
    private const int MostLines = 20_000;

    private readonly LexiconSet _lexicons;
    private readonly string _defaultLanguage;

    private SpokenLines(LexiconSet lexicons, string defaultLanguage)
    {
        _lexicons = lexicons;
        _defaultLanguage = defaultLanguage;
    }

    /// <summary>Reads the lexicons of a project.</summary>
    public static SpokenLines Of(Project project) => new(LexiconSet.Load(project.Folder), project.File.DefaultLanguage);

    /// <summary>Profane parts of a text in a language; the default language where none is named or none has a lexicon.</summary>
    public IReadOnlyList<ProfanityHit> Hits(string text, string? language = null) =>
        ((language is null ? null : _lexicons.Matcher(language)) ?? _lexicons.Matcher(_defaultLanguage))?.Match(text) ?? [];

    /// <summary>Caption tracks of a clip, from its reading.</summary>
    public IReadOnlyList<SpokenTrack> Captions(Project project, IReadOnlyList<Reading> readings) =>
        Observation(project, readings, SignalNames.Captions) is not { } content ? [] :
        [
            .. CaptionsExtractor.ObservationOf(content).Tracks.Select(track => new SpokenTrack(
                track.Source, track.Language,
                [.. track.Cues.Take(MostLines).Select(cue => new SpokenLine(cue.StartMs, cue.EndMs, cue.Text, Hits(cue.Text, track.Language)))])),
        ];

    /// <summary>What was heard in a clip; null when nothing was listened to.</summary>
    public SpokenTrack? Transcript(Project project, IReadOnlyList<Reading> readings)
    {
        if (Observation(project, readings, SignalNames.Speech) is not { } content)
            return null;
        var speech = SpeechExtractor.ObservationOf(content);
        return new SpokenTrack("speech", speech.Language, [.. speech.Segments.Take(MostLines).Select(segment =>
            new SpokenLine(segment.StartMs, segment.EndMs, segment.Text.Trim(), Hits(segment.Text.Trim(), speech.Language)))]);
    }

    private static string? Observation(Project project, IReadOnlyList<Reading> readings, string signal) =>
        readings.FirstOrDefault(reading => reading.Signal == signal && reading.Status == ReadingStatus.Read)?.ObservationKey is { } key
            ? project.Store.Readings.Observation(key)
            : null;
}
