using FusionScorer.Signals.Media;
using FusionScorer.Signals.Nudity;

namespace FusionScorer.Signals.Tests.Nudity;

public sealed class ThumbnailTests(TestMedia media) : IClassFixture<TestMedia>
{
    [Theory]
    [InlineData(16.0 / 9, 160, 90)]
    [InlineData(9.0 / 16, 90, 160)]
    [InlineData(1, 160, 160)]
    [InlineData(1000, 160, 1)]
    public async Task Png_AnyShape_IsReadByOthersAndLooksTheSame(double shape, int width, int height)
    {
        // Red in the left half, a blue top row of an eighth.
        var picture = new byte[NudityModel.FrameBytes];
        for (var i = 0; i < picture.Length; i += 3)
        {
            picture[i] = i / 3 % NudityModel.Side < 112 ? (byte)255 : (byte)0;
            picture[i + 2] = i / 3 / NudityModel.Side < 28 ? (byte)200 : (byte)0;
        }

        var path = media[$"{width}x{height}.png"];
        await File.WriteAllBytesAsync(path, Thumbnail.Png(picture, NudityModel.Side, NudityModel.Side, shape));
        var raw = await ProcessRunner.RunAsync(
            new ProcessCommand(media.Tools.Ffmpeg, ["-nostdin", "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"]), CancellationToken.None);

        Assert.True(raw.Succeeded, raw.Error);
        Assert.Empty(raw.Error);
        Assert.Equal(width * height * 3, raw.Output.Length);
        Assert.Equal(255, raw.Output[(((height - 1) * width) + 2) * 3]);
        Assert.Equal(0, raw.Output[(((height - 1) * width) + width - 2) * 3]);
        if (height > 8)
            Assert.Equal((200, 0), (raw.Output[(((height / 16) * width) + (width / 4)) * 3 + 2], raw.Output[((((height / 8) + 1) * width) + (width / 4)) * 3 + 2]));
    }

    [Fact]
    public async Task Save_SameContent_SameNameAndNothingElseLeft()
    {
        using var folder = new TempFolder();
        var sink = new ThumbnailFolder(folder.At("media-cache"));
        var clip = new ClipInput("/a.mp4", "size:../hash", [], Probe: null);
        var first = await sink.SaveAsync(clip, 1234, new byte[] { 1 }, CancellationToken.None);
        var second = await sink.SaveAsync(clip with { MediaPath = "/b.mp4" }, 1234, new byte[] { 1 }, CancellationToken.None);

        Assert.Equal(first, second);
        Assert.EndsWith("-1234.png", first, StringComparison.Ordinal);
        Assert.Equal([first], Directory.GetFiles(folder.At("media-cache")).Select(Path.GetFileName));
    }
}
