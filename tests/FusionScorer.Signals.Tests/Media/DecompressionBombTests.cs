using System.Buffers.Binary;
using System.IO.Compression;
using FusionScorer.Signals.Media;

namespace FusionScorer.Signals.Tests.Media;

public sealed class DecompressionBombTests
{
    [Theory]
    [InlineData(512L << 20)]
    [InlineData(3L << 30)]
    public async Task Probe_HeaderThatUnpacksToHundredsOfMegabytes_IsRefused(long bytes)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "bomb.mp4");
        await File.WriteAllBytesAsync(path, CompressedHeader(bytes));
        var reader = new FfmpegMediaReader(await FfmpegLocator.LocateAsync());

        var answer = await reader.ProbeAsync(path, CancellationToken.None);

        Assert.Null(answer.Value);
        Assert.NotEmpty(answer.Reason!);
    }

    /// <summary>An MP4 whose header is stored compressed (boxes moov, cmov, dcom, cmvd) and unpacks to zeros.</summary>
    private static byte[] CompressedHeader(long bytes)
    {
        using var packed = new MemoryStream();
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(size, (uint)bytes);
        packed.Write(size);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var written = 0L; written < bytes; written += zeros.Length)
                zlib.Write(zeros);
        }

        var header = Box("moov", Box("cmov", [.. Box("dcom", "zlib"u8), .. Box("cmvd", packed.ToArray())]));
        return [.. Box("ftyp", "isom\0\0\u0002\0isomiso2"u8), .. header, .. Box("mdat", new byte[64])];
    }

    private static byte[] Box(string type, ReadOnlySpan<byte> content)
    {
        var box = new byte[8 + content.Length];
        BinaryPrimitives.WriteUInt32BigEndian(box, (uint)box.Length);
        System.Text.Encoding.ASCII.GetBytes(type, box.AsSpan(4));
        content.CopyTo(box.AsSpan(8));
        return box;
    }
}
