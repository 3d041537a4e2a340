using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;

namespace FusionScorer.Signals.People;

/// <summary>Directors and actors as features: how the known levels are spread over clips that share a director or an actor.</summary>
public static class PeopleFeatures
{
    /// <summary>The weight of known neighbours.</summary>
    public const string Support = SignalNames.People + ".support";

    /// <summary>The share of one level, for example <c>people.p[PG-13]</c>.</summary>
    public static string Share(string level) => LevelMixFeatures.Share(SignalNames.People, level);

    /// <summary>The share of a level and all stricter ones, for example <c>people.atleast[R]</c>.</summary>
    public static string AtLeast(string level) => LevelMixFeatures.AtLeast(SignalNames.People, level);

    /// <summary>The features of a clip.</summary>
    /// <param name="taxonomy">K levels.</param>
    /// <param name="mix">K probabilities: the neighbours' levels, mildest first.</param>
    /// <param name="support">The weight of known neighbours behind the mix; not negative.</param>
    /// <returns>Empty when no neighbour is known.</returns>
    public static IReadOnlyDictionary<string, float> Of(Taxonomy taxonomy, ReadOnlySpan<double> mix, double support) =>
        LevelMixFeatures.Of(SignalNames.People, taxonomy, mix, support);

    /// <summary>The reading of a clip; missing when no neighbour is known.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static SignalReading Reading(Taxonomy taxonomy, ReadOnlySpan<double> mix, double support) =>
        LevelMixFeatures.Reading(SignalNames.People, taxonomy, mix, support);
}
