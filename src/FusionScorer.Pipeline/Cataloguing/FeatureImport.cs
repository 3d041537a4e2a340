using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Importing.Outside;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals.Outside;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>Takes columns <c>signal.feature</c> for clips that are there already. They replace the signal's columns on these clips; its evidence, and what that tells, stays.</summary>
public sealed class FeatureImport
{
    private const int MostListed = 100;
    private const int Batch = 1000;

    private readonly Project _project;
    private readonly SortedDictionary<string, SortedDictionary<long, Dictionary<string, float>>> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly HashSet<string> _workedOut = new(StringComparer.Ordinal);
    private readonly List<string> _bad = [];
    private long _badRows;
    private long _unknownRows;

    private FeatureImport(Project project) => _project = project;

    /// <summary>Imports tables; all are read before anything is saved.</summary>
    /// <param name="project">The project.</param>
    /// <param name="paths">The tables: clip_id (any name of a clip) and columns.</param>
    /// <exception cref="BadInputException">A table cannot be read, or names a signal that the program reads itself.</exception>
    public static EvidenceReport Run(Project project, IReadOnlyList<string> paths) => new FeatureImport(project).Run(paths);

    /// <summary>Whether features are the same ones with the same values.</summary>
    internal static bool Same(IReadOnlyDictionary<string, float> one, IReadOnlyDictionary<string, float> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value));

    private EvidenceReport Run(IReadOnlyList<string> paths)
    {
        var clips = new ClipFinder(_project.Store.Clips.References());
        foreach (var path in paths)
            Take(path, clips);
        var changed = new HashSet<long>();
        foreach (var (signal, columns) in _columns)
        {
            foreach (var batch in columns.Chunk(Batch))
                Save(signal, batch, changed);
        }

        return new EvidenceReport(
            string.Join(", ", _columns.Keys), _columns.Values.SelectMany(columns => columns.Keys).Distinct().Count(), changed.Count, 0, [.. _unknown], _unknownRows, _bad, _badRows);
    }

    private void Take(string path, ClipFinder clips)
    {
        var numbers = new List<long>();
        var index = new Dictionary<long, int>();
        foreach (var reading in FeatureCsv.Read(path, Find, AddBad))
        {
            if (!_columns.TryGetValue(reading.Signal, out var columns))
            {
                EvidenceImport.CheckName(reading.Signal);
                _columns.Add(reading.Signal, columns = []);
            }

            if (!columns.TryGetValue(numbers[reading.Clip], out var features))
                columns.Add(numbers[reading.Clip], features = new Dictionary<string, float>(StringComparer.Ordinal));
            foreach (var (name, value) in reading.Features)
                features[name] = value;
        }

        int? Find(string name)
        {
            if (clips.Find(name) is { } clip)
            {
                if (index.TryAdd(clip, numbers.Count))
                    numbers.Add(clip);
                return index[clip];
            }

            _unknownRows++;
            if (_unknown.Count < MostListed)
                _unknown.Add(name);
            return null;
        }
    }

    private void Save(string signal, KeyValuePair<long, Dictionary<string, float>>[] batch, HashSet<long> changed)
    {
        var columns = batch.ToDictionary();
        var known = new Dictionary<long, Reading>();
        _project.Store.Readings.Between(signal, batch[0].Key, batch[^1].Key, reading =>
        {
            if (columns.ContainsKey(reading.ClipNo) && reading.Status == ReadingStatus.Read)
                known.Add(reading.ClipNo, reading);
        });
        var kinds = new OutsideKinds(signal);
        var readings = new List<Reading>();
        foreach (var (clip, features) in batch)
        {
            var reading = known.GetValueOrDefault(clip);
            var merged = new Dictionary<string, float>(features, StringComparer.Ordinal);

            // What evidence tells of a clip stays, also where a column is called the same.
            foreach (var (name, value) in reading is { ReadingKey: not null } ? reading.Features.Where(feature => kinds.IsWorkedOut(feature.Key, reading.Features)) : [])
            {
                if (features.TryGetValue(name, out var column) && !column.Equals(value) && _workedOut.Add(name))
                    AddBad($"column {name}: is worked out from the evidence of {signal}, which stays; give the column another name");
                merged[name] = value;
            }

            if (reading is not null && Same(reading.Features, merged))
                continue;
            changed.Add(clip);
            readings.Add(reading is null ? new Reading(clip, signal, ReadingStatus.Read, Reason: null, ObservationKey: null, ReadingKey: null, merged) : reading with { Features = merged });
        }

        _project.Store.Readings.SaveKeepingEvidence(readings);
    }

    private void AddBad(string line)
    {
        _badRows++;
        if (_bad.Count < MostListed)
            _bad.Add(line);
    }
}
