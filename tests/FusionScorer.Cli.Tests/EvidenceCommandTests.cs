using System.Text;
using System.Text.Json;

namespace FusionScorer.Cli.Tests;

/// <summary>Signals brought from outside: tables, vendors' answers, and what may not come in.</summary>
public sealed class EvidenceCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TestShell _shell = new();

    public async Task InitializeAsync()
    {
        foreach (var name in (string[])["a.mp4", "Ünsöld, \"der\" 2.mp4", "sub/a.mp4", "sub/c.mp4"])
            _shell.Write($"media/{name}", $"no film: {name}");
        await _shell.OkAsync("init", "p", "--library", $"m={_shell.At("media")}");
        await _shell.OkAsync("scan", "--project", "p");
    }

    [Fact]
    public async Task Csv_BecomesASignal_ThatIsShownVotedOnAndKeptOnce()
    {
        var file = _shell.Write("violence.csv", """
            clip,kind,score,text,start_ms,end_ms
            m:a.mp4,Gun fight,0.9,"shots, ""many""
            and loud",1000,3000
            m:a.mp4,gun-fight,0.5,,2000,4000
            m:a.mp4,Blood,0.25,,,
            "m:Ünsöld, ""der"" 2.mp4",,,,,
            c.mp4,gun fight,1,,,
            a.mp4,gun fight,1,,,
            nowhere.mp4,gun fight,1,,,

            """);

        var first = await ImportAsync(ExitCode.SomeClipsFailed, file);
        var again = await ImportAsync(ExitCode.SomeClipsFailed, file);

        // a.mp4 alone names two clips, c.mp4 one.
        Assert.Equal(("violence", 3, 3, 4, 2), (first.GetProperty("signal").GetString(), Int(first, "clips"), Int(first, "changed"), Int(first, "evidence"), Int(first, "unknownRows")));
        Assert.Equal(["a.mp4", "nowhere.mp4"], first.GetProperty("unknownClips").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(0, Int(again, "changed"));
        var shown = await ShowAsync("m:a.mp4");
        var features = shown.GetProperty("signals").EnumerateArray().Single(one => one.GetProperty("signal").GetString() == "violence").GetProperty("features");
        Assert.Equal((0.9f, 2, 3, 0.25f, 3, 0.9f), (features.GetProperty("violence.gun-fight").GetSingle(), features.GetProperty("violence.gun-fight-count").GetSingle(), features.GetProperty("violence.gun-fight-seconds").GetSingle(), features.GetProperty("violence.blood").GetSingle(), features.GetProperty("violence.count").GetSingle(), features.GetProperty("violence.any").GetSingle()));
        Assert.Contains(shown.GetProperty("evidence").EnumerateArray(), one => one.GetProperty("text").GetString() == "shots, \"many\"\nand loud" && one.GetProperty("startMs").GetInt64() == 1000);

        // Looked at, and nothing found: an observation, too.
        var quiet = (await ShowAsync("m:Ünsöld, \"der\" 2.mp4")).GetProperty("signals").EnumerateArray().Single(one => one.GetProperty("signal").GetString() == "violence");
        Assert.Equal(("read", 0f), (quiet.GetProperty("status").GetString(), quiet.GetProperty("features").GetProperty("violence.any").GetSingle()));

        var yaml = _shell.At("p", "fusion.yaml");
        await File.WriteAllTextAsync(yaml, (await File.ReadAllTextAsync(yaml)).Replace("  functions:\n", "  functions:\n    fights:\n      signal: violence\n      rules:\n        - when violence.gun-fight >= 0.5 then >=PG-13\n        - when violence.any <= 0 then <=PG\n", StringComparison.Ordinal));
        await _shell.OkAsync("policy", "apply", "--project", "p");
        await _shell.OkAsync("fuse", "--project", "p");
        Assert.Contains((await ShowAsync("m:a.mp4")).GetProperty("votes").EnumerateArray(), vote => vote.GetProperty("function").GetString() == "fights" && vote.GetProperty("rule").GetInt32() == 0);

        await ImportAsync(0, _shell.Write("violence.csv", "clip,kind,score\nm:a.mp4,blood,1\n"));
        var replaced = (await ShowAsync("m:a.mp4")).GetProperty("evidence").EnumerateArray().Where(one => one.GetProperty("signal").GetString() == "violence").ToList();
        Assert.Equal("blood", Assert.Single(replaced).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task BadRows_AreToldEachInALine_AndTheRestIsTaken()
    {
        var file = _shell.Write("gore.csv", "clip,kind,score,start_s,end_s\nm:a.mp4,x,101,,\nm:a.mp4,x,-1,,\nm:a.mp4,x,NaN,,\nm:a.mp4,x,abc,,\nm:a.mp4,x,1,-5,\nm:a.mp4,x,1,9,3\nm:a.mp4,x,1,,3\nm:sub/c.mp4,---,1,,\n,x,1,,\nm:a.mp4,good,1,1.5,2\n");

        var (code, output, error) = await _shell.RunAsync("evidence", "import", file, "--project", "p", "--json");

        Assert.Equal(ExitCode.SomeClipsFailed, code);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal((9, 1), (Int(report, "badRows"), Int(report, "evidence")));
        foreach (var part in (string[])["gore.csv:2: score 101 is not between 0 and 1; if scores go to 100, say --scale 100", "gore.csv:5: score 'abc' is not a number", "gore.csv:6: time -5000 ms", "gore.csv:7: ends at 3000 ms, before it starts at 9000 ms", "gore.csv:8: has an end without a start", "kind '---' holds no letter", "gore.csv:10: names no clip"])
            Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.DoesNotContain((await ShowAsync("m:sub/c.mp4")).GetProperty("signals").EnumerateArray(), one => one.GetProperty("signal").GetString() == "gore");
        var evidence = (await ShowAsync("m:a.mp4")).GetProperty("evidence").EnumerateArray().Single(one => one.GetProperty("signal").GetString() == "gore");
        Assert.Equal((1500, 2000), (evidence.GetProperty("startMs").GetInt32(), evidence.GetProperty("endMs").GetInt32()));
    }

    [Fact]
    public async Task JsonLines_WithOtherKeysAndScale_AreRead()
    {
        var file = _shell.Write("vendor.jsonl", "{\"file\": \"m:a.mp4\", \"tag\": \"Drugs\", \"conf\": \"85\", \"from\": 2, \"to\": 3.5}\n\nnot json\n[1]\n{\"file\": \"m:a.mp4\"}\n{\"file\": \"m:a.mp4\", \"tag\": \"x\", \"conf\": {}}\n");

        var (code, output, error) = await _shell.RunAsync("evidence", "import", file, "--signal", "vendor-x", "--columns", "clip=file,kind=tag,score=conf,start=from,end=to", "--scale", "100", "--project", "p", "--json");

        Assert.True(code == ExitCode.SomeClipsFailed, error);
        Assert.Equal((4, 1), (Int(JsonDocument.Parse(output).RootElement, "badRows"), Int(JsonDocument.Parse(output).RootElement, "evidence")));
        Assert.Contains("vendor.jsonl:3: is no JSON", error, StringComparison.Ordinal);
        var evidence = (await ShowAsync("m:a.mp4")).GetProperty("evidence").EnumerateArray().Single(one => one.GetProperty("signal").GetString() == "vendor-x");
        Assert.Equal(("drugs", 0.85, 2000, 3500), (evidence.GetProperty("kind").GetString(), evidence.GetProperty("score").GetDouble(), evidence.GetProperty("startMs").GetInt32(), evidence.GetProperty("endMs").GetInt32()));
    }

    [Fact]
    public async Task JsonLines_ThatNeverEnd_OrAreNotUtf8_AreOneLine()
    {
        var endless = _shell.Write("endless.jsonl", new string('x', 3_000_000) + "\n{\"clip\": \"m:a.mp4\", \"kind\": \"x\"}\n");
        await File.WriteAllBytesAsync(_shell.At("latin.jsonl"), [0x7B, 0xFF, 0xFE, 0x7D]);

        var (code, output, error) = await _shell.RunAsync("evidence", "import", endless, "--project", "p", "--json");
        var (refused, _, why) = await _shell.RunAsync("evidence", "import", _shell.At("latin.jsonl"), "--project", "p");
        var (several, _, named) = await _shell.RunAsync("evidence", "import", endless, _shell.At("latin.jsonl"), "--project", "p");

        Assert.Equal((ExitCode.SomeClipsFailed, 1), (code, Int(JsonDocument.Parse(output).RootElement, "evidence")));
        Assert.Contains("endless.jsonl:1: is longer than", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, refused);
        Assert.Contains("not UTF-8", why, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, several);
        Assert.Contains("--signal", named, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rekognition_FilesOfAFolder_AreMatchedByNameVideoAndTable()
    {
        const string Labels = """{"JobStatus": "SUCCEEDED", "VideoMetadata": {"DurationMillis": 9000}, "ModerationLabels": [{"Timestamp": 500, "ModerationLabel": {"Confidence": 98.5, "Name": "Graphic Violence", "ParentName": "Violence", "TaxonomyLevel": 2}}, {"Timestamp": 500, "ModerationLabel": {"Confidence": 99, "Name": "Violence", "ParentName": "", "TaxonomyLevel": 1}}], "ModerationModelVersion": "7.0"}""";
        _shell.Write("answers/c.json", Labels);
        _shell.Write("answers/x.json", """{"JobStatus": "SUCCEEDED", "Video": {"S3Object": {"Bucket": "b", "Name": "m:a.mp4"}}, "ModerationLabels": []}""");
        _shell.Write("answers/busy.json", """{"JobStatus": "IN_PROGRESS", "ModerationLabels": []}""");
        _shell.Write("answers/wrong.json", """{"Labels": []}""");
        _shell.Write("answers/none.json", $"[{Labels.Replace("{\"JobStatus\"", "{\"NextToken\": \"t\", \"JobStatus\"", StringComparison.Ordinal)}, {Labels}]");

        var (code, output, error) = await _shell.RunAsync("evidence", "import", _shell.At("answers"), "--format", "rekognition", "--project", "p", "--json");

        Assert.Equal(ExitCode.SomeClipsFailed, code);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("rekognition", 2, 2, 3), (report.GetProperty("signal").GetString(), Int(report, "clips"), Int(report, "evidence"), Int(report, "badRows")));
        Assert.Contains("busy.json: its job is IN_PROGRESS", error, StringComparison.Ordinal);
        Assert.Contains("wrong.json: is no answer of GetContentModeration", error, StringComparison.Ordinal);
        var features = (await ShowAsync("m:sub/c.mp4")).GetProperty("signals").EnumerateArray().Single(one => one.GetProperty("signal").GetString() == "rekognition").GetProperty("features");
        Assert.Equal(0.985f, features.GetProperty("rekognition.graphic-violence").GetSingle());

        var mapped = await _shell.OkAsync("evidence", "import", _shell.At("answers", "none.json"), "--clips", _shell.Write("map.csv", "file,clip\nnone.json,m:sub/a.mp4\n"), "--project", "p", "--json");
        Assert.Equal(1, Int(JsonDocument.Parse(mapped).RootElement, "changed"));
    }

    [Fact]
    public async Task Features_OfScannedClips_AreColumns()
    {
        var report = JsonDocument.Parse(await _shell.OkAsync("evidence", "import", "--format", "features", _shell.Write("features.csv", "clip_id,loudness.peak,loudness.mean\nm:a.mp4,0.9,\nm:sub/c.mp4,0.2,0.1\n"), "--project", "p", "--json")).RootElement;

        Assert.Equal(("loudness", 2), (report.GetProperty("signal").GetString(), Int(report, "clips")));
        Assert.Equal(0.9f, (await ShowAsync("m:a.mp4")).GetProperty("signals").EnumerateArray().Single(one => one.GetProperty("signal").GetString() == "loudness").GetProperty("features").GetProperty("loudness.peak").GetSingle());
    }

    [Theory]
    [InlineData("captions")]
    [InlineData("Violence!")]
    [InlineData("media")]
    public async Task Signals_OfTheProgramsOwn_CannotBeReplaced(string signal)
    {
        var (code, _, error) = await _shell.RunAsync("evidence", "import", _shell.Write("x.csv", "clip,kind\nm:a.mp4,x\n"), "--signal", signal, "--project", "p");

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains(signal, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HundredThousandRows_AreTaken()
    {
        var text = new StringBuilder("clip,kind,score,start_ms,end_ms\n");
        for (var row = 0; row < 100_000; row++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"m:{(row % 2 == 0 ? "a.mp4" : "sub/c.mp4")},kind {row % 7},0.5,{row * 10},{(row * 10) + 5}\n");

        var report = await ImportAsync(0, _shell.Write("many.csv", text.ToString()));

        Assert.Equal((100_000, 2), (Int(report, "evidence"), Int(report, "changed")));
    }

    [Fact]
    public async Task DataSet_ImportedAgain_LeavesImportedEvidenceBesideItsColumns()
    {
        _shell.Write("d/clips.csv", "clip_id,title\nx1,One\nx2,Two\n");
        _shell.Write("d/features.csv", "clip_id,violence.score\nx1,0.5\nx2,0.25\n");
        await _shell.OkAsync("import", _shell.At("d"), "--project", "p");
        await ImportAsync(ExitCode.Done, _shell.Write("violence.csv", "clip,kind,score,text,start_ms,end_ms\nx1,blood,0.9,seen,1000,2000\n"));
        _shell.Write("d/features.csv", "clip_id,violence.score\nx1,0.75\nx2,0.25\n");

        await _shell.OkAsync("import", _shell.At("d"), "--project", "p");

        var shown = await ShowAsync("x1");
        var features = shown.GetProperty("signals").EnumerateArray().Single(one => one.GetProperty("signal").GetString() == "violence").GetProperty("features");
        Assert.Equal((0.75f, 0.9f), (features.GetProperty("violence.score").GetSingle(), features.GetProperty("violence.blood").GetSingle()));
        Assert.Equal("seen", Assert.Single(shown.GetProperty("evidence").EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task MovieLens_IsADataSet()
    {
        _shell.Write("ml/movies.csv", "movieId,title,genres\n1,Toy Story (1995),Adventure|Animation\n2,\"American President, The (1995)\",Comedy|Comedy\n3,Babylon 5,(no genres listed)\n");
        _shell.Write("ml/links.csv", "movieId,imdbId,tmdbId\n1,tt0114709,862\n2,112346,9087\n3,,\n");
        _shell.Write("ml/ratings.csv", "userId,movieId,rating,timestamp\n" + string.Concat(Enumerable.Range(0, 1000).Select(row => $"{row % 90},{1 + (row % 3)},{1 + (row % 5)}.5,96498{row}\n")) + "7,99,1.0,1\n");
        await _shell.OkAsync("init", "q", "--library", $"n={Directory.CreateDirectory(_shell.At("none")).FullName}");

        var report = JsonDocument.Parse(await _shell.OkAsync("import", "ml", "--project", "q", "--json")).RootElement;

        Assert.Equal((3, 1), (Int(report, "clips"), report.GetProperty("viewerRows").GetProperty("unknownClip").GetInt32()));
        Assert.Equal(90, Int(report, "viewerLinks"));
        var shown = JsonDocument.Parse(await _shell.OkAsync("show", "imdb:tt0112346", "--project", "q", "--json")).RootElement;
        Assert.Equal("Toy Story", JsonDocument.Parse(await _shell.OkAsync("show", "imdb:tt0114709", "--project", "q", "--json")).RootElement.GetProperty("title").GetString());
        Assert.Equal(("American President, The", 1995), (shown.GetProperty("title").GetString(), shown.GetProperty("year").GetInt32()));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _shell.Dispose();

    private async Task<JsonElement> ImportAsync(int expected, string file)
    {
        var (code, output, error) = await _shell.RunAsync("evidence", "import", file, "--project", "p", "--json");
        Assert.True(code == expected, error);
        return JsonDocument.Parse(output).RootElement;
    }

    private async Task<JsonElement> ShowAsync(string clip) => JsonDocument.Parse(await _shell.OkAsync("show", clip, "--project", "p", "--json")).RootElement;

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
