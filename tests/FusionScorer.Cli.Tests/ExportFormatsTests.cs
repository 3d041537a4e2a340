using System.Text.Json;
using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests;

/// <summary>Formats of other programs on the sample films: out, and what people answer there back in.</summary>
public sealed class ExportFormatsTests : IAsyncLifetime, IDisposable
{
    private readonly TestShell _shell = new();

    public async Task InitializeAsync()
    {
        foreach (var film in (string[])["Bad Luck Hotel (2008)", "The Garden Party (2015)"])
        {
            Directory.CreateDirectory(_shell.At("films", film));
            foreach (var file in Directory.EnumerateFiles(Repository.At("data-samples", "library", "films", film)))
                File.Copy(file, _shell.At("films", film, Path.GetFileName(file)));
        }

        await _shell.OkAsync("init", "project", "--library", $"films={_shell.At("films")}");
        _shell.Variables["FUSION_PROJECT"] = _shell.At("project");
        await _shell.OkAsync("scan");
        await _shell.OkAsync("extract", "--signals", "captions");
        await _shell.OkAsync("fuse");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task LabelStudio_AnsweredThere_ComesBackOnceForEachAnnotator()
    {
        await _shell.OkAsync("queue", "--batch", "2");
        await _shell.OkAsync("export", "--format", "label-studio", "--what", "queue", "--media-url", "https://media.example.org/{library}", "--out", "tasks.json", "--label-config", "config.xml");
        using var tasks = JsonDocument.Parse(await File.ReadAllTextAsync(_shell.At("tasks.json")));
        Assert.Equal(2, tasks.RootElement.GetArrayLength());
        var hotel = tasks.RootElement.EnumerateArray().Single(task => task.GetProperty("data").GetProperty("title").GetString() == "Bad Luck Hotel").GetProperty("data");
        Assert.Equal("https://media.example.org/films/Bad%20Luck%20Hotel%20%282008%29/Bad%20Luck%20Hotel%20%282008%29.mp4", hotel.GetProperty("video").GetString());
        Assert.Contains("<Label value=\"captions: strong\" />", await File.ReadAllTextAsync(_shell.At("config.xml")), StringComparison.Ordinal);

        // What Label Studio writes once two people have answered every task.
        var answered = tasks.RootElement.EnumerateArray().Select((task, i) => $$$"""
            {"id": {{{i + 1}}}, "data": {{{task.GetProperty("data").GetRawText()}}}, "predictions": {{{task.GetProperty("predictions").GetRawText()}}}, "annotations": [
              {"id": {{{(10 * i) + 1}}}, "completed_by": {"id": 1, "email": "ann@example.org"}, "created_at": "2026-01-02T10:00:00.5Z", "lead_time": 12.5, "was_cancelled": false,
               "result": [{"from_name": "level", "to_name": "video", "type": "choices", "value": {"choices": ["{{{(i == 0 ? "R" : "PG")}}}"]}}]},
              {"id": {{{(10 * i) + 2}}}, "completed_by": 2, "created_at": "2026-01-02T11:00:00Z", "lead_time": 3, "was_cancelled": true, "result": []}]}
            """);
        var file = _shell.Write("export.json", $"[{string.Join(",\n", answered)}]");
        Assert.Contains("4 answers added, 0 were there already", await _shell.OkAsync("label", "--import", file), StringComparison.Ordinal);
        Assert.Contains("0 answers added, 4 were there already", await _shell.OkAsync("label", "--import", file), StringComparison.Ordinal);

        var decisions = await _shell.OkAsync("export", "--what", "decisions");
        Assert.Equal((1, 1), (decisions.Split(",level,R,ann@").Length - 1, decisions.Split(",level,PG,ann@").Length - 1));
        Assert.Equal(2, decisions.Split(",skip,skip,2,").Length - 1);
        Assert.Contains("ann@example.org,reviewer,2026-01-02T10:00:00.5000000Z,label-studio,,,false,12.5", decisions, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task Decisions_OutAndInToAnotherProject_AreTheSameLogOnce(string format)
    {
        await _shell.OkAsync("label", "films:Bad Luck Hotel (2008)/Bad Luck Hotel (2008).mp4", ">=PG-13", "--reviewer", "=ann, \"the lead\"");
        await _shell.OkAsync("label", "films:The Garden Party (2015)/The Garden Party (2015).mp4", "unsure", "--reviewer", "ben");
        await _shell.OkAsync("label", "films:The Garden Party (2015)/The Garden Party (2015).mp4", "flag", "--reviewer", "ben");
        await _shell.OkAsync("label", "--undo", "--reviewer", "ben");
        await _shell.OkAsync("export", "--what", "decisions", "--format", format, "--out", $"d.{format}");
        Assert.Contains("0 answers added, 4 were there already", await _shell.OkAsync("label", "--import", $"d.{format}"), StringComparison.Ordinal);

        // A copy of the catalogue without its decisions: clips keep their ids.
        var ids = (await _shell.OkAsync("export")).Split('\n')[1..3].Select(line => line[..26]).ToArray();
        _shell.Write("other/clips.csv", $"clip_id,title\n{ids[0]},a\n{ids[1]},b\n");
        await _shell.OkAsync("init", "copy");
        await _shell.OkAsync("import", "other", "--project", "copy");
        await _shell.OkAsync("label", "--import", $"d.{format}", "--project", "copy");
        await _shell.OkAsync("export", "--what", "decisions", "--format", format, "--out", $"again.{format}", "--project", "copy");
        Assert.Equal(Bare(await File.ReadAllTextAsync(_shell.At($"d.{format}"))), Bare(await File.ReadAllTextAsync(_shell.At($"again.{format}"))));
    }

    [Fact]
    public async Task Players_AFolder_HasAFileForEachClipAsInTheLibrary()
    {
        await _shell.OkAsync("export", "--what", "evidence", "--format", "edl", "--mute", "--out", "marks");
        await _shell.OkAsync("export", "--what", "evidence", "--format", "vtt", "--out", "marks");
        var one = await _shell.OkAsync("export", "--what", "evidence", "--format", "vtt", "--clip", "films:Bad Luck Hotel (2008)/Bad Luck Hotel (2008).mp4");

        Assert.Equal(one, await File.ReadAllTextAsync(_shell.At("marks", "films", "Bad Luck Hotel (2008)", "Bad Luck Hotel (2008).evidence.vtt")));
        Assert.StartsWith("WEBVTT\n\nNOTE\nBad Luck Hotel\nlevel: ", one, StringComparison.Ordinal);
        Assert.All(await File.ReadAllLinesAsync(_shell.At("marks", "films", "Bad Luck Hotel (2008)", "Bad Luck Hotel (2008).edl")), line => Assert.EndsWith(" 1", line, StringComparison.Ordinal));
        Assert.Equal(4, Directory.EnumerateFiles(_shell.At("marks"), "*", SearchOption.AllDirectories).Count());
    }

    [Theory]
    [InlineData("--what clips or --what queue", "--what", "decisions", "--format", "label-studio")]
    [InlineData("there is no queue yet", "--what", "queue", "--format", "label-studio")]
    [InlineData("--format label-studio", "--what", "queue")]
    [InlineData("--media-url goes with --format label-studio alone", "--media-url", "x")]
    [InlineData("--mute goes with --format edl alone", "--what", "evidence", "--format", "vtt", "--mute", "--out", "x")]
    [InlineData("--frame-rate 0 is out of range", "--format", "label-studio", "--frame-rate", "0")]
    [InlineData("--what evidence --format vtt", "--format", "vtt")]
    [InlineData("--out FOLDER", "--what", "evidence", "--format", "edl")]
    [InlineData("no clip is 'x'", "--what", "evidence", "--format", "edl", "--clip", "x")]
    public async Task Export_AskedForWrongly_SaysHow(string names, params string[] arguments)
    {
        var (code, output, error) = await _shell.RunAsync(["export", .. arguments]);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(names, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_UnknownClip_NamesTheTaskAndAddsNothing()
    {
        var file = _shell.Write("export.json", """
            [{"id": 3, "data": {"clip_id": "nobody"}, "annotations": [{"id": 1, "result": [{"from_name": "level", "type": "choices", "value": {"choices": ["R"]}}]}]}]
            """);

        var (code, output, error) = await _shell.RunAsync("label", "--import", file);

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("export.json:1: task 3: no clip is 'nobody'", error, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody", await _shell.OkAsync("export", "--what", "decisions"), StringComparison.Ordinal);
    }

    // The copy has no media, so that it has no references.
    private static string Bare(string text) => text
        .Replace("films:Bad Luck Hotel (2008)/Bad Luck Hotel (2008).mp4", "", StringComparison.Ordinal)
        .Replace("films:The Garden Party (2015)/The Garden Party (2015).mp4", "", StringComparison.Ordinal)
        .Replace("\"reference\":\"\"", "\"reference\":null", StringComparison.Ordinal);
}
