using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace FusionScorer.Cli.Tests;

public sealed class DbCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TestShell _shell = new();

    public async Task InitializeAsync()
    {
        SmallDataSet.Write(_shell);
        await _shell.OkAsync("init", "project");
        await _shell.OkAsync("import", "data", "--project", "project");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Check_CleanThenDamagedThenMended_SaysSo()
    {
        Assert.EndsWith("nothing is wrong\n", await _shell.OkAsync("db", "check", "--project", "project"), StringComparison.Ordinal);
        Damage("UPDATE evidence_count SET n = 7; DELETE FROM reading_count");

        var (code, table, _) = await _shell.RunAsync("db", "check", "--project", "project");
        var (jsonCode, json, _) = await _shell.RunAsync("db", "check", "--project", "project", "--json");

        Assert.Equal((ExitCode.BadInput, ExitCode.BadInput), (code, jsonCode));
        Assert.Contains("2 faults, 0 remarks", table, StringComparison.Ordinal);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(("fusion.db.check/1", false, 2), (root.GetProperty("schema").GetString(), root.GetProperty("sound").GetBoolean(), root.GetProperty("findings").GetArrayLength()));
        Assert.Contains("--mend", root.GetProperty("findings")[0].GetProperty("mend").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("nothing is wrong\n", await _shell.OkAsync("db", "check", "--mend", "--project", "project"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_ThenAgain_NeedsForce()
    {
        var json = JsonDocument.Parse(await _shell.OkAsync("db", "backup", "copy.db", "--project", "project", "--json")).RootElement;
        Assert.Equal(("fusion.db.backup/1", _shell.At("copy.yaml"), 0), (json.GetProperty("schema").GetString(), json.GetProperty("projectFile").GetString(), json.GetProperty("faults").GetInt32()));

        var (code, output, error) = await _shell.RunAsync("db", "backup", "copy.db", "--project", "project");
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("--force", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("copy.yaml: the project file", await _shell.OkAsync("db", "backup", "copy.db", "--force", "--project", "project"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_ToAFile_ComparesEveryTable()
    {
        var json = JsonDocument.Parse(await _shell.OkAsync("db", "copy", "--to", _shell.At("moved.db"), "--project", "project", "--json")).RootElement;

        Assert.Equal(("fusion.db.copy/1", 0), (json.GetProperty("schema").GetString(), json.GetProperty("altered").GetInt32()));
        Assert.Contains(json.GetProperty("tables").EnumerateArray(), table => table.GetProperty("name").GetString() == "clip" && table.GetProperty("rows").GetInt64() > 0);
        Assert.Contains("FUSION_STORE", await _shell.OkAsync("db", "copy", "--to", _shell.At("again.db"), "--project", "project"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lies already", "--to", "sqlite")]
    [InlineData("small letters", "--to", "postgres://u@h/d", "--schema", "No Schema")]
    [InlineData("folder that exists", "--to", "nowhere/x.db")]
    public async Task Copy_BadTarget_IsOneLine(string line, params string[] arguments)
    {
        var (code, output, error) = await _shell.RunAsync(["db", "copy", .. arguments, "--project", "project"]);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(line, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void Cell_NamesBetweenColons_AreNoPictures()
    {
        using var output = new StringWriter();
        var shell = new Shell { Out = output, Error = output, Clock = _shell.Clock, Folder = _shell.Folder, Environment = _ => null };

        Output.ConsoleExtensions.Note(shell.Tables, "films:shorts: [a] :heart:");

        Assert.Equal("films:shorts: [a] :heart:\n", output.ToString());
    }

    private void Damage(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_shell.At("project", "fusion.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
