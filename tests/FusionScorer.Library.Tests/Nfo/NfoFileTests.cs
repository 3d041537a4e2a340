using FusionScorer.Core.Levels;
using FusionScorer.Library.Nfo;

namespace FusionScorer.Library.Tests.Nfo;

/// <summary>Ratings written into real files.</summary>
public sealed class NfoFileTests : IDisposable
{
    private const string Before = "<movie><mpaa>PG</mpaa></movie>";

    private readonly TempFolder _folder = new();

    [Fact]
    public void Set_KeepsTheFileAsFoundOnce_AndSomebodyElsesCopyAlone()
    {
        var path = _folder.Write("a.nfo", Before);
        var theirs = _folder.Write("a.nfo.bak", "their own");

        Assert.Equal(NfoOutcome.Written, Set(path, "R").Outcome);
        Assert.Equal(NfoOutcome.Written, Set(path, "G").Outcome);

        Assert.Equal(Before, File.ReadAllText(path + NfoFile.BackupSuffix));
        Assert.Equal("their own", File.ReadAllText(theirs));
        Assert.Equal("<movie><mpaa>G</mpaa></movie>", File.ReadAllText(path));
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void Set_OfAProtectedFile_LeavesIt()
    {
        var path = _folder.Write("a.nfo", Before);
        File.SetAttributes(path, FileAttributes.ReadOnly);

        var edit = Set(path, "R");

        Assert.Equal((NfoOutcome.Failed, "it is write-protected; allow writing to it, or lock its rating"), (edit.Outcome, edit.Reason));
        Assert.Equal(Before, File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
        File.SetAttributes(path, FileAttributes.Normal);
    }

    [Fact]
    public void Make_InTheLibraryItself_AndUnderIt_ButNeverOutside()
    {
        var content = NfoRating.Create("movie", "A", "R");
        var outside = Path.Combine(_folder.Path, "..", $"{Path.GetFileName(_folder.Path)}.nfo");
        Directory.CreateDirectory(_folder.At("sub"));
        Directory.CreateSymbolicLink(_folder.At("link"), Path.GetTempPath());

        Assert.Equal(NfoOutcome.Written, NfoFile.Make(_folder.Path, _folder.At("a.nfo"), content, "R", dryRun: false).Outcome);
        Assert.Equal(NfoOutcome.Written, NfoFile.Make(_folder.Path, _folder.At("sub", "b.nfo"), content, "R", dryRun: false).Outcome);
        Assert.Equal(NfoOutcome.Failed, NfoFile.Make(_folder.Path, _folder.At("link", $"{Path.GetFileName(_folder.Path)}.nfo"), content, "R", dryRun: false).Outcome);
        Assert.Equal(NfoOutcome.Failed, NfoFile.Make(_folder.Path, outside, content, "R", dryRun: false).Outcome);
        Assert.Equal(NfoOutcome.Failed, NfoFile.Make(_folder.Path, _folder.At("a.nfo"), content, "R", dryRun: false).Outcome);
        Assert.False(File.Exists(outside));
    }

    public void Dispose() => _folder.Dispose();

    private NfoEdit Set(string path, string rating) => NfoFile.Set(_folder.Path, path, rating, Taxonomy.Mpaa, custom: false, dryRun: false);
}
