using System.Buffers.Binary;
using System.IO.Compression;

namespace FusionScorer.Signals.Nudity;

/// <summary>Makes a small PNG file out of a picture.</summary>
internal static class Thumbnail
{
    /// <summary>Longest side in pixels.</summary>
    public const int Side = 160;

    private const int Channels = 3;

    /// <summary>Scales a picture down and writes it as PNG (RFC 2083; 8-bit RGB).</summary>
    /// <param name="rgb24">Width × height × 3 bytes.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="shape">Width over height that the result is to have.</param>
    public static byte[] Png(ReadOnlySpan<byte> rgb24, int width, int height, double shape)
    {
        var (newWidth, newHeight) = shape >= 1
            ? (Side, Math.Clamp((int)Math.Round(Side / shape), 1, Side))
            : (Math.Clamp((int)Math.Round(Side * shape), 1, Side), Side);
        var rows = Scaled(rgb24, width, height, newWidth, newHeight);

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, newWidth);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], newHeight);
        header[8] = 8;
        header[9] = 2;
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Compressed(rows));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Means of the pixels under each new one. Each row begins with the filter that it is written with: 1, differences to the left neighbour.
    private static byte[] Scaled(ReadOnlySpan<byte> rgb24, int width, int height, int newWidth, int newHeight)
    {
        var stride = 1 + (newWidth * Channels);
        var rows = new byte[newHeight * stride];
        Span<byte> left = stackalloc byte[Channels];
        for (var y = 0; y < newHeight; y++)
        {
            var (top, bottom) = Under(y, newHeight, height);
            rows[y * stride] = 1;
            left.Clear();
            for (var x = 0; x < newWidth; x++)
            {
                var (from, to) = Under(x, newWidth, width);
                for (var channel = 0; channel < Channels; channel++)
                {
                    var sum = 0;
                    for (var v = top; v < bottom; v++)
                    {
                        for (var u = from; u < to; u++)
                            sum += rgb24[(((v * width) + u) * Channels) + channel];
                    }

                    var mean = (byte)(sum / ((bottom - top) * (to - from)));
                    rows[(y * stride) + 1 + (x * Channels) + channel] = (byte)(mean - left[channel]);
                    left[channel] = mean;
                }
            }
        }

        return rows;
    }

    private static (int From, int To) Under(int index, int count, int length)
    {
        var from = (int)((long)index * length / count);
        return (from, Math.Max(from + 1, (int)((long)(index + 1) * length / count)));
    }

    private static byte[] Compressed(byte[] rows)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            zlib.Write(rows);
        return compressed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        file.Write(number);
    }

    // CRC-32 of ISO 3309, bit by bit: a thumbnail is a few kilobytes.
    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var part in bytes)
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return crc;
    }
}
