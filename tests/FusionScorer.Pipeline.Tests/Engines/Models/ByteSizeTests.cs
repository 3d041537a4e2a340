using FusionScorer.Pipeline.Engines.Models;

namespace FusionScorer.Pipeline.Tests.Engines.Models;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1 KiB")]
    [InlineData(1_048_575, "1 MiB")]
    [InlineData(77_704_715, "74.1 MiB")]
    [InlineData(3_094_623_691, "2.9 GiB")]
    public void Text_Bytes_ReadsShort(long bytes, string text) => Assert.Equal(text, ByteSize.Text(bytes));
}
