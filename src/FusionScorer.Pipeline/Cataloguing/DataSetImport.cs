using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Importing.Outside;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals.Outside;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>What an import brought.</summary>
/// <param name="Clips">Clips.</param>
/// <param name="Readings">Readings of signals.</param>
/// <param name="Viewers">Links of viewers to clips, and how many rows were left out.</param>
/// <param name="KnownLevels">Known levels; 0 when no truth was named.</param>
/// <param name="Signals">The signals, in order.</param>
/// <param name="Warnings">What was left out.</param>
public sealed record ImportReport(
    int Clips, int Readings, ViewerLinks Viewers, int KnownLevels, IReadOnlyList<string> Signals, IReadOnlyList<string> Warnings);

/// <summary>Takes a tabular data set into a project. All of it is read and checked before anything is written.</summary>
public static class DataSetImport
{
    /// <summary>Imports a data set.</summary>
    /// <param name="project">The project.</param>
    /// <param name="folder">The data set's folder.</param>
    /// <param name="known">A file of known levels; null to read none.</param>
    /// <param name="author">Who imports, for a policy that comes with the data set.</param>
    public static ImportReport Run(Project project, string folder, string? known, string author)
    {
        var policyFile = Path.Combine(folder, TabularDataSet.PolicyFile);
        var policy = File.Exists(policyFile) ? PolicyReader.Read(policyFile) : null;
        var data = TabularDataSet.Read(folder, ViewerKey.Of(project), known, (policy ?? project.Policy).Taxonomy);
        if (data.Clips.Count == 0)
            throw new BadInputException(Path.Combine(folder, "clips.csv"), 0, "holds no clip");

        if (policy is not null)
        {
            PolicyChange.Apply(project, policy, author, $"from {policyFile}");
            project.WriteFile(policy);
        }

        var store = project.Store;
        store.Clips.Apply(data.Clips);
        var references = store.Clips.References();
        long[] numbers = [.. data.Clips.Select(clip => references[clip.ClipId])];
        SaveReadings(store, [.. data.ReadingsOf(numbers)]);
        store.Clips.ReplaceViewerLinks(Source(data), data.ViewersOf(numbers));
        var levels = KnownLevels(project, data, numbers);
        if (levels is not null)
            store.Decisions.ReplaceKnownLevels(Source(data), levels);
        return new ImportReport(
            data.Clips.Count, data.Readings.Count, data.Viewers, levels?.Count ?? 0,
            [.. data.Readings.Select(reading => reading.Signal).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], data.Warnings);
    }

    // Columns of a signal stand beside evidence that was imported for it; neither replaces the other.
    private static void SaveReadings(IStore store, List<Reading> readings)
    {
        var beside = new Dictionary<(string Signal, long Clip), Reading>();
        foreach (var signal in readings.Select(reading => reading.Signal).Distinct(StringComparer.Ordinal).Where(signal => OutsideSignal.Fault(signal) is null).ToList())
        {
            store.Readings.Between(signal, 0, long.MaxValue, stored =>
            {
                if (stored is { Status: ReadingStatus.Read, ReadingKey: not null })
                    beside.Add((signal, stored.ClipNo), stored);
            });
        }

        store.Readings.SaveMany([.. readings.Where(reading => !beside.ContainsKey((reading.Signal, reading.ClipNo)))]);
        store.Readings.SaveKeepingEvidence([.. readings.Where(reading => beside.ContainsKey((reading.Signal, reading.ClipNo))).Select(reading => Merge(beside[(reading.Signal, reading.ClipNo)], reading.Features))]);
    }

    private static Reading Merge(Reading stored, IReadOnlyDictionary<string, float> columns)
    {
        var kinds = new OutsideKinds(stored.Signal);
        var features = new Dictionary<string, float>(columns, StringComparer.Ordinal);
        foreach (var (name, value) in stored.Features.Where(feature => kinds.IsWorkedOut(feature.Key, stored.Features)))
            features[name] = value;
        return stored with { Features = features };
    }

    private static string Source(TabularDataSet data) => $"import:{data.Name}";

    private static List<KnownLevel>? KnownLevels(Project project, TabularDataSet data, long[] numbers) => data.Truth is null
        ? null
        : [.. Enumerable.Range(0, numbers.Length).Where(i => data.Truth[i] >= 0)
            .Select(i => new KnownLevel(numbers[i], project.Policy.Taxonomy[data.Truth[i]], Source(data)))];
}
