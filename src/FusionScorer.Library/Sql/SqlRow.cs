using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace FusionScorer.Library.Sql;

/// <summary>The row of a query that was read last.</summary>
internal abstract class SqlRow : IDisposable
{
    /// <summary>Goes to the next row.</summary>
    /// <returns>False after the last one.</returns>
    public abstract bool Read();

    public abstract bool IsNull(int column);

    public abstract long Whole(int column);

    /// <summary>A blob, or a text as UTF-8; empty when NULL. Valid until the next row.</summary>
    public abstract ReadOnlySpan<byte> Bytes(int column);

    public int Small(int column) => (int)Whole(column);

    public bool Flag(int column) => Whole(column) != 0;

    public virtual string String(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? Text(int column) => IsNull(column) ? null : String(column);

    public long? WholeOrNull(int column) => IsNull(column) ? null : Whole(column);

    public int? SmallOrNull(int column) => IsNull(column) ? null : Small(column);

    public double? NumberOrNull(int column) => IsNull(column) ? null : Real(column);

    /// <summary>A number that is never absent: NULL is NaN.</summary>
    public double Number(int column) => IsNull(column) ? double.NaN : Real(column);

    public DateTimeOffset Instant(int column) => Values.ParseInstant(String(column));

    /// <summary>A vector as it lies in its blob. Valid until the next row.</summary>
    public ReadOnlySpan<float> FloatSpan(int column) =>
        BitConverter.IsLittleEndian ? MemoryMarshal.Cast<byte, float>(Bytes(column)) : Values.FromBlob(Bytes(column));

    public ImmutableArray<float> Floats(int column) => ImmutableCollectionsMarshal.AsImmutableArray(Values.FromBlob(Bytes(column)));

    public abstract void Dispose();

    protected abstract double Real(int column);
}
