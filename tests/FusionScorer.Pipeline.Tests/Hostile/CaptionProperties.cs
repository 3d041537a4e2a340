using System.Text;
using FusionScorer.Signals.Captions;
using FusionScorer.TestKit;
using FusionScorer.TestKit.Hostile;

namespace FusionScorer.Pipeline.Tests.Hostile;

/// <summary>What holds of the cues of any bytes whatever.</summary>
public sealed class CaptionProperties
{
    [Fact]
    public void Read_AnyBytes_GivesCuesInOrderWithPlainText() => Properties.ForAll(30_000, (size, seed) =>
    {
        var (_, text) = HostileCaptions.Of((int)seed);
        var bytes = new Damage((int)seed).Of(Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, size)]));
        var decoded = TextDecoding.Decode(bytes);
        foreach (var list in (CueList[])[SubRipReader.Read(decoded), WebVttReader.Read(decoded), SubStationReader.Read(decoded)])
        {
            Assert.True(list.Skipped >= 0);
            Assert.All(list.Cues, cue =>
            {
                Assert.InRange(cue.StartMs, 0, cue.EndMs);
                Assert.InRange(cue.EndMs, 0, 100L * 3600 * 1000);
                Assert.InRange(cue.Text.Length, 1, 2000);
                Assert.DoesNotContain(cue.Text, c => char.IsControl(c) && c != '\n');
                Assert.Equal(cue.Text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cue.Text)));
            });
            Assert.All(list.Cues.Zip(list.Cues.Skip(1)), pair => Assert.True(pair.First.StartMs <= pair.Second.StartMs));
        }
    }, tests: 300);
}
