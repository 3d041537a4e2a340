using FusionScorer.Core.Clips;
using FusionScorer.Signals.Profanity;

namespace FusionScorer.Signals.Captions;

/// <summary>Turns caption tracks into features and evidence.</summary>
public static class CaptionsFeatures
{
    /// <summary>The reading of a clip's captions; missing when no track can be judged.</summary>
    public static SignalReading Of(CaptionsObservation observation, LexiconSet lexicons, CaptionsOptions options)
    {
        var (track, matcher, reason) = TrackChoice.Choose(observation.Tracks, lexicons, options.DefaultLanguage);
        if (track is null || matcher is null)
            return SignalReading.Nothing(ReadingStatus.Missing, reason);
        var texts = track.Cues.Select(cue =>
            new TimedText(cue.StartMs, cue.EndMs, SpokenText.Of(cue.Text), cue.Text.Replace('\n', ' ')));
        return ProfanityFeatures.Of(SignalNames.Captions, matcher, texts);
    }
}
