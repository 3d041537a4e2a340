using System.Text.Json;

namespace FusionScorer.Cli.Tests;

/// <summary>What a signal from outside says of a clip, whichever tables brought it and in whatever order.</summary>
public sealed class OutsideSignalTests : IAsyncLifetime, IDisposable
{
    private readonly TestShell _shell = new();

    public async Task InitializeAsync()
    {
        foreach (var name in (string[])["a.mp4", "b.mp4", "c.mp4"])
            _shell.Write($"media/{name}", $"no film: {name}");
        await _shell.OkAsync("init", "p", "--library", $"m={_shell.At("media")}");
        await _shell.OkAsync("scan", "--project", "p");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ColumnsAndEvidence_OfOneSignal_StandBesideEachOther(bool columnsFirst)
    {
        string[] evidence = [_shell.Write("gore.csv", "clip,kind,score,start_s,end_s\nm:a.mp4,blood,0.5,1,2\nm:b.mp4,blood,0.25,,\n")];
        string[] columns = ["--format", "features", _shell.Write("features.csv", "clip_id,gore.loud,gore.any\nm:a.mp4,7,0.125\nm:c.mp4,8,\n")];

        // A column called as what evidence tells stands down, whoever came first, and is told where evidence was there before.
        foreach (var (arguments, code) in columnsFirst ? [(columns, ExitCode.Done), (evidence, ExitCode.Done)] : new[] { (evidence, ExitCode.Done), (columns, ExitCode.SomeClipsFailed) })
            Assert.Equal(code, (await ImportAsync(arguments)).Code);
        var (afterEvidence, afterColumns) = (await ImportAsync(evidence), await ImportAsync(columns));

        Assert.Equal((0, 0), (Int(afterEvidence.Report, "changed"), Int(afterColumns.Report, "changed")));
        Assert.Contains("column gore.any: is worked out from the evidence of gore", afterColumns.Error, StringComparison.Ordinal);
        Assert.Equal("any=0.5 blood=0.5 blood-count=1 blood-seconds=1 count=1 loud=7", await FeaturesAsync("m:a.mp4", "gore"));
        Assert.Equal("loud=8", await FeaturesAsync("m:c.mp4", "gore"));
        Assert.Equal(["blood"], await KindsAsync("m:a.mp4"));

        await ImportAsync(_shell.Write("gore.csv", "clip,kind,score\nm:a.mp4,gut,1\n"));
        await ImportAsync("--format", "features", _shell.Write("features.csv", "clip_id,gore.quiet\nm:a.mp4,3\n"));
        Assert.Equal("any=1 blood=0 blood-count=0 blood-seconds=0 count=1 gut=1 gut-count=1 quiet=3", await FeaturesAsync("m:a.mp4", "gore"));
    }

    [Fact]
    public async Task Features_OfUnknownClipsAndBadRows_AreTold_AndTheRestIsTaken()
    {
        var (code, report, error) = await ImportAsync("--format", "features", _shell.Write("features.csv", "clip_id,loudness.peak\nnowhere.mp4,1\nm:a.mp4,loud\nb.mp4,0.5\nm:b.mp4,0.75\nm:c.mp4,1,2\nm:c.mp4,1\n"));

        Assert.Equal(ExitCode.SomeClipsFailed, code);
        Assert.Equal((2, 2, 3, 1, "nowhere.mp4"), (Int(report, "clips"), Int(report, "changed"), Int(report, "badRows"), Int(report, "unknownRows"), report.GetProperty("unknownClips")[0].GetString()));
        foreach (var part in (string[])["features.csv:3: 'loud' in column 'loudness.peak' is not a number", "features.csv:5: clip 'm:b.mp4' has a row already on line 4", "features.csv:6: the row has 3 cells", "1 rows name no clip of this project"])
            Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.Equal("peak=0.5", await FeaturesAsync("m:b.mp4", "loudness"));
    }

    [Fact]
    public async Task Kinds_ThatAreCalledLikeWhatIsWorkedOut_HaveNamesOfTheirOwn()
    {
        await ImportAsync(_shell.Write("odd.csv", "clip,kind,score\nm:a.mp4,any,0.25\nm:a.mp4,count,0.5\nm:a.mp4,x,0.75\nm:a.mp4,x,0.75\nm:a.mp4,x-count,1\n"));

        Assert.Equal("any=1 count=5 kind_any=0.25 kind_any-count=1 kind_count=0.5 kind_count-count=1 kind_x-count=1 kind_x-count-count=1 x=0.75 x-count=2", await FeaturesAsync("m:a.mp4", "odd"));
    }

    [Fact]
    public async Task Kinds_ThatWereLookedForAndNotFound_AreZero_WhereTheSignalLooked()
    {
        await ImportAsync(_shell.Write("axes.csv", "clip,kind,score,start_s,end_s\nm:a.mp4,blood,0.5,1,2\nm:b.mp4,,,,\n"));
        await ImportAsync(_shell.Write("axes.csv", "clip,kind,score\nm:b.mp4,fight,0.5\n"));

        // The first import's clip learns of the second one's kind, the second one's of the first one's; a clip that nobody looked at of none.
        Assert.Equal("any=0.5 blood=0.5 blood-count=1 blood-seconds=1 count=1 fight=0 fight-count=0", await FeaturesAsync("m:a.mp4", "axes"));
        Assert.Equal("any=0.5 blood=0 blood-count=0 blood-seconds=0 count=1 fight=0.5 fight-count=1", await FeaturesAsync("m:b.mp4", "axes"));
        Assert.Null(await FeaturesAsync("m:c.mp4", "axes"));
        Assert.Equal(["blood"], await KindsAsync("m:a.mp4"));
        Assert.Equal(0, Int((await ImportAsync(_shell.At("axes.csv"))).Report, "changed"));
    }

    [Fact]
    public async Task FileThatBreaksHalfWay_ChangesNothing()
    {
        await ImportAsync(_shell.Write("gore.jsonl", "{\"clip\": \"m:a.mp4\", \"kind\": \"blood\"}\n"));
        var before = await FeaturesAsync("m:a.mp4", "gore");
        await File.WriteAllBytesAsync(_shell.At("gore.jsonl"), [.. "{\"clip\": \"m:a.mp4\", \"kind\": \"gut\"}\n{\"clip\": \"m:b.mp4\", \"kind\": \"gut\"}\n"u8, 0xFF, 0xFE, (byte)'\n']);

        Assert.Equal(ExitCode.BadInput, (await _shell.RunAsync("evidence", "import", _shell.At("gore.jsonl"), "--project", "p")).ExitCode);

        Assert.Equal(before, await FeaturesAsync("m:a.mp4", "gore"));
        Assert.Null(await FeaturesAsync("m:b.mp4", "gore"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _shell.Dispose();

    private async Task<(int Code, JsonElement Report, string Error)> ImportAsync(params string[] arguments)
    {
        var (code, output, error) = await _shell.RunAsync(["evidence", "import", .. arguments, "--project", "p", "--json"]);
        Assert.True(code is ExitCode.Done or ExitCode.SomeClipsFailed, error);
        return (code, JsonDocument.Parse(output).RootElement, error);
    }

    private async Task<string?> FeaturesAsync(string clip, string signal) => (await ShowAsync(clip)).GetProperty("signals").EnumerateArray().Where(one => one.GetProperty("signal").GetString() == signal)
        .Select(one => string.Join(' ', one.GetProperty("features").EnumerateObject().OrderBy(feature => feature.Name, StringComparer.Ordinal).Select(feature => $"{feature.Name[(signal.Length + 1)..]}={feature.Value.GetRawText()}"))).SingleOrDefault();

    private async Task<IEnumerable<string?>> KindsAsync(string clip) => (await ShowAsync(clip)).GetProperty("evidence").EnumerateArray().Select(one => one.GetProperty("kind").GetString());

    private async Task<JsonElement> ShowAsync(string clip) => JsonDocument.Parse(await _shell.OkAsync("show", clip, "--project", "p", "--json")).RootElement;

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
