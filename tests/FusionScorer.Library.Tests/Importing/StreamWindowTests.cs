using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core;
using FusionScorer.Library.Importing;

namespace FusionScorer.Library.Tests.Importing;

public sealed class StreamWindowTests
{
    private const int Size = 8;
    private const int Most = 64;

    /// <summary>However the stream deals its bytes out, and however many are taken at once, they come in order and none is lost.</summary>
    [Fact]
    public void TakeAndFill_AnyBytesInAnyPieces_GiveAllOfThemInOrder() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll<byte[], byte[], byte[]>((bytes, pieces, takes) => bytes.SequenceEqual(Read([1, .. bytes], pieces, takes).Skip(1))));

    private static List<byte> Read(byte[] bytes, byte[] pieces, byte[] takes)
    {
        using var window = Window(new Pieces(bytes, pieces));
        var read = new List<byte>();
        for (var turn = 0; !window.Ended || window.Rest.Length > 0; turn++)
        {
            if (window.Rest.Length < Most && !window.Ended)
                window.Fill(1);
            var some = Math.Min(window.Rest.Length, takes.Length == 0 ? 3 : takes[turn % takes.Length] % 17);
            if (window.Rest.Length == Most || window.Ended)
                some = Math.Max(some, Math.Min(1, window.Rest.Length));
            read.AddRange(window.Rest[..some]);
            window.Take(some);
        }

        return read;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void New_ByteOrderMark_IsPassedOver(byte piece)
    {
        using var window = Window(new Pieces([0xEF, 0xBB, 0xBF, (byte)'a'], [piece]));

        while (!window.Ended)
            window.Fill(1);
        Assert.Equal("a"u8, window.Rest);
    }

    [Fact]
    public void Of_BytesTakenBefore_AreThereUntilTheNextFill()
    {
        using var window = Window(new MemoryStream(Encoding.UTF8.GetBytes("one,two")));
        var start = window.Start;
        window.Take(4);

        Assert.Equal("one"u8, window.Of(start, 3));
        Assert.Equal("two"u8, window.Rest);
    }

    [Fact]
    public void Fill_RecordAsLargeAsAllowed_FitsAndOneByteMoreDoesNot()
    {
        using var fits = Window(new MemoryStream(new byte[Most]));
        while (fits.Rest.Length < Most)
            fits.Fill(7);

        var fault = Assert.Throws<BadInputException>(() => fits.Fill(7));
        Assert.Equal("file.csv:7: too long", fault.Message);
    }

    [Fact]
    public void Fill_StreamThatBreaks_NamesTheFile()
    {
        var fault = Assert.Throws<BadInputException>(() => Window(new Broken()));

        Assert.Equal("file.csv: cannot be read: the disk is gone", fault.Message);
    }

    private static StreamWindow Window(Stream stream) => new(stream, "file.csv", Size, Most, "too long");

    /// <summary>Gives as few bytes at once as it is told, as a pipe would.</summary>
    private sealed class Pieces(byte[] bytes, byte[] sizes) : MemoryStream(bytes)
    {
        private int _turn;

        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, sizes.Length == 0 ? count : 1 + (sizes[_turn++ % sizes.Length] % 40)));
    }

    private sealed class Broken : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("the disk is gone");
    }
}
