using Microsoft.Data.Sqlite;

namespace FusionScorer.EndToEnd.Faults;

/// <summary>Projects and libraries that were moved, a second run, and files that are not as they should be.</summary>
public sealed class PlaceFaultTests(FaultProject faults) : IClassFixture<FaultProject>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LibraryGone_IsOneLineAndNothingIsForgotten(bool emptyFolder)
    {
        var project = faults.Copy();
        var library = faults.OwnLibrary(project);
        Assert.Equal(0, (await FusionProgram.RunAsync(project, "scan")).ExitCode);
        var before = Known(project);
        Directory.Move(library, library + "-away");
        if (emptyFolder)
            Directory.CreateDirectory(library);

        foreach (var arguments in (string[][])[["scan"], ["extract", "--force"]])
            Expect.OneLine(await FusionProgram.RunAsync(project, arguments), "mount it");

        Assert.Equal(before, Known(project));
        Assert.Equal(2, (await FusionProgram.RunAsync(project, "db", "check")).ExitCode);
        if (emptyFolder)
            Directory.Delete(library);
        Directory.Move(library + "-away", library);
        await Expect.SoundAsync(project);
    }

    [Fact]
    public async Task LibraryEmptiedOnPurpose_IsBelieved_AndFusingSaysThatNothingIsThere()
    {
        var project = faults.Copy();
        var library = faults.OwnLibrary(project);
        Directory.Delete(library, recursive: true);
        Directory.CreateDirectory(library);

        Assert.Equal(0, (await FusionProgram.RunAsync(project, "scan", "--emptied")).ExitCode);

        Expect.OneLine(await FusionProgram.RunAsync(project, "fuse"), "no clip");
        await Expect.SoundAsync(project);
    }

    [Fact]
    public async Task ProjectMoved_WorksAndItsCachesHold()
    {
        var project = faults.Copy();
        var moved = project + "-elsewhere";
        Assert.Equal(0, (await FusionProgram.RunAsync(project, "graph", "--stats")).ExitCode);
        Directory.Move(project, moved);
        var caches = Directory.GetFiles(Path.Combine(moved, "cache")).ToDictionary(file => file, File.GetLastWriteTimeUtc);

        foreach (var arguments in (string[][])[["scan"], ["extract"], ["queue"], ["graph", "--stats"], ["label", "#1", "R"]])
            Assert.Equal(0, (await FusionProgram.RunAsync(moved, arguments)).ExitCode);

        var links = Path.Combine(moved, "cache", "links.bin");
        if (caches.TryGetValue(links, out var written))
            Assert.Equal(written, File.GetLastWriteTimeUtc(links));
        await Expect.SoundAsync(moved);
    }

    [Fact]
    public async Task SecondExtraction_IsOneLine_AndTheFirstGoesOn()
    {
        var project = faults.Copy();
        using var first = FusionProgram.Start(project, ["extract", "--force", "--jobs", "1"]);
        using var late = new CancellationTokenSource(Patience);
        while (Ask(project, "SELECT count(*) FROM lease") == 0 && !first.HasExited)
            await Task.Delay(20, late.Token);

        Expect.OneLine(await FusionProgram.RunAsync(project, "extract"), "another extraction of this project is running");

        await first.WaitForExitAsync(late.Token);
        Assert.Equal(0, first.ExitCode);
        await Expect.SoundAsync(project);
    }

    [Theory]
    [InlineData("libraries:\n  films: [", "fusion.yaml:3")]
    [InlineData("", "is empty")]
    public async Task HalfWrittenProjectFile_IsOneLine_AndTheStoreCanStillBeBackedUp(string text, string line)
    {
        var project = faults.Copy();
        await File.WriteAllTextAsync(Path.Combine(project, "fusion.yaml"), text);

        foreach (var arguments in (string[][])[["scan"], ["fuse"], ["review", "--port", "0"]])
            Expect.OneLine(await FusionProgram.RunAsync(project, arguments), line);
        Assert.Equal(0, (await FusionProgram.RunAsync(project, "db", "backup", project + "-copy.db")).ExitCode);
        Assert.Contains("project file", (await FusionProgram.RunAsync(project, "db", "check")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewerDatabase_IsOneLineAndLeftAsItIs()
    {
        var project = faults.Copy();
        Run(project, "INSERT INTO schema_version VALUES (99, '')");

        foreach (var arguments in (string[][])[["scan"], ["fuse"], ["label", "#1", "R"], ["review", "--port", "0"], ["db", "check"], ["db", "backup", project + "-copy.db"]])
            Expect.OneLine(await FusionProgram.RunAsync(project, arguments), "newer FusionScorer");

        Assert.False(File.Exists(project + "-copy.db"));
        Run(project, "DELETE FROM schema_version WHERE version = 99");
        await Expect.SoundAsync(project);
    }

    private static (long, long, long) Known(string project) =>
        (Ask(project, "SELECT count(*) FROM clip WHERE present = 1"), Ask(project, "SELECT count(*) FROM reading WHERE status = 0"), Ask(project, "SELECT count(*) FROM evidence"));

    private static long Ask(string project, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(project, "fusion.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Run(string project, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(project, "fusion.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
