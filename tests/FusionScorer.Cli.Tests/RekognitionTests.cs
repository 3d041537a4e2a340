using System.Globalization;
using System.Text.Json;

namespace FusionScorer.Cli.Tests;

/// <summary>Answers of GetContentModeration as they come: pictures, segments, names of buckets, tables with faults.</summary>
public sealed class RekognitionTests : IAsyncLifetime, IDisposable
{
    private readonly TestShell _shell = new();

    public async Task InitializeAsync()
    {
        foreach (var name in (string[])["a.mp4", "sub/a.mp4", "sub/c.mp4"])
            _shell.Write($"media/{name}", $"no film: {name}");
        await _shell.OkAsync("init", "p", "--library", $"m={_shell.At("media")}");
        await _shell.OkAsync("scan", "--project", "p");
    }

    [Fact]
    public async Task Pictures_BecomeSpans_ThatEndWithTheVideo()
    {
        // Half a second apart, rounded; a gap at 1500; another label in between; the last picture 200 ms before the end.
        var labels = ((int Ms, string Name, double Confidence)[])[(0, "Smoking", 60), (500, "Smoking", 90), (500, "Gambling", 70), (1001, "Smoking", 80), (2000, "Smoking", 55), (8800, "Smoking", 95)];
        _shell.Write("answers/c.json", Answer(9000, labels.Select(one => (Invariant($"\"Timestamp\": {one.Ms}"), one.Name, "Drugs & Tobacco", one.Confidence))));

        var (code, report, error) = await ImportAsync(_shell.At("answers"));

        Assert.True(code == ExitCode.Done, error);
        Assert.Equal(1, report.GetProperty("clips").GetInt32());
        var evidence = await EvidenceAsync("m:sub/c.mp4");
        Assert.Equal(
            [("smoking", 0, 1501, 0.9), ("smoking", 2000, 2500, 0.55), ("smoking", 8800, 9000, 0.95)],
            evidence.Where(one => one.Kind == "smoking").Select(one => (one.Kind, one.StartMs, one.EndMs, one.Score)));
        Assert.Contains(("gambling", 500, 1000, 0.7, "Drugs & Tobacco: Gambling"), evidence);

        // The answer names the parent nowhere by itself, so it is told from its labels.
        Assert.Equal([(0, 1501, 0.9), (2000, 2500, 0.55), (8800, 9000, 0.95)], evidence.Where(one => one.Kind == "drugs-tobacco").Select(one => (one.StartMs, one.EndMs, one.Score)));
        var features = (await ShowAsync("m:sub/c.mp4")).GetProperty("signals").EnumerateArray().Single(one => one.GetProperty("signal").GetString() == "rekognition").GetProperty("features");
        Assert.Equal(2.201f, features.GetProperty("rekognition.smoking-seconds").GetSingle());
    }

    [Fact]
    public async Task Segments_HaveTheirOwnEnds()
    {
        _shell.Write("answers/c.json", Answer(9000, [
            ("\"Timestamp\": 100, \"StartTimestampMillis\": 100, \"EndTimestampMillis\": 2100, \"DurationMillis\": 2000", "Violence", "", 88),
            ("\"Timestamp\": 4000, \"StartTimestampMillis\": 4000, \"DurationMillis\": 1500", "Violence", "", 77)]));

        await ImportAsync(_shell.At("answers"));

        Assert.Equal([("violence", 100, 2100, 0.88, "Violence"), ("violence", 4000, 5500, 0.77, "Violence")], await EvidenceAsync("m:sub/c.mp4"));
    }

    [Theory]
    [InlineData("bucket/sub/a.mp4", "m:sub/a.mp4")]
    [InlineData("sub/c.mp4", "m:sub/c.mp4")]
    [InlineData("2024/upload/c.mp4", "m:sub/c.mp4")]
    [InlineData("2024/upload/a.mp4", null)]
    [InlineData("2024/upload/x.mp4", null)]
    public async Task NamesInABucket_AreMatchedByTheirEnd(string key, string? clip)
    {
        _shell.Write("answers/job-1.json", Answer(9000, [("\"Timestamp\": 0", "Violence", "", 88)]).Replace("{\"JobStatus\"", $"{{\"Video\": {{\"S3Object\": {{\"Name\": \"{key}\"}}}}, \"JobStatus\"", StringComparison.Ordinal));

        var (code, report, _) = await ImportAsync(_shell.At("answers"));

        if (clip is null)
            Assert.Equal((ExitCode.SomeClipsFailed, key), (code, Assert.Single(report.GetProperty("unknownClips").EnumerateArray()).GetString()));
        else
            Assert.Equal("violence", Assert.Single(await EvidenceAsync(clip)).Kind);
    }

    [Fact]
    public async Task TableOfClips_WithFaults_IsALineEach_AndTheRestIsTaken()
    {
        _shell.Write("answers/one.json", Answer(9000, [("\"Timestamp\": 0", "Violence", "", 88)]));
        _shell.Write("answers/two.json", Answer(9000, []));

        var (code, report, error) = await ImportAsync(_shell.At("answers"), "--clips", _shell.Write("map.csv", "file,clip\none.json,m:sub/c.mp4\nthree.json,m:a.mp4\n,m:a.mp4\n"));
        var (refused, _, why) = await _shell.RunAsync("evidence", "import", _shell.At("answers"), "--clips", _shell.At("nowhere.csv"), "--project", "p");

        Assert.Equal((ExitCode.SomeClipsFailed, 3, 1), (code, report.GetProperty("badRows").GetInt32(), report.GetProperty("clips").GetInt32()));
        foreach (var part in (string[])["map.csv:3: file 'three.json' is not among those to import", "map.csv:4: names no file or no clip", "two.json: is not in the table of --clips"])
            Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.Single(await EvidenceAsync("m:sub/c.mp4"));
        Assert.Equal((ExitCode.BadInput, 1), (refused, why.Trim().Split('\n').Count(line => line.Contains("nowhere.csv", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task BadLabels_DoNotSayThatNothingWasSeen()
    {
        _shell.Write("answers/c.json", Answer(9000, [("\"Timestamp\": -5", "Violence", "", 88)]));

        var (code, report, _) = await ImportAsync(_shell.At("answers"));

        Assert.Equal((ExitCode.SomeClipsFailed, 0), (code, report.GetProperty("clips").GetInt32()));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _shell.Dispose();

    private static string Answer(int durationMs, IEnumerable<(string Time, string Name, string Parent, double Confidence)> labels) =>
        Invariant($"{{\"JobStatus\": \"SUCCEEDED\", \"VideoMetadata\": {{\"DurationMillis\": {durationMs}}}, \"ModerationLabels\": [")
        + string.Join(", ", labels.Select(label => Invariant($"{{{label.Time}, \"ModerationLabel\": {{\"Name\": \"{label.Name}\", \"ParentName\": \"{label.Parent}\", \"Confidence\": {label.Confidence}}}}}")))
        + "]}";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private async Task<(int Code, JsonElement Report, string Error)> ImportAsync(params string[] arguments)
    {
        var (code, output, error) = await _shell.RunAsync(["evidence", "import", .. arguments, "--format", "rekognition", "--project", "p", "--json"]);
        Assert.True(code is ExitCode.Done or ExitCode.SomeClipsFailed, error);
        return (code, JsonDocument.Parse(output).RootElement, error);
    }

    private async Task<List<(string Kind, int StartMs, int EndMs, double Score, string Text)>> EvidenceAsync(string clip) => [.. (await ShowAsync(clip)).GetProperty("evidence").EnumerateArray()
        .Select(one => (one.GetProperty("kind").GetString()!, one.GetProperty("startMs").GetInt32(), one.GetProperty("endMs").GetInt32(), Math.Round(one.GetProperty("score").GetDouble(), 6), one.GetProperty("text").GetString()!))];

    private async Task<JsonElement> ShowAsync(string clip) => JsonDocument.Parse(await _shell.OkAsync("show", clip, "--project", "p", "--json")).RootElement;
}
