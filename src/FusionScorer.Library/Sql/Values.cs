using System.Buffers.Binary;
using System.Globalization;

namespace FusionScorer.Library.Sql;

/// <summary>How values lie in columns.</summary>
internal static class Values
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

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
