using System.Globalization;
using FusionScorer.Core.Clips;

namespace FusionScorer.Signals.Nudity;

/// <summary>Turns an observation into features and evidence.</summary>
public static class NudityFeatures
{
    /// <summary>Strongest nudity score of any picture.</summary>
    public const string MaxScore = "nudity.max_score";

    /// <summary>Mean of the five strongest nudity scores: one wrong picture moves it less.</summary>
    public const string TopFiveMean = "nudity.top5_mean";

    /// <summary>Share of the pictures at or above <see cref="Threshold"/>.</summary>
    public const string Share = "nudity.share";

    /// <summary>Seconds for which pictures at or above <see cref="Threshold"/> stand.</summary>
    public const string Seconds = "nudity.seconds";

    /// <summary>Stretches of neighbouring pictures at or above <see cref="Threshold"/>.</summary>
    public const string Runs = "nudity.runs";

    /// <summary>Mean of the five strongest scores of revealing, not pornographic pictures.</summary>
    public const string Sexy = "nudity.sexy";

    /// <summary>More likely nudity than not.</summary>
    public const double Threshold = 0.5;

    private const int Strongest = 5;
    private const double LeastEvidence = 0.2;

    /// <summary>What an observation says.</summary>
    public static SignalReading Read(NudityObservation observation)
    {
        var frames = observation.Frames;
        if (frames.IsDefaultOrEmpty)
            return SignalReading.Nothing(ReadingStatus.Missing, "no picture was seen");
        var hits = frames.Count(frame => frame.Nudity >= Threshold);
        var features = new Dictionary<string, float>
        {
            [MaxScore] = (float)frames.Max(frame => frame.Nudity),
            [TopFiveMean] = TopMean(frames.Select(frame => frame.Nudity)),
            [Share] = (float)hits / frames.Length,
            [Seconds] = (float)(Standing(observation) / 1000.0),
            [Runs] = frames.Where((frame, i) => frame.Nudity >= Threshold && (i == 0 || frames[i - 1].Nudity < Threshold)).Count(),
            [Sexy] = TopMean(frames.Select(frame => frame.Sexy)),
        };
        var evidence = Top(frames, "nudity", frame => frame.Nudity).Concat(Top(frames, "sexy", frame => frame.Sexy));
        var inOrder = evidence.OrderBy(fact => fact.StartMs).ThenBy(fact => fact.Kind, StringComparer.Ordinal);
        return new SignalReading(ReadingStatus.Read, Reason: null, [.. inOrder], features);
    }

    private static float TopMean(IEnumerable<double> scores) => (float)scores.OrderDescending().Take(Strongest).Average();

    // A picture stands for the time half-way to its neighbours; the first and the last one as far outwards as inwards, within the clip.
    private static double Standing(NudityObservation observation)
    {
        var frames = observation.Frames;
        var sum = 0.0;
        for (var i = 0; i < frames.Length; i++)
        {
            if (frames[i].Nudity < Threshold)
                continue;
            var before = i > 0 ? (frames[i].Ms - frames[i - 1].Ms) / 2.0 : double.NaN;
            var after = i < frames.Length - 1 ? (frames[i + 1].Ms - frames[i].Ms) / 2.0 : double.NaN;
            var alone = observation.IntervalMs / 2.0;
            var outside = double.IsNaN(before) ? double.IsNaN(after) ? alone : after : before;
            before = double.IsNaN(before) ? Math.Min(frames[i].Ms, outside) : before;
            after = double.IsNaN(after) ? Math.Min(Math.Max(0, (observation.DurationMs ?? long.MaxValue) - frames[i].Ms), outside) : after;
            sum += before + after;
        }

        return sum;
    }

    private static IEnumerable<Evidence> Top(IEnumerable<NudityFrame> frames, string kind, Func<NudityFrame, double> score) => frames
        .Where(frame => score(frame) >= LeastEvidence)
        .OrderByDescending(score)
        .ThenBy(frame => frame.Ms)
        .Take(Strongest)
        .Select(frame => new Evidence(SignalNames.Nudity, kind, score(frame), Text(frame), frame.Ms, EndMs: null));

    private static string Text(NudityFrame frame) =>
        string.Create(CultureInfo.InvariantCulture, $"porn {frame.Porn:0.00}, hentai {frame.Hentai:0.00}, sexy {frame.Sexy:0.00}");
}
