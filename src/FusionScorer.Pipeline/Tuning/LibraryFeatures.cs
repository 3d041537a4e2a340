using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Voting;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;

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

    // Extraction beside the review shows after so long at most.
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(5);

    private readonly FeatureTable _table;
    private readonly long[] _clips;
    private readonly DateTimeOffset _readAt;
    private readonly Lazy<IReadOnlyList<FeatureSummary>> _summaries;
    private readonly Lock _gate = new();
    private readonly Dictionary<LabellingFunction, byte[]> _outcomes = [];
    private readonly Queue<LabellingFunction> _order = [];

    private LibraryFeatures(FeatureTable table, long[] clips, DateTimeOffset readAt)
    {
        _table = table;
        _clips = clips;
        _readAt = readAt;
        _summaries = new Lazy<IReadOnlyList<FeatureSummary>>(() => [.. table.Columns.AsParallel().AsOrdered().Select(Summarise)]);
    }

    /// <summary>Every feature, by name.</summary>
    public IReadOnlyList<FeatureSummary> Summaries => _summaries.Value;

    /// <summary>Reads the features from the store.</summary>
    /// <param name="project">The project.</param>
    /// <param name="model">Whose rows they are to be.</param>
    /// <param name="before">What was read for an earlier model; null for nothing. While it is young and has the same clips, only what a fit changes is read again: people and viewers.</param>
    public static LibraryFeatures Read(Project project, DeskModel model, LibraryFeatures? before)
    {
        var now = project.Clock.GetUtcNow();
        if (before is not null && now - before._readAt < Young && before.Fits(model))
        {
            var shared = before._table.Without(FusionInputs.LinkSignals.ToHashSet(StringComparer.Ordinal));
            foreach (var signal in FusionInputs.LinkSignals)
                StoredFeatures.Read(shared, project.Store, model.RowOf, signal);
            return new LibraryFeatures(shared, before._clips, before._readAt);
        }

        var table = new FeatureTable(model.Clips.Count);
        StoredFeatures.Read(table, project.Store, model.RowOf);
        StoredFeatures.AddMetadata(table, model.Clips);
        return new LibraryFeatures(table, model.Clips.Numbers, now);
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

    private bool Fits(DeskModel model) => model.Clips.Numbers.AsSpan().SequenceEqual(_clips);

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
