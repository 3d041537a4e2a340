using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Signals.Tests.Media.Decoding;

public sealed class MatroskaReaderTests
{
    private static readonly byte[] Head = [0x1A, 0x45, 0xDF, 0xA3, 0x84, 1, 2, 3, 4];
    private static readonly byte[] Segment = [0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
    private static readonly byte[] TwoTracks = [0x16, 0x54, 0xAE, 0x6B, 0x8A, 0xAE, 0x83, 0xD7, 0x81, 7, 0xAE, 0x83, 0xD7, 0x81, 9];
    private static readonly byte[] ClusterAt1000 = [0x1F, 0x43, 0xB6, 0x75, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xE7, 0x82, 0x03, 0xE8];

    [Fact]
    public async Task Next_SimpleBlocksAndGroups_GiveTrackTimeAndContent()
    {
        byte[] simple = [0xA3, 0x86, 0x89, 0x00, 0x05, 0x80, 11, 12], group = [0xA0, 0x8B, 0xA1, 0x86, 0x87, 0xFF, 0xFE, 0x00, 13, 14, 0x9B, 0x81, 1];
        var blocks = await ReadAsync([.. Head, .. Segment, .. TwoTracks, .. ClusterAt1000, .. simple, .. group]);

        Assert.Equal([(1, 1005L, "0B0C"), (0, 998L, "0D0E")], blocks);
    }

    [Fact]
    public async Task Next_UnknownElements_AreSkipped()
    {
        byte[] blank = [0xEC, 0x40, 0x90, .. new byte[0x90]], block = [0xA3, 0x85, 0x87, 0, 0, 0x80, 1];
        var blocks = await ReadAsync([.. Head, .. Segment, .. blank, .. TwoTracks, .. blank, .. ClusterAt1000, .. blank, .. block]);

        Assert.Equal([(0, 1000L, "01")], blocks);
    }

    [Fact]
    public async Task Next_StreamEndsAnywhere_EndsWithoutAFault()
    {
        byte[] all = [.. Head, .. Segment, .. TwoTracks, .. ClusterAt1000, 0xA3, 0x85, 0x87, 0, 0, 0x80, 1];
        for (var length = 0; length < all.Length; length++)
            Assert.Empty(await ReadAsync(all[..length]));
        Assert.Single(await ReadAsync(all));
    }

    [Theory]
    [InlineData(0x00, 0x01, 0x02)]
    [InlineData(0x1A, 0x00, 0x00)]
    public async Task Next_NoMatroska_EndsOrThrows(params int[] start)
    {
        byte[] bytes = [.. start.Select(part => (byte)part), .. new byte[100]];
        try
        {
            Assert.Empty(await ReadAsync(bytes));
        }
        catch (InvalidDataException fault)
        {
            Assert.NotEmpty(fault.Message);
        }
    }

    [Fact]
    public async Task Next_BlockLargerThanExpected_Throws() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync([.. Head, .. Segment, .. TwoTracks, .. ClusterAt1000, 0xA3, 0x10, 0xFF, 0xFF, 0xFF]));

    private static async Task<List<(int Track, long Ms, string Data)>> ReadAsync(byte[] bytes)
    {
        var reader = new MatroskaReader(new MemoryStream(bytes), maxBlockBytes: 100);
        var blocks = new List<(int, long, string)>();
        while (await reader.NextAsync(CancellationToken.None) is { } block)
            blocks.Add((block.Track, block.Ms, Convert.ToHexString(block.Data.Span)));
        return blocks;
    }
}
