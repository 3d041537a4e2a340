using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests;

public sealed partial class ReportCommandTests
{
    [Fact]
    public async Task Report_Versions_AreThoseOfTheEnginesToo()
    {
        using var shell = new TestShell();
        await shell.OkAsync("init", "project");
        var known = JsonDocument.Parse(await shell.OkAsync("--version", "--json")).RootElement.GetProperty("engines").EnumerateArray()
            .ToDictionary(engine => engine.GetProperty("name").GetString()!, engine => engine.GetProperty("found").GetBoolean() ? engine.GetProperty("version").GetString()! : "missing");

        var report = JsonDocument.Parse(await shell.OkAsync("report", "--json", "--out", "page.html", "--project", "project")).RootElement;
        var versions = report.GetProperty("head").GetProperty("versions").EnumerateArray().ToDictionary(version => version.GetProperty("name").GetString()!, version => version.GetProperty("version").GetString()!);
        var page = await File.ReadAllTextAsync(shell.At("page.html"));

        foreach (var engine in (string[])["ffmpeg", "ONNX Runtime", "whisper.cpp", "SQLite"])
        {
            Assert.Equal(known[engine], versions[engine]);
            Assert.Contains($"{engine} {known[engine].Split('+')[0]}", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Report_WritesOnePage_AndSaysWhatIsMissing()
    {
        using var shell = new TestShell();
        await shell.OkAsync("init", "project");
        shell.Write("report.html", "the one of last week");

        var (code, output, error) = await shell.RunAsync("report", "--title", "Shorts <b>", "--project", "project");

        Assert.Equal((ExitCode.Done, ""), (code, output));
        Assert.Contains("report.html", error, StringComparison.Ordinal);
        Assert.Contains("run: fusion import DIR", error, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(shell.At("report.html"));
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>Shorts &lt;b&gt;</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("2026-01-02 03:04 UTC", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(shell.Folder), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--target", "90", "give a share above 0 and at most 1")]
    [InlineData("--out", "no/such/folder/report.html", "cannot be written")]
    public async Task Report_ImpossibleOption_SaysHowToMendIt(string option, string value, string words)
    {
        using var shell = new TestShell();
        await shell.OkAsync("init", "project");

        var (code, output, error) = await shell.RunAsync("report", option, value, "--project", "project");

        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_JsonAlone_WritesNoFile_AndHasTheFiguresOfFuseAndProgress()
    {
        using var shell = new TestShell();
        SmallDataSet.Write(shell);
        await shell.OkAsync("init", "project");
        await shell.OkAsync("import", "data", "--known", shell.At("data", "truth.csv"), "--project", "project");
        await shell.OkAsync("label", "c5", "R", "--project", "project");
        var fuse = JsonDocument.Parse(await shell.OkAsync("fuse", "--json", "--project", "project")).RootElement;
        var progress = await shell.OkAsync("progress", "--target", "0.8", "--json", "--project", "project");

        var report = JsonDocument.Parse(await shell.OkAsync("report", "--target", "0.8", "--json", "--project", "project")).RootElement;

        Assert.False(File.Exists(shell.At("report.html")));
        Assert.Equal(JsonSerializer.Serialize(JsonDocument.Parse(progress).RootElement), JsonSerializer.Serialize(report.GetProperty("progress")));
        foreach (var (own, other) in report.GetProperty("functions").EnumerateArray().Zip(fuse.GetProperty("functions").EnumerateArray()))
        {
            foreach (var key in other.EnumerateObject())
                Assert.Equal(key.Value.ToString(), own.GetProperty(key.Name).ToString());
        }

        Assert.Equal(fuse.GetProperty("functions").GetArrayLength(), report.GetProperty("functions").GetArrayLength());
        Assert.Equal(ExitCode.Done, (await shell.RunAsync("report", "--json", "--out", "both.html", "--project", "project")).ExitCode);
        Assert.True(File.Exists(shell.At("both.html")));
    }

    [Fact]
    public async Task Report_SampleLibrary_IsAsLookedAt()
    {
        using var shell = new TestShell();
        Repository.Copy(Repository.At("data-samples", "library"), shell.At("library"));
        await shell.OkAsync("init", "samples", "--library", $"samples={shell.At("library")}");
        await shell.OkAsync("scan", "--project", "samples");
        await shell.OkAsync("fuse", "--project", "samples");
        foreach (var line in File.ReadLines(Repository.At("data-samples", "truth.csv")).Skip(1).Take(8))
        {
            var comma = line.LastIndexOf(',');
            await shell.OkAsync("label", "samples:" + line[..comma].Trim('"'), line[(comma + 1)..], "--project", "samples");
        }

        var json = await shell.OkAsync("report", "--json", "--project", "samples");

        Snapshot.Match("report-samples", Settled(json));
    }

    // Ids are given by chance, hashes follow the default policy, the program and its machine change, and the last places of a number are the machine's.
    private static string Settled(string json)
    {
        var text = Versions().Replace(Hash().Replace(ClipId().Replace(json, "01ID"), "HASH"), "\"versions\": []");
        return LongNumber().Replace(text, number => Math.Round(double.Parse(number.Value, CultureInfo.InvariantCulture), 3).ToString(CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("\\b01[0-9A-HJKMNP-TV-Z]{24}\\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClipId();

    [GeneratedRegex("\\b[0-9a-f]{64}\\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hash();

    [GeneratedRegex("\"versions\": \\[.*?\\]", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Versions();

    [GeneratedRegex("(?<=[ \\[])-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?(?=,|\\s)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongNumber();
}
