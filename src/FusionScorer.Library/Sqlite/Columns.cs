using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FusionScorer.Library.Sqlite;

/// <summary>How values lie in columns.</summary>
internal static class Columns
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    // Lists have millions of rows: SQLite's own calls are several times as fast as the provider's, which check types again and again.
    public static bool IsNull(this SqliteDataReader row, int column) => raw.sqlite3_column_type(row.Handle, column) == raw.SQLITE_NULL;

    public static string? Text(this SqliteDataReader row, int column) => row.IsNull(column) ? null : Encoding.UTF8.GetString(row.Bytes(column));

    public static string String(this SqliteDataReader row, int column) => Encoding.UTF8.GetString(row.Bytes(column));

    public static long Whole(this SqliteDataReader row, int column) => raw.sqlite3_column_int64(row.Handle, column);

    public static int Small(this SqliteDataReader row, int column) => raw.sqlite3_column_int(row.Handle, column);

    public static bool Flag(this SqliteDataReader row, int column) => row.Small(column) != 0;

    public static long? WholeOrNull(this SqliteDataReader row, int column) => row.IsNull(column) ? null : row.Whole(column);

    public static int? SmallOrNull(this SqliteDataReader row, int column) => row.IsNull(column) ? null : row.Small(column);

    public static double? NumberOrNull(this SqliteDataReader row, int column) =>
        row.IsNull(column) ? null : raw.sqlite3_column_double(row.Handle, column);

    /// <summary>A number that is never absent: NULL is NaN.</summary>
    public static double Number(this SqliteDataReader row, int column) => row.NumberOrNull(column) ?? double.NaN;

    /// <summary>A blob, or a text as UTF-8; empty when NULL. Valid until the next row.</summary>
    public static ReadOnlySpan<byte> Bytes(this SqliteDataReader row, int column) => raw.sqlite3_column_blob(row.Handle, column);

    /// <summary>A vector as it lies in its blob. Valid until the next row.</summary>
    public static ReadOnlySpan<float> FloatSpan(this SqliteDataReader row, int column) => BitConverter.IsLittleEndian
        ? MemoryMarshal.Cast<byte, float>(row.Bytes(column))
        : FromBlob(row.Bytes(column));

    public static ImmutableArray<float> Floats(this SqliteDataReader row, int column) =>
        ImmutableCollectionsMarshal.AsImmutableArray(FromBlob(row.Bytes(column)));

    public static DateTimeOffset Instant(this SqliteDataReader row, int column) => ParseInstant(row.String(column));

    public static DateTimeOffset ParseInstant(string text) =>
        DateTimeOffset.ParseExact(text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Fixed width and always UTC, so that order as text is order in time.</summary>
    public static string ToText(DateTimeOffset instant) => instant.ToUniversalTime().ToString(InstantFormat, CultureInfo.InvariantCulture);

    public static byte[]? ToBlob(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
            return null;
        var blob = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(blob.AsSpan(i * sizeof(float)), values[i]);
        return blob;
    }

    public static float[] FromBlob(ReadOnlySpan<byte> blob)
    {
        var values = new float[blob.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(blob[(i * sizeof(float))..]);
        return values;
    }
}
