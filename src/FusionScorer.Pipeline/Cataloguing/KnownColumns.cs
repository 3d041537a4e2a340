using FusionScorer.Core.Levels;
using FusionScorer.Library;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>Imported levels of a whole library in two columns: nine bytes a clip.</summary>
internal sealed class KnownColumns
{
    private readonly List<long> _clips = [];
    private readonly List<sbyte> _levels = [];

    /// <summary>Reads them; a level that the taxonomy lacks does not count.</summary>
    public static KnownColumns Of(IDecisionStore store, Taxonomy taxonomy)
    {
        var columns = new KnownColumns();
        store.ReadKnownLevels((clip, level) =>
        {
            if (taxonomy.TryParse(level, out var index))
                columns.Add(clip, (sbyte)index);
        });
        return columns;
    }

    /// <summary>The level of a clip; null when none is known.</summary>
    public int? Of(long clip) => _clips.BinarySearch(clip) is var at and >= 0 ? _levels[at] : null;

    // Of two sources the last one counts, as everywhere.
    private void Add(long clip, sbyte level)
    {
        if (_clips.Count > 0 && _clips[^1] == clip)
        {
            _levels[^1] = level;
            return;
        }

        _clips.Add(clip);
        _levels.Add(level);
    }
}
