using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace FusionScorer.Library.Sql;

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
internal sealed class FeatureSetWriter(SqlConnection connection)
{
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
            var found = connection.Scalar($"SELECT id FROM feature_set WHERE {connection.Digest("names")} = {connection.Digest("$1")} AND names = $1", json);
            set = (long)(found ?? connection.Scalar("INSERT INTO feature_set (names) VALUES ($1) RETURNING id", json)!);
            _known.Add(json, set);
        }

        return (set, Sql.Values.ToBlob(values));
    }
}

/// <summary>Reads the columns <c>feature_set</c> and <c>features</c>.</summary>
/// <remarks>The sets are few, so all of them are read first: nothing else may run while a list is read.</remarks>
internal sealed class FeatureSetReader(SqlConnection connection)
{
    private readonly Dictionary<long, string[]> _sets = connection
        .Rows("SELECT id, names FROM feature_set", row => (Id: row.Whole(0), Names: TextList.FromJson(row.Bytes(1)).ToArray()))
        .ToDictionary(set => set.Id, set => set.Names);

    public FeatureMap Features(SqlRow row, int setColumn) =>
        row.IsNull(setColumn) ? FeatureMap.Empty : new FeatureMap(Names(row, setColumn), Values.FromBlob(row.Bytes(setColumn + 1)));

    /// <summary>The names alone; empty when there are none.</summary>
    public string[] Names(SqlRow row, int setColumn) => row.IsNull(setColumn) ? [] : _sets[row.Whole(setColumn)];
}
