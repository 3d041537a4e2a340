using System.Text;
using FusionScorer.Signals.Media;

namespace FusionScorer.Signals.Tests.Media;

public class MediaReasonTests
{
    [Theory]
    [InlineData("[mov,mp4 @ 0x55aa] moov atom not found\nfile:/d/a.mp4: Invalid data", "moov atom not found")]
    [InlineData("\n\nfile:/d/a.mp4: No such file or directory\n", "a.mp4: No such file or directory")]
    [InlineData("cannot open /etc/passwd or C:\\x\\y", "cannot open passwd or y")]
    [InlineData("bad \u001b[31m \u0007 bell", "bad ?[31m ? bell")]
    [InlineData("", "")]
    public void OneLine_StandardError_BecomesAShortReason(string error, string reason) =>
        Assert.Equal(reason, MediaReason.OneLine(error, "/d/a.mp4"));

    [Fact]
    public void OneLine_EndlessLine_IsCut() => Assert.Equal(160, MediaReason.OneLine(new string('x', 10_000), "/d/a.mp4").Length);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("{\"format\":[],\"streams\":[1]}")]
    [InlineData("{\"format\":{},\"streams\":{}}")]
    public void Parse_StrangeAnswer_NeverThrows(string json)
    {
        var probe = ProbeParser.Parse(Encoding.UTF8.GetBytes(json));

        Assert.True(probe is null || probe.DurationMs is null);
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("NaN")]
    [InlineData("-5")]
    [InlineData("N/A")]
    public void Parse_ImpossibleDuration_IsUnknown(string duration)
    {
        var probe = ProbeParser.Parse(Encoding.UTF8.GetBytes($$"""{"format":{"format_name":"x","duration":"{{duration}}"},"streams":[{"index":0,"codec_type":"video","side_data_list":[{"rotation":1e99}]}]}"""));

        Assert.Null(probe!.DurationMs);
        Assert.Equal(0, probe.Streams[0].Rotation);
    }

    [Fact]
    public void Parse_NoDurationInContainer_TakesTheLongestStream()
    {
        var probe = ProbeParser.Parse("""{"format":{"start_time":"-0.5"},"streams":[{"index":0,"duration":"2.5"},{"index":1,"duration":"3.25"}]}"""u8.ToArray());

        Assert.Equal((3250L, -500L), (probe!.DurationMs!.Value, probe.StartMs));
    }
}
