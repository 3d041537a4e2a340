using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>Feature names and values of a reading. Readings of the same signal share one array of names.</summary>
/// <param name="names">In ordinal order.</param>
/// <param name="values">One for each name.</param>
internal sealed class FeatureMap(string[] names, float[] values) : IReadOnlyDictionary<string, float>
{
    public static readonly FeatureMap Empty = new([], []);

    public IEnumerable<string> Keys => names;

    public IEnumerable<float> Values => values;

    public int Count => names.Length;

    public float this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"no feature '{key}'");

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out float value)
    {
        var i = IndexOf(key);
        value = i < 0 ? default : values[i];
        return i >= 0;
    }

    public IEnumerator<KeyValuePair<string, float>> GetEnumerator()
    {
        for (var i = 0; i < names.Length; i++)
            yield return new(names[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string key) => Array.BinarySearch(names, key, StringComparer.Ordinal);
}

/// <summary>Saves the names of features once for all readings that have the same ones; within one transaction.</summary>
internal sealed class FeatureSetWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _find = connection.Prepare("SELECT id FROM feature_set WHERE names = $1", 1);
    private readonly SqliteCommand _insert = connection.Prepare("INSERT INTO feature_set (names) VALUES ($1) RETURNING id", 1);
    private readonly Dictionary<string, long> _known = [];

    /// <summary>The columns <c>feature_set</c> and <c>features</c>; both null when there are none.</summary>
    public (long? Set, byte[]? Values) Columns(IReadOnlyDictionary<string, float> features)
    {
        if (features.Count == 0)
            return default;
        var names = features.Keys.ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        var values = new float[names.Length];
        for (var i = 0; i < names.Length; i++)
            values[i] = features[names[i]];

        var json = TextList.ToJson(names)!;
        if (!_known.TryGetValue(json, out var set))
        {
            set = (long)(_find.Scalar(json) ?? _insert.Scalar(json)!);
            _known.Add(json, set);
        }

        return (set, Sqlite.Columns.ToBlob(values));
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
    }
}

/// <summary>Reads the columns <c>feature_set</c> and <c>features</c>.</summary>
internal sealed class FeatureSetReader(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _names = connection.Prepare("SELECT names FROM feature_set WHERE id = $1", 1);
    private readonly Dictionary<long, string[]> _known = [];

    public FeatureMap Features(SqliteDataReader row, int setColumn) =>
        row.IsNull(setColumn) ? FeatureMap.Empty : new FeatureMap(Names(row, setColumn), Columns.FromBlob(row.Bytes(setColumn + 1)));

    /// <summary>The names alone; empty when there are none.</summary>
    public string[] Names(SqliteDataReader row, int setColumn)
    {
        if (row.IsNull(setColumn))
            return [];
        var set = row.Whole(setColumn);
        if (!_known.TryGetValue(set, out var names))
        {
            names = [.. TextList.FromJson(Encoding.UTF8.GetBytes((string)_names.Scalar(set)!))];
            _known.Add(set, names);
        }

        return names;
    }

    public void Dispose() => _names.Dispose();
}
