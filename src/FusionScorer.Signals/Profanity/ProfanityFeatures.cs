using FusionScorer.Core.Clips;

namespace FusionScorer.Signals.Profanity;

/// <summary>Features and evidence of any signal that is text: <c>signal.words</c> and <c>signal.mild</c>, <c>.moderate</c>, <c>.strong</c>, <c>.slur</c>, <c>.sexual</c>.</summary>
public static class ProfanityFeatures
{
    /// <summary>The count of spoken words, for example <c>captions.words</c>.</summary>
    public static string Words(string signal) => signal + ".words";

    /// <summary>The count of hits of one severity, for example <c>captions.strong</c>.</summary>
    public static string Count(string signal, Severity severity) => $"{signal}.{severity.Name()}";

    /// <summary>Matches and counts; one piece of evidence for each hit.</summary>
    /// <param name="signal">The signal's name.</param>
    /// <param name="matcher">The matcher of the text's language.</param>
    /// <param name="texts">All that is said, in order of time.</param>
    public static SignalReading Of(string signal, ProfanityMatcher matcher, IEnumerable<TimedText> texts)
    {
        var words = 0;
        var counts = new int[SeverityExtensions.All.Count];
        var evidence = new List<Evidence>();
        var hits = new List<ProfanityHit>();
        foreach (var text in texts)
        {
            words += WordCount.Of(text.Spoken);
            hits.Clear();
            matcher.Match(text.Spoken, hits);
            foreach (var hit in hits)
            {
                counts[(int)hit.Severity]++;
                evidence.Add(new Evidence(signal, hit.Severity.Name(), hit.Severity.Score(), text.Shown, text.StartMs, text.EndMs));
            }
        }

        var features = new Dictionary<string, float> { [Words(signal)] = words };
        foreach (var severity in SeverityExtensions.All)
            features.Add(Count(signal, severity), counts[(int)severity]);
        return new SignalReading(ReadingStatus.Read, Reason: null, evidence, features);
    }
}
