using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals.Outside;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>What a signal from outside looks for is learned clip by clip; clips that it saw earlier are brought up to it: none was found there.</summary>
internal static class KnownKinds
{
    private const int Batch = 1000;

    /// <summary>The kinds that the readings of a signal know.</summary>
    public static OutsideKinds Of(Project project, string signal)
    {
        var kinds = new OutsideKinds(signal);
        foreach (var names in NameLists(project, signal).Keys)
            kinds.AddFrom(names);
        return kinds;
    }

    /// <summary>Gives every clip that the signal saw a 0 for each kind that it has none of. Clips that it never saw stay as they are.</summary>
    public static void Complete(Project project, string signal)
    {
        var lists = NameLists(project, signal);
        var kinds = new OutsideKinds(signal);
        foreach (var names in lists.Keys)
            kinds.AddFrom(names);
        long[] lacking = [.. lists.Where(list => kinds.MayLack(list.Key)).SelectMany(list => list.Value).Order()];
        foreach (var clips in lacking.Chunk(Batch))
        {
            var more = new List<Reading>();
            project.Store.Readings.Between(signal, clips[0], clips[^1], reading =>
            {
                if (reading.ReadingKey is null || Array.BinarySearch(clips, reading.ClipNo) < 0)
                    return;
                var features = new Dictionary<string, float>(reading.Features, StringComparer.Ordinal);
                kinds.Fill(features);
                if (features.Count > reading.Features.Count)
                    more.Add(reading with { Features = features });
            });
            project.Store.Readings.SaveKeepingEvidence(more);
        }
    }

    // Readings of a signal share few lists of names.
    private static Dictionary<string[], List<long>> NameLists(Project project, string signal)
    {
        var lists = new Dictionary<string[], List<long>>(ReferenceEqualityComparer.Instance);
        project.Store.Readings.Read(
            reading =>
            {
                if (!lists.TryGetValue(reading.Names, out var clips))
                    lists.Add(reading.Names, clips = []);
                clips.Add(reading.ClipNo);
            },
            signal);
        return lists;
    }
}
