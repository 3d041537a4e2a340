namespace FusionScorer.Cli.Tests;

/// <summary>A catalogue that is gone is told, and never silently replaced by an empty one.</summary>
public sealed class LostStoreTests : IDisposable
{
    private readonly TestShell _shell = new();

    [Fact]
    public async Task Commands_DatabaseDeleted_SayHowToMendIt()
    {
        await _shell.OkAsync("init", "project");
        var database = _shell.At("project", "fusion.db");
        File.Delete(database);

        foreach (var command in (string[])["scan", "fuse", "queue", "progress", "review"])
        {
            var (code, _, error) = await _shell.RunAsync(command, "--project", "project");

            Assert.Equal(ExitCode.BadInput, code);
            Assert.Equal($"error: {database}: the project's database is gone: put it back, or a copy that `fusion db backup` made, or begin an empty one with `fusion init {_shell.At("project")}`", error.ReplaceLineEndings(" ").Trim());
        }

        var (doctor, output, _) = await _shell.RunAsync("doctor", "--json", "--project", "project");
        Assert.Equal(ExitCode.BadInput, doctor);
        Assert.Contains("the project's database is gone", output, StringComparison.Ordinal);
        Assert.False(File.Exists(database));
    }

    [Fact]
    public async Task Commands_DatabaseOfNoBytes_SayThatAllIsLostAndHowToMendIt()
    {
        await _shell.OkAsync("init", "project");
        var database = _shell.At("project", "fusion.db");
        await File.WriteAllBytesAsync(database, []);

        foreach (var command in (string[][])[["scan"], ["fuse"], ["progress"], ["db", "check"], ["db", "backup", "copy.db"]])
        {
            var (code, _, error) = await _shell.RunAsync([.. command, "--project", "project"]);

            Assert.Equal(ExitCode.BadInput, code);
            Assert.StartsWith($"error: {database}: the project's database is empty (0 bytes), so all that it held is lost: put a copy in its place that `fusion db backup` made, or begin", error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }

        Assert.Equal(0, new FileInfo(database).Length);
        Assert.Contains("made an empty catalogue", await _shell.OkAsync("init", "project"), StringComparison.Ordinal);
        await _shell.OkAsync("policy", "log", "--project", "project");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commands_StoreThatFusionStoreNamesIsLost_NameThatStoreAndTheVariable(bool empty)
    {
        await _shell.OkAsync("init", "project");
        _shell.Variables["FUSION_STORE"] = _shell.At("elsewhere.db");
        if (empty)
            await File.WriteAllBytesAsync(_shell.At("elsewhere.db"), []);

        foreach (var command in (string[])["scan", "progress"])
        {
            var (code, _, error) = await _shell.RunAsync(command, "--project", "project");

            var line = error.ReplaceLineEndings(" ");
            Assert.Equal(ExitCode.BadInput, code);
            Assert.StartsWith($"error: {_shell.At("elsewhere.db")}: the database that FUSION_STORE names is {(empty ? "empty" : "gone")}", line, StringComparison.Ordinal);
            Assert.Contains($"correct FUSION_STORE, or begin an empty one with `fusion init {_shell.At("project")}`", line, StringComparison.Ordinal);
            Assert.DoesNotContain("fusion.db", line, StringComparison.Ordinal);
        }

        await _shell.OkAsync("init", "project");
        await _shell.OkAsync("policy", "log", "--project", "project");
    }

    [Fact]
    public async Task Commands_StoreThatFusionStoreNamesIsNone_DoNotSpeakOfFusionDb()
    {
        await _shell.OkAsync("init", "project");
        _shell.Variables["FUSION_STORE"] = _shell.Write("notes.txt", new string('x', 5000));

        var (code, _, error) = await _shell.RunAsync("progress", "--project", "project");

        Assert.Equal(ExitCode.BadInput, code);
        Assert.StartsWith($"error: {_shell.At("notes.txt")}: is no SQLite database: ", error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("fusion.db", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FUSION_STORE")]
    [InlineData("store in fusion.yaml")]
    public async Task Commands_ServerDoesNotAnswer_SayWhereItsNameStands(string setting)
    {
        const string Nobody = "Host=127.0.0.1;Port=1;Database=x;Username=u";
        await _shell.OkAsync("init", "project");
        if (setting == "FUSION_STORE")
            _shell.Variables["FUSION_STORE"] = Nobody;
        else
            await File.AppendAllTextAsync(_shell.At("project", "fusion.yaml"), $"\nstore:\n  postgres: {Nobody}\n");

        var (code, _, error) = await _shell.RunAsync("db", "check", "--project", "project");

        Assert.Equal(ExitCode.BadInput, code);
        Assert.StartsWith($"error: 127.0.0.1:1/x/fusion: the server does not answer: check its name and port in {setting}, that it runs", error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_ProjectFileWithoutItsDatabase_MakesAnEmptyOneOnce()
    {
        await _shell.OkAsync("init", "project");
        var file = await File.ReadAllTextAsync(_shell.At("project", "fusion.yaml"));
        File.Delete(_shell.At("project", "fusion.db"));

        Assert.Contains("made an empty catalogue", await _shell.OkAsync("init", "project"), StringComparison.Ordinal);
        await _shell.OkAsync("policy", "log", "--project", "project");
        var (code, _, error) = await _shell.RunAsync("init", "project");

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("exists already", error, StringComparison.Ordinal);
        Assert.Equal(file, await File.ReadAllTextAsync(_shell.At("project", "fusion.yaml")));
    }

    [Fact]
    public async Task Doctor_InAProject_TellsItsStore()
    {
        await _shell.OkAsync("init", "project");

        var (_, output, _) = await _shell.RunAsync("doctor", "--project", "project");

        Assert.Matches(@"store\s.*found\s.*SQLite 3\.", output);
    }

    public void Dispose() => _shell.Dispose();
}
