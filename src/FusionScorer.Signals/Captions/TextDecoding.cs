using System.Buffers;
using System.Text;

namespace FusionScorer.Signals.Captions;

/// <summary>Turns the bytes of a caption file into text, whatever its encoding.</summary>
/// <remarks>A byte order mark decides; then NULs that betray UTF-16; then UTF-8 if its multi-byte sequences are mostly sound; else Windows-1252.</remarks>
public static class TextDecoding
{
    private const int SampleSize = 4096;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The text, without byte order mark. Never throws: broken sequences become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        return (Utf16WithoutMark(bytes) ?? (IsUtf8(bytes) ? Encoding.UTF8 : Windows1252)).GetString(bytes);
    }

    // Captions are mostly Latin letters, digits and line ends: every second byte is NUL then.
    private static Encoding? Utf16WithoutMark(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..(Math.Min(bytes.Length, SampleSize) & ~1)];
        Span<int> nuls = [0, 0];
        for (var i = 0; i < sample.Length; i++)
            nuls[i & 1] += sample[i] == 0 ? 1 : 0;
        var pairs = sample.Length / 2;
        return pairs == 0 ? null
            : nuls[1] * 5 >= pairs * 2 && nuls[0] * 10 <= pairs ? Encoding.Unicode
            : nuls[0] * 5 >= pairs * 2 && nuls[1] * 10 <= pairs ? Encoding.BigEndianUnicode
            : null;
    }

    // One damaged letter, or a file cut inside one, must not turn all others into mojibake.
    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        var sound = 0;
        var broken = 0;
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var consumed);
            if (status != OperationStatus.Done)
                broken++;
            else if (consumed > 1)
                sound++;
            bytes = bytes[consumed..];
        }

        return sound >= broken;
    }
}
