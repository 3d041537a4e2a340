using FusionScorer.Core.Classification;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Records;
using FusionScorer.Signals.People;
using FusionScorer.Signals.Viewers;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>What people and viewers say of clips: features and readings that follow from links, and from what is known and believed of other clips.</summary>
internal static class LinkVotes
{
    /// <summary>Puts the features into a table; a clip without links, or with nothing known near, has none.</summary>
    /// <param name="inputs">The clips.</param>
    /// <param name="classifier">What was answered and believed.</param>
    /// <param name="taxonomy">K levels.</param>
    /// <returns>The table, and one reading for each clip and signal that has features.</returns>
    public static (FeatureTable Features, IReadOnlyList<Reading> Readings) Of(FusionInputs inputs, FusedClassifier classifier, Taxonomy taxonomy)
    {
        var features = inputs.Features.Without(FusionInputs.LinkSignals.ToHashSet(StringComparer.Ordinal));
        var readings = new List<Reading>();
        Add(SignalNames.People, PeopleFeatures.Of);
        Add(SignalNames.Viewers, ViewersFeatures.Of);
        return (features, readings);

        void Add(string signal, LinkFeatures of)
        {
            if (LinkLevels.Of(classifier, signal, Environment.ProcessorCount) is not { } levels)
                return;
            Span<double> shares = stackalloc double[taxonomy.Count];
            for (var row = 0; row < inputs.Clips.Count; row++)
            {
                for (var level = 0; level < shares.Length; level++)
                    shares[level] = levels.Of(row)[level];
                var values = of(taxonomy, shares, levels.Support[row]);
                if (values.Count == 0)
                    continue;
                foreach (var (name, value) in values)
                    features.Set(row, name, value);
                readings.Add(new Reading(inputs.Clips[row].No, signal, ReadingStatus.Read, Reason: null, ObservationKey: null, ReadingKey: null, values));
            }
        }
    }

    private delegate IReadOnlyDictionary<string, float> LinkFeatures(Taxonomy taxonomy, ReadOnlySpan<double> mix, double support);
}
