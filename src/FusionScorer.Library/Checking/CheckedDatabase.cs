using System.Data.Common;

namespace FusionScorer.Library.Checking;

/// <summary>Sees one vector.</summary>
/// <param name="key">First column: a number that names the row.</param>
/// <param name="vector">Second column; empty when NULL. Valid during the call.</param>
internal delegate void KeyedVectorVisitor(long key, ReadOnlySpan<float> vector);

/// <summary>A database as the check sees it: one snapshot, nothing is changed, not even the schema's version.</summary>
public abstract class CheckedDatabase : IDisposable
{
    /// <summary>How the person knows it.</summary>
    public abstract string Name { get; }

    /// <summary>The schema's version.</summary>
    public abstract int Version { get; }

    /// <summary>The version that this program writes.</summary>
    public abstract int LatestVersion { get; }

    /// <summary>Which links the store holds, as caches of them say; null when it does not say.</summary>
    public (string Store, long Version)? LinkStamp() =>
        Rows("SELECT id, (SELECT coalesce(max(version), 0) FROM link_change) FROM link_store") is [[string store, { } version]] ? (store, Convert.ToInt64(version)) : null;

    /// <summary>The id that the project was given once; null when it needed none yet.</summary>
    public string? ProjectId() => Rows("SELECT value FROM setting WHERE key = 'project-id'") is [[string id]] ? id : null;

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>What the engine itself finds.</summary>
    internal abstract IEnumerable<CheckFinding> Engine();

    /// <summary>Tables, indexes and triggers that are not as the migrations make them.</summary>
    internal abstract IEnumerable<CheckFinding> Schema();

    /// <summary>Streams rows.</summary>
    internal abstract void Each(string sql, Action<DbDataReader> visit);

    /// <summary>All rows of a query with a small answer.</summary>
    internal IReadOnlyList<object?[]> Rows(string sql)
    {
        var rows = new List<object?[]>();
        Each(sql, reader =>
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        });
        return rows;
    }

    /// <summary>Streams vectors.</summary>
    /// <param name="sql">Gives a number and a blob of float32.</param>
    /// <param name="visit">Sees each.</param>
    internal abstract void Vectors(string sql, KeyedVectorVisitor visit);
}
