using System.Security.Cryptography;
using System.Text;
using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Importing.Outside;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals.Outside;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>What an import of evidence brought.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Clips">Clips that it speaks of.</param>
/// <param name="Changed">Those of which it says something else than before.</param>
/// <param name="Rows">Pieces of evidence.</param>
/// <param name="UnknownClips">Names that are no clip's, each once, in the order in which they came; the first hundred.</param>
/// <param name="UnknownRows">How many rows named one of these, or others like them.</param>
/// <param name="Bad">A line on each bad row that was left out; the first hundred.</param>
/// <param name="BadRows">How many bad rows there were.</param>
public sealed record EvidenceReport(string Signal, int Clips, int Changed, long Rows, IReadOnlyList<string> UnknownClips, long UnknownRows, IReadOnlyList<string> Bad, long BadRows);

/// <summary>Takes evidence that others found as a signal of its own. The same file again changes nothing; another one replaces what evidence said of the clips in it. Columns of the same signal stay.</summary>
/// <remarks>
/// Memory does not grow with the rows (<see cref="EvidenceSpill"/>). Nothing is saved before all is read, so a file that cannot be read changes nothing; then clips are saved one by one, each
/// whole: an import that is cut off there leaves every clip as it was or as it shall be, and goes on when it is run again.
/// </remarks>
public sealed class EvidenceImport : IDisposable
{
    private const int MostListed = 100;
    private const int Batch = 1000;
    private const int BatchRows = 10_000;
    private const int MostOfAClip = 100_000;

    private readonly Project _project;
    private readonly string _signal;
    private readonly ClipFinder _clips;
    private readonly EvidenceSpill _evidence;
    private readonly OutsideKinds _kinds;
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly List<string> _bad = [];
    private long _badRows;
    private long _unknownRows;
    private long _rows;
    private int _changed;

    /// <summary>Starts an import.</summary>
    /// <param name="project">The project.</param>
    /// <param name="signal">The signal's name: small letters, digits and dashes, and none that the program reads itself.</param>
    /// <exception cref="BadInputException">The name is not allowed.</exception>
    public EvidenceImport(Project project, string signal)
    {
        CheckName(signal);
        _project = project;
        _signal = signal;
        _clips = new ClipFinder(project.Store.Clips.References());
        _evidence = new EvidenceSpill(signal, project.CachePath("import"));
        _kinds = KnownKinds.Of(project, signal);
    }

    /// <summary>The clips of the project by name.</summary>
    public ClipFinder Clips => _clips;

    /// <summary>Whether a signal brought from outside may have this name.</summary>
    /// <exception cref="BadInputException">It may not.</exception>
    public static void CheckName(string signal)
    {
        if (OutsideSignal.Fault(signal) is { } fault)
            throw new BadInputException(fault);
    }

    /// <summary>Notes a bad row.</summary>
    public void AddBad(string line)
    {
        _badRows++;
        if (_bad.Count < MostListed)
            _bad.Add(line);
    }

    /// <summary>Takes rows.</summary>
    public void Add(IEnumerable<OutsideRow> rows)
    {
        foreach (var row in rows)
        {
            if (_clips.Find(row.Clip) is not { } clip)
            {
                _unknownRows++;
                if (_unknown.Count < MostListed)
                    _unknown.Add(row.Clip);
                continue;
            }

            // A bad row says nothing: without a list the clip keeps what was known of it.
            var kind = OutsideFeatures.Slug(row.Kind);
            if (row.Kind.Length > 0 && kind.Length == 0)
            {
                AddBad($"{row.Clip}: kind '{row.Kind}' holds no letter or digit; left out");
                continue;
            }

            var fact = kind.Length == 0 ? null : new Evidence(_signal, kind, row.Score, row.Text, row.StartMs, row.EndMs);
            _evidence.Add(clip, fact);
            if (fact is not null)
                _kinds.Add(kind, timed: fact.EndMs > fact.StartMs);
        }
    }

    /// <summary>Saves all that was taken.</summary>
    public EvidenceReport Finish()
    {
        var clips = 0;
        var batch = new List<(long Clip, List<Evidence> Facts)>(Batch);
        var rows = 0;
        foreach (var (clip, facts, dropped) in _evidence.ByClip(MostOfAClip))
        {
            clips++;
            _rows += facts.Count;
            if (dropped > 0)
            {
                AddBad($"{_clips.NameOf(clip)}: more than {MostOfAClip} pieces of evidence on one clip; the last {dropped} were left out");
                _badRows += dropped - 1;
            }

            batch.Add((clip, facts));
            rows += facts.Count;
            if (batch.Count < Batch && rows < BatchRows)
                continue;
            Save(batch);
            batch.Clear();
            rows = 0;
        }

        Save(batch);
        KnownKinds.Complete(_project, _signal);
        return new EvidenceReport(_signal, clips, _changed, _rows, [.. _unknown], _unknownRows, _bad, _badRows);
    }

    /// <inheritdoc/>
    public void Dispose() => _evidence.Dispose();

    private void Save(List<(long Clip, List<Evidence> Facts)> batch)
    {
        if (batch.Count == 0)
            return;
        var wanted = batch.Select(one => one.Clip).ToHashSet();
        var known = new Dictionary<long, Reading>();
        _project.Store.Readings.Between(_signal, batch[0].Clip, batch[^1].Clip, reading =>
        {
            if (wanted.Contains(reading.ClipNo))
                known.Add(reading.ClipNo, reading);
        });
        List<ObservedReading> changed = [];
        List<Reading> sameEvidence = [];
        foreach (var (clip, facts) in batch)
        {
            var key = Key(facts);
            var old = known.GetValueOrDefault(clip);
            var reading = new Reading(clip, _signal, ReadingStatus.Read, null, null, key, Features(facts, old));
            if (old?.ReadingKey != key)
                changed.Add(new ObservedReading(reading, null, facts));
            else if (!FeatureImport.Same(old.Features, reading.Features))
                sameEvidence.Add(reading);
        }

        _changed += changed.Count;
        _project.Store.Readings.SaveObserved(changed);
        _project.Store.Readings.SaveKeepingEvidence(sameEvidence);
    }

    // Columns of an earlier table stay, but for those that the evidence itself tells now.
    private Dictionary<string, float> Features(List<Evidence> facts, Reading? old)
    {
        var features = OutsideFeatures.Of(_signal, facts, _kinds);
        if (old is { Status: ReadingStatus.Read })
        {
            foreach (var (name, value) in old.ReadingKey is null ? old.Features : _kinds.Columns(old.Features))
                features.TryAdd(name, value);
        }

        return features;
    }

    private static string Key(List<Evidence> evidence)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in evidence)
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{one.Kind}\0{one.Score:R}\0{one.StartMs}\0{one.EndMs}\0{one.Text}\n")));
        return Convert.ToHexStringLower(hash.GetHashAndReset()[..16]);
    }
}
