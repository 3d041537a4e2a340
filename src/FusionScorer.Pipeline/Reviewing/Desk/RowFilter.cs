using FusionScorer.Pipeline.Reviewing.Desk.Tables;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>A queue's filter made ready for one model: names are numbers, and words have been looked for.</summary>
internal sealed class RowFilter
{
    private readonly FusedLibrary _library;
    private readonly bool[]? _pairs;
    private readonly int? _level;
    private readonly ulong? _signal;
    private readonly bool[]? _found;
    private readonly bool[]? _changed;

    /// <summary>Makes a filter ready.</summary>
    public RowFilter(DeskModel model, QueueFilter filter)
    {
        _library = model.Library;
        _pairs = filter.Pair is null ? null : _library.Fused.Find(filter.Pair);
        _level = filter.Level is null ? null : model.Policy.Taxonomy.TryParse(filter.Level, out var level) ? level : -1;
        _signal = filter.Signal is null ? null : _library.Signals.BitOf(filter.Signal);
        _found = filter.Search is null ? null : TextSearch.Of(_library.Clips, filter.Search).Rows(_library.Fused.Rows);
        _changed = filter.Changes is null ? null : model.ChangedBy(filter.Changes);
    }

    /// <summary>Whether a clip belongs to the queue, whatever its status.</summary>
    public bool Matches(int row, ClipLevel level) =>
        (_pairs is null || _pairs[_library.Fused.Pair[row]])
        && (_level is null || level.Level == _level)
        && (_signal is not { } signal || (_library.Signals.Spoken[row] & signal) != 0)
        && (_found is null || _found[row])
        && (_changed is null || _changed[row]);
}
