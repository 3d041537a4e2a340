using System.Buffers.Binary;
using FusionScorer.Core;
using FusionScorer.Library.Links;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Linking;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Tests.Cataloguing;

public sealed class ViewerForgettingTests : IDisposable
{
    private const string Forgotten = "ann@example.org";
    private const string Kept = "bob@example.org";

    private readonly TestProject _test = new(folder => folder.Write("data/viewers.csv", Table()));

    private Project Project => _test.Project;

    public void Dispose()
    {
        ViewerKey.Destroy(Project);
        _test.Dispose();
    }

    [Fact]
    public void Some_TheHashIsInNoFileOfTheProjectAnyMore()
    {
        var hash = ViewerKey.Of(Project).Of(Forgotten);

        // Imported twice, so that free pages hold it too; then cached.
        DataSetImport.Run(Project, _test.At("data"), known: null, "tester");
        _ = LinkView.Of(Project).Statistics();
        var before = FilesWith(hash);

        var done = ViewerForgetting.Some(Project, [Forgotten, "nobody"]);

        Assert.Contains("fusion.db", string.Join(' ', before), StringComparison.Ordinal);
        Assert.Contains("links.bin", string.Join(' ', before), StringComparison.Ordinal);
        Assert.Equal((16L, 1, true), (done.Removed.Links, done.Removed.Viewers, done.Removed.Erased));
        Assert.Empty(FilesWith(hash));
        Assert.NotEmpty(FilesWith(ViewerKey.Of(Project).Of(Kept)));
        Assert.DoesNotContain(Project.Store.Clips.ViewerLinks(), link => link.Viewer == hash);
    }

    [Fact]
    public void Some_LinksCountAsChanged()
    {
        long[] clips = [.. Project.Store.Clips.All().Select(clip => clip.No)];
        var before = LinkTables.Of(Project.Store, clips, Project.CachePath("links.bin"));

        ViewerForgetting.Some(Project, [Forgotten]);

        Assert.NotEqual(before.Stamp, LinkTables.Of(Project.Store, clips, Project.CachePath("links.bin")).Stamp);
        Assert.Equal(16 * 2, Project.Store.Clips.ViewerLinks().Count);
    }

    [Fact]
    public void All_NothingIsLeft_AndALaterImportMatchesNoHashMadeBefore()
    {
        var hash = ViewerKey.Of(Project).Of(Forgotten);

        var done = ViewerForgetting.All(Project);

        Assert.True(done.KeyDestroyed);
        Assert.Empty(Project.Store.Clips.ViewerLinks());
        Assert.Empty(FilesWith(hash));
        Assert.NotEqual(hash, ViewerKey.Of(Project).Of(Forgotten));
    }

    [Fact]
    public void Some_MachineWithoutTheKey_SaysSoAndMakesNone()
    {
        ViewerKey.Destroy(Project);

        Assert.Throws<BadInputException>(() => ViewerForgetting.Some(Project, [Forgotten]));

        Assert.Null(ViewerKey.Existing(Project));
        Assert.Equal(16 * 3, Project.Store.Clips.ViewerLinks().Count);
    }

    [Fact]
    public void Some_AnotherProcessReads_SaysThatTheFileIsNotCleanYet()
    {
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Project.Folder, "fusion.db")};Pooling=False");
        other.Open();
        using var read = other.CreateCommand();
        read.CommandText = "BEGIN; SELECT count(*) FROM viewer_link";
        read.ExecuteScalar();

        var done = ViewerForgetting.Some(Project, [Forgotten]);

        Assert.False(done.Removed.Erased);
        Assert.Contains("another program has the project open", done.Left[0], StringComparison.Ordinal);
    }

    private static string Table() => "viewer_id,clip_id,rating\n" + string.Concat(
        from viewer in (string[])[Forgotten, Kept, "carl"] from clip in Enumerable.Range(0, 16) select $"{viewer},c{clip},{clip % 5}\n");

    // SQLite writes the highest byte first, our own cache the lowest.
    private List<string> FilesWith(long hash)
    {
        var (big, little) = (new byte[8], new byte[8]);
        BinaryPrimitives.WriteInt64BigEndian(big, hash);
        BinaryPrimitives.WriteInt64LittleEndian(little, hash);
        return [.. Directory.EnumerateFiles(Project.Folder, "*", SearchOption.AllDirectories).Where(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(big) >= 0 || bytes.AsSpan().IndexOf(little) >= 0;
        })];
    }
}
