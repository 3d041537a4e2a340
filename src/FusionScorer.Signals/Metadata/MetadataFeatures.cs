using FusionScorer.Core.Clips;

namespace FusionScorer.Signals.Metadata;

/// <summary>Year and running time as features. They inform the classifier and never vote.</summary>
public static class MetadataFeatures
{
    /// <summary>Year of release.</summary>
    public const string Year = SignalNames.Metadata + ".year";

    /// <summary>Running time in minutes.</summary>
    public const string DurationMinutes = SignalNames.Metadata + ".duration_min";

    /// <summary>Whether a running time in minutes tells anything: finite and more than nothing.</summary>
    public static bool IsLength(double minutes) => double.IsFinite(minutes) && minutes > 0;

    /// <summary>The reading of a clip's metadata; missing when it says neither.</summary>
    public static SignalReading Of(ClipMetadata metadata)
    {
        var features = new Dictionary<string, float>();
        if (metadata.Year is { } year)
            features.Add(Year, year);
        if (metadata.DurationMinutes is { } minutes && IsLength(minutes))
            features.Add(DurationMinutes, (float)minutes);
        return features.Count == 0
            ? SignalReading.Nothing(ReadingStatus.Missing, "no year and no duration")
            : new SignalReading(ReadingStatus.Read, Reason: null, [], features);
    }
}
