using FusionScorer.Core.Randomness;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Tests.Scanning;

public sealed class ViewerTableTests : IDisposable
{
    private static readonly ViewerHash Hash = new("0123456789abcdef"u8);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadOf_LibraryTable_ResolvesReferencesAndCountsTheRest()
    {
        _folder.Write("viewers.csv", "viewer_id,clip_id,rating\nv1,a/x.mp4,4\nv2,films:a/x.mp4,\nv3,01ID,5\nv1,a/x.mp4,2\nv4\nv5,other.mp4,1\nv6,01ID,bad\n");
        var references = new Dictionary<string, long> { ["films:a/x.mp4"] = 7, ["01ID"] = 3 };
        var read = ViewerTable.ReadOf(new LibraryRoot("films", _folder.Path), references, Hash);
        Assert.NotNull(read);
        Assert.Equal([3L, 7, 7], read.Links.Select(link => link.ClipNo));
        Assert.Equal(2f, read.Links.Single(link => link.Viewer == Hash.Of("v1")).Rating);
        Assert.Equal((2, 1, 1), (read.BadRows, read.Duplicates, read.UnknownClips));
        Assert.Contains("viewers.csv:6:", read.FirstBadRow, StringComparison.Ordinal);
        Assert.Equal(3, read.Warnings("viewers.csv").Count());
    }

    [Fact]
    public void ReadOf_NoTable_IsNull() => Assert.Null(ViewerTable.ReadOf(new LibraryRoot("films", _folder.Path), new Dictionary<string, long>(), Hash));

    [Fact]
    public void ReadOf_TableIsALinkThatLeavesTheLibrary_IsNull()
    {
        using var other = new TempFolder();
        File.CreateSymbolicLink(_folder.At("viewers.csv"), other.Write("v.csv", "viewer_id,clip_id\n"));
        Assert.Null(ViewerTable.ReadOf(new LibraryRoot("films", _folder.Path), new Dictionary<string, long>(), Hash));
    }

    [Fact]
    public void Read_StrayQuotesBadBytesAndEndlessLines_CostTheirOwnLineOnly()
    {
        byte[] text = [
            .. "viewer_id,clip_id,rating\nv1,\"a,1\nv2,a,2\n\"v3\",\"a\",3\nv"u8, 0xff, .. ",a,1\n"u8, .. Enumerable.Repeat((byte)'x', 3 << 20), .. "\nv4,a,\n\"v\""u8];
        var read = ViewerTable.Read(_folder.Write("viewers.csv", text), Hash, _ => 5, [5]);

        Assert.Equal([2f, 3, float.NaN], read.Links.Select(link => link.Rating).Order(Comparer<float>.Create((a, b) => float.IsNaN(a) ? 1 : float.IsNaN(b) ? -1 : a.CompareTo(b))));
        Assert.Equal(4, read.BadRows);
        Assert.Contains("viewers.csv:2: a quoted cell is never closed", read.FirstBadRow, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyIdsInAnyOrder_IsWhatADictionaryGives() => Properties.ForAll(
        3000,
        (rows, seed) =>
        {
            var random = new CounterRandom(seed);
            var expected = new Dictionary<(long Clip, long Viewer), float>();
            var text = new System.Text.StringBuilder("rating,clip_id,viewer_id\n");
            var unknown = 0;
            for (var i = 0; i < rows; i++)
            {
                int clip = random.NextInt(300), viewer = random.NextInt(1 + rows), rating = random.NextInt(5);
                text.Append(rating).Append(',').Append(clip).Append(',').Append(new string('v', 1 + (viewer % 50))).Append(viewer).Append('\n');
                if (clip % 7 == 0)
                    unknown++;
                else
                    expected[(1000 - (clip / 2), Hash.Of(new string('v', 1 + (viewer % 50)) + viewer))] = rating;
            }

            var read = ViewerTable.Read(_folder.Write("viewers.csv", text.ToString()), Hash, id => int.Parse(id) is var clip && clip % 7 == 0 ? null : 1000 - (clip / 2), [.. Enumerable.Range(800, 201).Select(no => (long)no)]);

            Assert.Equal(expected.OrderBy(pair => pair.Key).Select(pair => new ViewerLink(pair.Key.Clip, pair.Key.Viewer, pair.Value)), read.Links);
            Assert.Equal((0, unknown, rows - unknown - expected.Count), (read.BadRows, read.UnknownClips, read.Duplicates));
            for (var i = 0; i < read.Links.Count; i += 97)
                Assert.Equal(read.Links.ElementAt(i), read.Links[i]);
        },
        tests: 20);

    [Theory]
    [InlineData(1000, 1999, 1)]
    [InlineData(1000, 2000, 0)]
    [InlineData(999, 1000, 0)]
    public void Read_ViewerWhoWatchedEverything_IsKeptAndReported(int watched, int clips, int expected)
    {
        var rows = string.Join('\n', Enumerable.Range(0, watched).Select(clip => $"v,{clip}"));
        var read = ViewerTable.Read(_folder.Write("viewers.csv", "viewer_id,clip_id\nw,0\n" + rows + "\n"), Hash, id => int.Parse(id), [.. Enumerable.Range(0, clips).Select(no => (long)no)]);

        Assert.Equal((watched + 1, expected), (read.Links.Count, read.Everything));
        Assert.Equal(expected, read.Warnings("v.csv").Count(line => line.Contains($"the busiest {watched}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_DependsOnKeyAndIdOnly()
    {
        Assert.Equal(Hash.Of("v1"), new ViewerHash("0123456789abcdef"u8).Of("v1"u8));
        Assert.NotEqual(Hash.Of("v1"), Hash.Of("v2"));
        Assert.NotEqual(Hash.Of("v1"), new ViewerHash("0123456789abcdeg"u8).Of("v1"));
        Assert.Throws<ArgumentException>(() => new ViewerHash("short"u8));
    }

    [Fact]
    public void Of_IsTheFirstEightBytesOfHmacSha256()
    {
        // RFC 4231, test case 1.
        var key = Enumerable.Repeat((byte)0x0b, 20).ToArray();
        Assert.Equal(unchecked((long)0xb0344c61d8db3853), new ViewerHash(key).Of("Hi There"));
    }
}
