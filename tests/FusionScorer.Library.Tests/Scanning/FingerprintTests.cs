using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Tests.Scanning;

public sealed class FingerprintTests
{
    [Fact]
    public void OfMedia_LargeFile_SeesFirstMiddleAndLastMebibyte()
    {
        using var folder = new TempFolder();
        var content = new byte[8 << 20];
        var path = folder.Write("a.mp4", content);
        var seen = new HashSet<string> { Fingerprint.OfMedia(path) };
        foreach (var at in new[] { 0, content.Length / 2, content.Length - 1 })
        {
            var changed = (byte[])content.Clone();
            changed[at] = 1;
            Assert.True(seen.Add(Fingerprint.OfMedia(folder.Write("a.mp4", changed))));
        }

        Assert.True(seen.Add(Fingerprint.OfMedia(folder.Write("a.mp4", content[1..]))));
        Assert.StartsWith("8388607-", Fingerprint.OfMedia(path), StringComparison.Ordinal);
    }
}
