using FusionScorer.Library.Importing;
using FusionScorer.Library.Policies;
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
