using FusionScorer.Core.Clips;

namespace FusionScorer.Signals.Outside;

/// <summary>Features of a signal that was brought from outside as evidence, so that rules can speak of it.</summary>
/// <remarks>
/// For each kind <c>signal.kind</c>, its largest score, <c>signal.kind-count</c>, how many pieces there are, and, where they have times, <c>signal.kind-seconds</c>, the seconds that they
/// cover together; over all kinds <c>signal.any</c>, the largest score, and <c>signal.count</c>. A kind that could be taken for one of these (any, count, x-count, x-seconds) is written
/// <c>signal.kind_any</c>. Kinds that the signal knows and the clip has none of are 0 (<see cref="OutsideKinds"/>).
/// </remarks>
public static class OutsideFeatures
{
    /// <summary>The largest number of kinds of one clip.</summary>
    public const int MostKinds = 200;

    /// <summary>What the name of a kind's count ends in.</summary>
    public const string CountSuffix = "-count";

    /// <summary>What the name of a kind's seconds ends in.</summary>
    public const string SecondsSuffix = "-seconds";

    /// <summary>The largest score of all kinds.</summary>
    public static string Any(string signal) => signal + ".any";

    /// <summary>How many pieces of evidence there are.</summary>
    public static string Count(string signal) => signal + ".count";

    /// <summary>The largest score of a kind. No kind has an underscore, so that these names are nobody else's.</summary>
    public static string Score(string signal, string kind) =>
        kind is "any" or "count" || kind.EndsWith(CountSuffix, StringComparison.Ordinal) || kind.EndsWith(SecondsSuffix, StringComparison.Ordinal) ? $"{signal}.kind_{kind}" : $"{signal}.{kind}";

    /// <summary>Works them out.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="evidence">All evidence of it on a clip, in any order.</param>
    /// <param name="known">Kinds that the signal knows; null for those of the clip alone.</param>
    public static Dictionary<string, float> Of(string signal, IReadOnlyList<Evidence> evidence, OutsideKinds? known = null)
    {
        var features = new Dictionary<string, float>(StringComparer.Ordinal)
        {
            [Any(signal)] = evidence.Count == 0 ? 0 : (float)evidence.Max(one => one.Score),
            [Count(signal)] = evidence.Count,
        };

        // The first by name, as among all that the signal knows: a kind that was found is never told as looked for in vain.
        foreach (var kind in evidence.GroupBy(one => one.Kind, StringComparer.Ordinal).OrderBy(kind => Score(signal, kind.Key), StringComparer.Ordinal).Take(MostKinds))
        {
            var score = Score(signal, kind.Key);
            features[score] = (float)kind.Max(one => one.Score);
            features[score + CountSuffix] = kind.Count();
            if (Covered(kind) is > 0 and var milliseconds)
                features[score + SecondsSuffix] = milliseconds / 1000f;
        }

        known?.Fill(features);
        return features;
    }

    /// <summary>A name that features and rules may hold: lower case, letters, digits and single dashes, at most 64 characters.</summary>
    /// <returns>Empty when nothing of the text is left.</returns>
    public static string Slug(ReadOnlySpan<char> text) => FeatureName.OfGenre(text)[(SignalNames.Genre.Length + 1)..];

    // What overlaps counts once.
    private static long Covered(IEnumerable<Evidence> evidence)
    {
        long covered = 0, until = long.MinValue;
        foreach (var one in evidence.Where(one => one is { StartMs: not null, EndMs: not null }).OrderBy(one => one.StartMs))
        {
            covered += Math.Max(0, one.EndMs!.Value - Math.Max(until, one.StartMs!.Value));
            until = Math.Max(until, one.EndMs.Value);
        }

        return covered;
    }
}
