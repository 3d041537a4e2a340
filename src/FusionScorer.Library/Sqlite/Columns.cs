using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Library.Sqlite;

/// <summary>How values lie in columns.</summary>
internal static class Columns
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? Long(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static int? Int(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static double? Double(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    /// <summary>A number that is never absent: NULL is NaN.</summary>
    public static double Number(this SqliteDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);

    public static byte[] Bytes(this SqliteDataReader row, int column) => row.IsDBNull(column) ? [] : row.GetFieldValue<byte[]>(column);

    public static ImmutableArray<float> Floats(this SqliteDataReader row, int column) =>
        ImmutableCollectionsMarshal.AsImmutableArray(FromBlob(row.Bytes(column)));

    public static DateTimeOffset Instant(this SqliteDataReader row, int column) => ParseInstant(row.GetString(column));

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
