using FusionScorer.Core.Clips;

namespace FusionScorer.Signals.Genre;

/// <summary>Genres as features: <c>genre.horror</c> = 1 for each that the metadata names.</summary>
public static class GenreFeatures
{
    /// <summary>The reading of a clip's genres; missing when none is named.</summary>
    public static SignalReading Of(ClipMetadata metadata)
    {
        var features = new Dictionary<string, float>();
        foreach (var genre in metadata.Genres)
        {
            // A genre without a letter or digit has no name to stand under.
            var name = FeatureName.OfGenre(genre);
            if (FeatureName.IsValid(name))
                features[name] = 1;
        }

        return features.Count == 0
            ? SignalReading.Nothing(ReadingStatus.Missing, "no genres")
            : new SignalReading(ReadingStatus.Read, Reason: null, [], features);
    }
}
