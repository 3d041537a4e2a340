using System.Collections.Immutable;
using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Importing;

/// <summary>The columns of a <c>clips.csv</c>: clip_id, title, year, duration_min, genres, directors, cast, writers; lists are separated by <c>|</c>.</summary>
/// <remarks>
/// Only clip_id must be there. <c>imdb_id</c> and <c>rating</c> are read too; other columns are left alone. People may carry an id (<see cref="CreditText"/>).
/// </remarks>
internal sealed class MetadataColumns
{
    private static readonly string[] Names = ["clip_id", "title", "year", "duration_min", "genres", "directors", "cast", "imdb_id", "rating", "writers"];

    // Genres and people come again and again; one string of each is enough.
    private const int MostNames = 1 << 22;
    private const int FewNames = 16;

    // A header of a hundred thousand columns holds no slip of a pen.
    private const int MostGuesses = 256;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly CsvTable _table;
    private readonly int[] _at;

    /// <summary>Finds the columns.</summary>
    /// <exception cref="BadInputException">There is no clip_id, or a column's name is one slip away from a known one that is absent.</exception>
    public MetadataColumns(CsvTable table)
    {
        _table = table;
        table.Require("clip_id");
        _at = Array.ConvertAll(Names, table.IndexOf);
        foreach (var column in table.Columns.Take(MostGuesses))
        {
            if (!Names.Contains(column) && NearestName.To(column, Names, maxSlips: 1) is { } near && table.IndexOf(near) < 0)
                throw new BadInputException(table.File, 1, $"column '{column}' is not known; did you mean '{near}'?");
        }
    }

    /// <summary>The clip that the current row names.</summary>
    public string ClipId => _table.Text(_at[0]);

    /// <summary>Reads the current row.</summary>
    /// <param name="metadata">What it says; nothing for empty cells.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? Read(out ClipMetadata metadata)
    {
        metadata = ClipMetadata.Empty;
        if (!Number(2, out var year) || (year is { } y && (!double.IsInteger(y) || y is < 1 or > 9999)))
            return $"year '{_table.Text(_at[2])}' is not a year; write four digits or leave the cell empty";
        if (!Number(3, out var minutes) || minutes < 0)
            return $"duration_min '{_table.Text(_at[3])}' is not a number of minutes; write one such as 92.5 or leave the cell empty";
        metadata = new ClipMetadata(
            Words(1), (int?)year, minutes, List(4, Name), List(5, Person), List(6, Person), Words(7), Words(8), List(9, Person));
        return null;
    }

    private string? Words(int column)
    {
        var text = _table.Text(_at[column]);
        return text.Length == 0 ? null : text;
    }

    private bool Number(int column, out double? number)
    {
        number = null;
        if (_at[column] < 0 || _table.Cell(_at[column]).IsEmpty)
            return true;
        var read = CsvNumbers.TryRead(_table.Cell(_at[column]), out var value);
        number = value;
        return read;
    }

    private Credit Person(ReadOnlySpan<char> text)
    {
        var name = CreditText.Split(text, out var imdb, out var tmdb);
        return new Credit(Name(name), imdb, tmdb);
    }

    private ImmutableArray<T> List<T>(int column, Func<ReadOnlySpan<char>, T> read)
    {
        var text = _table.Text(_at[column]).AsSpan();
        if (text.IsEmpty)
            return [];
        var items = ImmutableArray.CreateBuilder<T>(text.Count('|') + 1);
        var seen = items.Capacity > FewNames ? new HashSet<T>() : null;
        foreach (var part in text.Split('|'))
        {
            var name = text[part].Trim();
            if (!name.IsEmpty && read(name) is var item && (seen?.Add(item) ?? !items.Contains(item)))
                items.Add(item);
        }

        return items.DrainToImmutable();
    }

    private string Name(ReadOnlySpan<char> name)
    {
        var names = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (names.TryGetValue(name, out var known))
            return known;
        var text = name.ToString();
        if (_names.Count < MostNames)
            _names.Add(text);
        return text;
    }
}
