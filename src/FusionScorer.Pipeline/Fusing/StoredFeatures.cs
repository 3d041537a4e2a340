using FusionScorer.Core.Clips;
using FusionScorer.Core.Voting;
using FusionScorer.Library;
using FusionScorer.Library.Records;
using FusionScorer.Signals;
using FusionScorer.Signals.Genre;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Metadata;

namespace FusionScorer.Pipeline.Fusing;

/// <summary>Raw features of all clips, read one reading at a time: millions of them need no millions of objects.</summary>
internal static class StoredFeatures
{
    /// <summary>Adds what was read of clips.</summary>
    /// <param name="features">Where to.</param>
    /// <param name="store">The catalogue.</param>
    /// <param name="rowOf">A clip's row; negative for those that take no part.</param>
    /// <param name="signal">This signal alone; null for all.</param>
    /// <returns>Clips whose media cannot be read.</returns>
    public static HashSet<long> Read(FeatureTable features, IStore store, Func<long, int> rowOf, string? signal = null)
    {
        var unplayable = new HashSet<long>();
        var columnsOf = new Dictionary<string[], (float[] Values, bool[] Present)[]>(ReferenceEqualityComparer.Instance);
        store.Readings.Read(
            reading =>
            {
                if (reading is { Signal: MediaProbeExtractor.SignalName, Status: ReadingStatus.Failed })
                    unplayable.Add(reading.ClipNo);
                if (reading.Status != ReadingStatus.Read || rowOf(reading.ClipNo) is not (var row and >= 0))
                    return;
                features.MarkPresent(row, reading.Signal);
                if (!columnsOf.TryGetValue(reading.Names, out var columns))
                    columnsOf.Add(reading.Names, columns = [.. reading.Names.Select(name => (features.Open(name), features.OpenPresence(FeatureName.SignalOf(name).ToString())))]);
                for (var i = 0; i < columns.Length; i++)
                {
                    if (float.IsNaN(reading.Values[i]))
                        continue;
                    columns[i].Values[row] = reading.Values[i];
                    columns[i].Present[row] = true;
                }
            },
            signal);
        return unplayable;
    }

    /// <summary>Adds what metadata say: genres, year and length. Row i is clip i.</summary>
    public static void AddMetadata(FeatureTable features, IReadOnlyList<Clip> clips)
    {
        for (var row = 0; row < clips.Count; row++)
        {
            var metadata = clips[row].Metadata;
            foreach (var reading in (ReadOnlySpan<SignalReading>)[GenreFeatures.Of(metadata), MetadataFeatures.Of(metadata)])
            {
                foreach (var (name, value) in reading.Features)
                    features.Set(row, name, value);
            }
        }
    }
}
