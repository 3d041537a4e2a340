using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;

namespace FusionScorer.Signals.Viewers;

/// <summary>Viewers as features: how the known levels are spread over clips that share viewers.</summary>
public static class ViewersFeatures
{
    /// <summary>The weight of known neighbours.</summary>
    public const string Support = SignalNames.Viewers + ".support";

    /// <summary>The share of one level, for example <c>viewers.p[PG-13]</c>.</summary>
    public static string Share(string level) => LevelMixFeatures.Share(SignalNames.Viewers, level);

    /// <summary>The share of a level and all stricter ones, for example <c>viewers.atleast[R]</c>.</summary>
    public static string AtLeast(string level) => LevelMixFeatures.AtLeast(SignalNames.Viewers, level);

    /// <summary>The features of a clip.</summary>
    /// <param name="taxonomy">K levels.</param>
    /// <param name="mix">K probabilities: the neighbours' levels, mildest first.</param>
    /// <param name="support">The weight of known neighbours behind the mix; not negative.</param>
    /// <returns>Empty when no neighbour is known.</returns>
    public static IReadOnlyDictionary<string, float> Of(Taxonomy taxonomy, ReadOnlySpan<double> mix, double support) =>
        LevelMixFeatures.Of(SignalNames.Viewers, taxonomy, mix, support);

    /// <summary>The reading of a clip; missing when no neighbour is known.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static SignalReading Reading(Taxonomy taxonomy, ReadOnlySpan<double> mix, double support) =>
        LevelMixFeatures.Reading(SignalNames.Viewers, taxonomy, mix, support);
}
