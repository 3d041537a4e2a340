using FusionScorer.Pipeline.Reviewing.Desk.Tables;

namespace FusionScorer.Pipeline.Reviewing.Desk.Browsing;

/// <summary>The parts of a filter that a clip may fail.</summary>
[Flags]
internal enum FilterParts
{
    None = 0,
    Level = 1,
    Status = 2,
    Source = 4,
    Signal = 8,
    Missing = 16,
    Pair = 32,
    Genre = 64,
    Root = 128,
    Year = 256,

    /// <summary>Those that have no list of choices: words, thresholds, disagreement.</summary>
    Rest = 512,
}

/// <summary>A filter made ready for the clips as they are now: names are numbers, and words have been looked for.</summary>
internal sealed class LibraryMatch
{
    private readonly FusedLibrary _library;
    private readonly RowStates _states;
    private readonly LibraryFilter _filter;
    private readonly int _level;
    private readonly int _status;
    private readonly int _source;
    private readonly ulong _signal;
    private readonly ulong _missing;
    private readonly bool[]? _pairs;
    private readonly int _genre;
    private readonly int _root;
    private readonly bool[]? _found;

    public LibraryMatch(LibraryFilter filter, RowStates states)
    {
        var model = states.Model;
        _library = model.Library;
        _states = states;
        _filter = filter;
        _level = filter.Level is not null && model.Policy.Taxonomy.TryParse(filter.Level, out var level) ? level : -1;
        _status = IndexOf(RowStates.Statuses, filter.Status);
        _source = IndexOf(RowStates.Sources, filter.Source);
        _signal = filter.Signal is null ? 0 : _library.Signals.BitOf(filter.Signal);
        _missing = filter.Missing is null ? 0 : _library.Signals.BitOf(filter.Missing);
        _pairs = filter.Pair is null ? null : _library.Fused.Find(filter.Pair);
        _genre = IndexOf(_library.Clips.Genres, filter.Genre);
        _root = IndexOf(_library.Clips.Roots, filter.Root);
        _found = string.IsNullOrWhiteSpace(filter.Search) ? null : TextSearch.Of(_library.Clips, filter.Search).Rows(_library.Fused.Rows);
    }

    /// <summary>The parts that a row fails; none when it is let through.</summary>
    public FilterParts FailsOf(int row)
    {
        var fails = FilterParts.None;
        if (_filter.Level is not null && _states.Level[row] != _level)
            fails |= FilterParts.Level;
        if (_filter.Status is not null && _states.Status[row] != _status)
            fails |= FilterParts.Status;
        if (_filter.Source is not null && _states.Source[row] != _source)
            fails |= FilterParts.Source;
        if (_filter.Signal is not null && (_library.Signals.Spoken[row] & _signal) == 0)
            fails |= FilterParts.Signal;
        if (_filter.Missing is not null && (_library.Signals.Read[row] & _missing) != 0)
            fails |= FilterParts.Missing;
        if (_pairs is not null && !_pairs[_library.Fused.Pair[row]])
            fails |= FilterParts.Pair;
        if (_filter.Genre is not null && (_genre < 0 || !_library.Clips.GenresOf(row).Contains((ushort)_genre)))
            fails |= FilterParts.Genre;
        if (_filter.Root is not null && (_root < 0 || _library.Clips.RootOf[row] != _root))
            fails |= FilterParts.Root;
        if (_filter.YearFrom is not null || _filter.YearTo is not null)
        {
            var year = _library.Clips.Years[row];
            if (year == 0 || year < (_filter.YearFrom ?? 0) || year > (_filter.YearTo ?? int.MaxValue))
                fails |= FilterParts.Year;
        }

        if ((_found is not null && !_found[row])
            || (_filter.ConflictFrom is { } conflict && !(_library.Fused.Conflict[row] >= conflict))
            || (_filter.CostFrom is { } cost && !(_library.Fused.Cost[row] >= cost))
            || (_filter.Disagrees is { } disagrees && _states.Disagrees[row] != disagrees))
            fails |= FilterParts.Rest;
        return fails;
    }

    private static int IndexOf(IReadOnlyList<string> names, string? name)
    {
        for (var i = 0; name is not null && i < names.Count; i++)
        {
            if (names[i].Equals(name, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }
}
