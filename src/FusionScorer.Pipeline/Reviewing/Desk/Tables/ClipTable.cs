using System.Collections;
using System.Collections.Immutable;
using System.Text;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing.Desk.Tables;

/// <summary>All clips of a fused library in columns, in the order of their numbers: some 150 bytes a clip instead of a thousand.</summary>
/// <remarks>The list gives a clip without people and fingerprint; <see cref="FusionScorer.Library.IClipStore.Find"/> has them all.</remarks>
public sealed class ClipTable : IReadOnlyList<Clip>
{
    private readonly long[] _numbers;
    private readonly PackedText _ids;
    private readonly PackedText _paths;
    private readonly PackedText _titles;
    private readonly ushort[] _genres;
    private readonly int[] _genreEnds;
    private readonly Lazy<int[]> _byName;

    internal ClipTable(ClipTableBuilder from)
    {
        Digest = from.Digest;
        _numbers = [.. from.Numbers];
        _ids = from.Ids.Build();
        _paths = from.Paths.Build();
        _titles = from.Titles.Build();
        Folded = from.Folded.Build();
        Roots = [.. from.Roots.Names];
        RootOf = [.. from.RootOf];
        Genres = [.. from.Genres.Names];
        _genres = [.. from.GenreList];
        _genreEnds = [.. from.GenreEnds];
        Years = [.. from.Years];
        Minutes = [.. from.Minutes];
        ById = TextOrder.Of(Count, _ids.Of);
        _byName = new Lazy<int[]>(() => TextOrder.Of(Count, row => Folded.Of(row).TrimStart((byte)'\n')));
    }

    /// <inheritdoc/>
    public int Count => _numbers.Length;

    /// <summary>Names of library roots.</summary>
    public ImmutableArray<string> Roots { get; }

    /// <summary>Names of genres as first written.</summary>
    public ImmutableArray<string> Genres { get; }

    /// <summary>Tells these clips from others, within this process.</summary>
    internal ulong Digest { get; }

    /// <summary>The store's number of each clip, ascending.</summary>
    internal long[] Numbers => _numbers;

    /// <summary>Rows in the order of their ids.</summary>
    internal int[] ById { get; }

    /// <summary>Rows in the order of their names, folded.</summary>
    internal int[] ByName => _byName.Value;

    /// <summary>Title, path and id of each clip, a line each, folded.</summary>
    internal PackedText Folded { get; }

    /// <summary>Of each clip the index of its root; −1 for none.</summary>
    internal short[] RootOf { get; }

    /// <summary>Years of release; 0 = not known.</summary>
    internal short[] Years { get; }

    /// <summary>Running times in minutes; NaN = not known.</summary>
    internal float[] Minutes { get; }

    /// <inheritdoc/>
    public Clip this[int row] => new(
        _numbers[row], IdOf(row), RootOf[row] < 0 ? null : Roots[RootOf[row]], _paths[row], Fingerprint: null,
        new ClipMetadata(_titles[row], Years[row] == 0 ? null : Years[row], float.IsNaN(Minutes[row]) ? null : Minutes[row], [.. GenresOf(row).ToArray().Select(genre => Genres[genre])]));

    /// <summary>A clip's public id.</summary>
    public string IdOf(int row) => _ids[row]!;

    /// <summary>How to name a clip to people: title, else path, else id.</summary>
    public string NameOf(int row) => _titles[row] ?? _paths[row] ?? IdOf(row);

    /// <summary>The row of a clip by its number; −1 when it is not there.</summary>
    public int RowOf(long number) => Array.BinarySearch(_numbers, number) is var row and >= 0 ? row : -1;

    /// <summary>The row of a clip by its public id; −1 when it is not there.</summary>
    public int RowOf(string clipId)
    {
        var utf8 = Encoding.UTF8.GetBytes(clipId);
        int low = 0, high = ById.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = _ids.Of(ById[middle]).SequenceCompareTo(utf8);
            if (order == 0)
                return ById[middle];
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <inheritdoc/>
    public IEnumerator<Clip> GetEnumerator()
    {
        for (var row = 0; row < Count; row++)
            yield return this[row];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Indices of a clip's genres.</summary>
    internal ReadOnlySpan<ushort> GenresOf(int row)
    {
        var start = row == 0 ? 0 : _genreEnds[row - 1];
        return _genres.AsSpan(start, _genreEnds[row] - start);
    }
}
