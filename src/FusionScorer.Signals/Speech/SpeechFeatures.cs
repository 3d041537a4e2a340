using FusionScorer.Core.Clips;
using FusionScorer.Signals.Profanity;

namespace FusionScorer.Signals.Speech;

/// <summary>Turns a transcript into features and evidence: <c>speech.words</c>, <c>speech.mild</c> and so on.</summary>
public static class SpeechFeatures
{
    /// <summary>The reading of a transcript; missing when its language has no lexicon.</summary>
    public static SignalReading Of(SpeechObservation observation, LexiconSet lexicons, SpeechOptions options)
    {
        if (lexicons.Matcher(observation.Language) is not { } matcher)
            return SignalReading.Nothing(ReadingStatus.Missing, $"no lexicon for '{observation.Language}'");
        var words = 0;
        var counts = new int[SeverityExtensions.All.Count];
        var evidence = new List<Evidence>();
        foreach (var segment in observation.Segments.Where(segment => Counts(segment, options)))
        {
            words += WordCount.Of(segment.Text);
            foreach (var hit in matcher.Match(segment.Text))
            {
                counts[(int)hit.Severity]++;
                var (start, end) = WordTimes.Of(segment, hit.Start, hit.Length);
                evidence.Add(new Evidence(SignalNames.Speech, hit.Severity.Name(), hit.Severity.Score(), segment.Text, start, end));
            }
        }

        var features = new Dictionary<string, float> { [ProfanityFeatures.Words(SignalNames.Speech)] = words };
        foreach (var severity in SeverityExtensions.All)
            features.Add(ProfanityFeatures.Count(SignalNames.Speech, severity), counts[(int)severity]);
        return new SignalReading(ReadingStatus.Read, Reason: null, evidence, features);
    }

    // Whisper's own rule for what it invented over silence or noise: probably no speech, and unsure of the words.
    private static bool Counts(TranscriptSegment segment, SpeechOptions options) =>
        !(segment.NoSpeechProbability > options.MaxNoSpeechProbability && segment.MeanLogProbability < options.MinMeanLogProbability);
}
