using FusionScorer.Core.Classification;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Voting;
using FusionScorer.Library;
using FusionScorer.Library.Records;
using FusionScorer.Signals.People;
using FusionScorer.Signals.Viewers;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>What people and viewers say of clips: features, and the readings that hold them, follow from links, and from what is known and believed of other clips.</summary>
internal static class LinkVotes
{
    private const int SavedAtOnce = 10_000;

    /// <summary>Puts the features into a table; a clip without links, or with nothing known near, has none.</summary>
    /// <param name="inputs">The clips.</param>
    /// <param name="classifier">What was answered and believed.</param>
    /// <param name="taxonomy">K levels.</param>
    public static FeatureTable Of(FusionInputs inputs, FusedClassifier classifier, Taxonomy taxonomy)
    {
        var features = inputs.Features.Without(FusionInputs.LinkSignals.ToHashSet(StringComparer.Ordinal));
        Add(SignalNames.People, PeopleFeatures.Of);
        Add(SignalNames.Viewers, ViewersFeatures.Of);
        return features;

        void Add(string signal, LinkFeatures of)
        {
            if (LinkLevels.Of(classifier, signal, Environment.ProcessorCount) is not { } levels)
                return;
            Span<double> shares = stackalloc double[taxonomy.Count];
            for (var row = 0; row < inputs.Count; row++)
            {
                for (var level = 0; level < shares.Length; level++)
                    shares[level] = levels.Of(row)[level];
                foreach (var (name, value) in of(taxonomy, shares, levels.Support[row]))
                    features.Set(row, name, value);
            }
        }
    }

    /// <summary>Saves the features as readings of their signals; only those that differ from what is stored.</summary>
    /// <param name="store">The catalogue.</param>
    /// <param name="numbers">The clips of the rows, ascending.</param>
    /// <param name="features">What <see cref="Of"/> gave.</param>
    public static void Save(IStore store, long[] numbers, FeatureTable features)
    {
        foreach (var signal in FusionInputs.LinkSignals)
        {
            string[] names = [.. features.Columns.Where(name => FeatureName.SignalOf(name).SequenceEqual(signal))];
            float[][] columns = [.. names.Select(features.Open)];
            var (stored, lost) = Compare(store, signal, numbers, names, columns);
            var changed = Enumerable.Range(0, numbers.Length).Where(row => !stored[row] && Array.Exists(columns, column => !float.IsNaN(column[row])))
                .Select(row => new Reading(
                    numbers[row], signal, ReadingStatus.Read, Reason: null, ObservationKey: null, ReadingKey: null,
                    Enumerable.Range(0, names.Length).Where(i => !float.IsNaN(columns[i][row])).ToDictionary(i => names[i], i => columns[i][row], StringComparer.Ordinal)));

            // What is left was said by an earlier run alone.
            var missing = lost.Select(clip => new Reading(
                clip, signal, ReadingStatus.Missing, "no known neighbour", ObservationKey: null, ReadingKey: null, new Dictionary<string, float>()));
            foreach (var chunk in changed.Concat(missing).Chunk(SavedAtOnce))
                store.Readings.SaveMany(chunk);
        }
    }

    /// <summary>Which rows are stored as they are now, and which clips have a stored reading but none now.</summary>
    private static (bool[] Same, List<long> Lost) Compare(IStore store, string signal, long[] numbers, string[] names, float[][] columns)
    {
        var same = new bool[numbers.Length];
        var lost = new List<long>();
        store.Readings.Read(
            reading =>
            {
                if (reading.Status != ReadingStatus.Read)
                    return;
                var row = Array.BinarySearch(numbers, reading.ClipNo);
                var (at, has, equal) = (0, false, true);
                for (var i = 0; row >= 0 && i < columns.Length; i++)
                {
                    if (float.IsNaN(columns[i][row]))
                        continue;
                    has = true;
                    equal &= at < reading.Names.Length && reading.Names[at] == names[i] && reading.Values[at].Equals(columns[i][row]);
                    at++;
                }

                if (has)
                    same[row] = equal && at == reading.Names.Length;
                else
                    lost.Add(reading.ClipNo);
            },
            signal);
        return (same, lost);
    }

    private delegate IReadOnlyDictionary<string, float> LinkFeatures(Taxonomy taxonomy, ReadOnlySpan<double> mix, double support);
}
