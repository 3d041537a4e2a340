using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;

namespace FusionScorer.Signals;

/// <summary>Features of a signal that knows a clip by its neighbours: how the neighbours' known levels are spread.</summary>
internal static class LevelMixFeatures
{
    /// <summary>The share of one level.</summary>
    public static string Share(string signal, string level) => $"{signal}.p[{level}]";

    /// <summary>The share of a level and all stricter ones.</summary>
    public static string AtLeast(string signal, string level) => $"{signal}.atleast[{level}]";

    /// <summary><c>signal.p[L]</c>, <c>signal.atleast[L]</c> for every level and <c>signal.support</c>.</summary>
    /// <param name="signal">The signal's name.</param>
    /// <param name="taxonomy">K levels.</param>
    /// <param name="mix">K probabilities, mildest first.</param>
    /// <param name="support">The weight of known neighbours behind the mix; not negative.</param>
    /// <returns>Empty when nothing supports the mix.</returns>
    public static IReadOnlyDictionary<string, float> Of(string signal, Taxonomy taxonomy, ReadOnlySpan<double> mix, double support)
    {
        if (mix.Length != taxonomy.Count)
            throw new ArgumentException($"{mix.Length} probabilities for {taxonomy.Count} levels", nameof(mix));
        var features = new Dictionary<string, float>();
        if (!(support > 0))
            return features;
        var atLeast = 0.0;
        for (var level = taxonomy.Count - 1; level >= 0; level--)
        {
            atLeast += mix[level];
            features.Add(Share(signal, taxonomy[level]), (float)mix[level]);
            features.Add(AtLeast(signal, taxonomy[level]), (float)Math.Min(1, atLeast));
        }

        features.Add(signal + ".support", (float)support);
        return features;
    }

    /// <summary>The same as a reading; missing when nothing supports the mix.</summary>
    public static SignalReading Reading(string signal, Taxonomy taxonomy, ReadOnlySpan<double> mix, double support)
    {
        var features = Of(signal, taxonomy, mix, support);
        return features.Count == 0
            ? SignalReading.Nothing(ReadingStatus.Missing, "no known neighbour")
            : new SignalReading(ReadingStatus.Read, Reason: null, [], features);
    }
}
