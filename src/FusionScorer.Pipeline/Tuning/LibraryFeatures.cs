using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Voting;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Signals;
using FusionScorer.Signals.Genre;
using FusionScorer.Signals.Metadata;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>Where the numbers of a feature lie.</summary>
/// <param name="Feature">Its full name.</param>
/// <param name="Signal">Its signal.</param>
/// <param name="Present">Clips that have a finite number.</param>
/// <param name="Deciles">Eleven numbers: the smallest, each tenth of the clips that have one, the largest.</param>
public sealed record FeatureSummary(string Feature, string Signal, int Present, ImmutableArray<float> Deciles);

/// <summary>Raw features of all clips of a model, column by column, and what functions say of them. Thread-safe.</summary>
internal sealed class LibraryFeatures
{
    private const int Tenths = 10;

    // Deciles of so many clips, drawn evenly, are as good as those of a million.
    private const int MostSorted = 100_000;

    // Columns of outcomes that are kept: those in force, and some that are being written.
    private const int MostColumns = 48;

    private readonly FeatureTable _table;
    private readonly Lazy<IReadOnlyList<FeatureSummary>> _summaries;
    private readonly Lock _gate = new();
    private readonly Dictionary<LabellingFunction, byte[]> _outcomes = [];
    private readonly Queue<LabellingFunction> _order = [];

    private LibraryFeatures(FeatureTable table)
    {
        _table = table;
        _summaries = new Lazy<IReadOnlyList<FeatureSummary>>(() => [.. table.Columns.AsParallel().AsOrdered().Select(Summarise)]);
    }

    /// <summary>Every feature, by name.</summary>
    public IReadOnlyList<FeatureSummary> Summaries => _summaries.Value;

    /// <summary>Reads the features from the store.</summary>
    public static LibraryFeatures Read(Project project, DeskModel model)
    {
        var table = new FeatureTable(model.Clips.Count);
        var columnsOf = new Dictionary<string[], float[][]>(ReferenceEqualityComparer.Instance);
        project.Store.Readings.Read(reading =>
        {
            var row = reading.Status == ReadingStatus.Read ? model.RowOf(reading.ClipNo) : -1;
            if (row < 0)
                return;
            table.MarkPresent(row, reading.Signal);
            if (!columnsOf.TryGetValue(reading.Names, out var columns))
                columnsOf.Add(reading.Names, columns = [.. reading.Names.Select(table.Open)]);
            for (var i = 0; i < columns.Length; i++)
                columns[i][row] = float.IsNaN(reading.Values[i]) ? columns[i][row] : reading.Values[i];
        });
        for (var row = 0; row < table.Rows; row++)
        {
            var metadata = model.Clips[row].Metadata;
            foreach (var reading in (ReadOnlySpan<SignalReading>)[GenreFeatures.Of(metadata), MetadataFeatures.Of(metadata)])
            {
                foreach (var (name, value) in reading.Features)
                    table.Set(row, name, value);
            }
        }

        return new LibraryFeatures(table);
    }

    /// <summary>What a function says of each clip; kept, so that moving one threshold asks one function anew.</summary>
    public byte[] OutcomesOf(LabellingFunction function)
    {
        lock (_gate)
        {
            if (_outcomes.TryGetValue(function, out var known))
                return known;
        }

        var outcomes = OutcomeColumn.Of(function, _table, Environment.ProcessorCount);
        lock (_gate)
        {
            if (_outcomes.TryAdd(function, outcomes))
                _order.Enqueue(function);
            while (_order.Count > MostColumns)
                _outcomes.Remove(_order.Dequeue());
        }

        return outcomes;
    }

    private FeatureSummary Summarise(string feature)
    {
        var signal = FeatureName.SignalOf(feature).ToString();
        var column = _table.Column(feature);

        // A genre that a clip with known genres does not have is 0.
        var zero = signal == SignalNames.Genre ? _table.Presence(signal) : [];
        var present = 0;
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var row = 0; row < column.Length; row++)
        {
            if (Value(column, zero, row) is var value && !float.IsFinite(value))
                continue;
            present++;
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        if (present == 0)
            return new FeatureSummary(feature, signal, 0, [.. new float[Tenths + 1]]);
        var step = (present + MostSorted - 1) / MostSorted;
        var sorted = new List<float>((present / step) + 1);
        var seen = 0;
        for (var row = 0; row < column.Length; row++)
        {
            if (Value(column, zero, row) is var value && float.IsFinite(value) && seen++ % step == 0)
                sorted.Add(value);
        }

        sorted.Sort();
        return new FeatureSummary(
            feature, signal, present, [least, .. Enumerable.Range(1, Tenths - 1).Select(tenth => sorted[(int)((long)tenth * (sorted.Count - 1) / Tenths)]), most]);
    }

    private static float Value(ReadOnlySpan<float> column, ReadOnlySpan<bool> zero, int row) =>
        float.IsNaN(column[row]) && !zero.IsEmpty && zero[row] ? 0 : column[row];
}
