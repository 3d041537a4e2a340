using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd;

/// <summary>The tool package, installed from a folder where nothing of the repository is, scores a library by itself.</summary>
public sealed class PackagedToolTests : IDisposable
{
    private static readonly string[] Films = ["Bad Luck Hotel (2008)", "The Garden Party (2015)", "Seven Sheep and a Ship (2011)"];

    private readonly TempFolder _folder = new();

    [SkippableFact]
    public async Task Tool_InstalledFromAFolder_ScoresWithoutTheRepository()
    {
        SkipTest.Because(OperatingSystem.IsLinux() ? null : "the package is for Linux");
        var packages = _folder.At("packages");
        await OkAsync(
            Repository.Root, isHome: true, "dotnet", "pack", Repository.At("src", "FusionScorer.Cli"), "-c", "Release", "-o", packages,
            "-p:RunAnalyzers=false", "-p:PublishReadyToRun=false", "-p:PortableWhisper=false", "--nologo", "-v", "quiet");
        await OkAsync(Repository.Root, isHome: true, "dotnet", "pack", Repository.At("src", "FusionScorer.Core"), "-c", "Release", "-o", packages, "-p:RunAnalyzers=false", "--nologo", "-v", "quiet");
        AssertHasSymbols(packages);
        await OkAsync(_folder.At("empty"), isHome: false, "dotnet", "tool", "install", "--tool-path", _folder.At("tools"), "--source", packages, "FusionScorer");
        foreach (var film in Films)
            Repository.Copy(Repository.At("data-samples", "library", "films", film), _folder.At("films", film));

        Assert.Contains("fusion 0.1.0", await FusionAsync("--version"), StringComparison.Ordinal);
        await FusionAsync("init", "rating", "--library", $"films={_folder.At("films")}");
        Assert.Equal(Films.Length, (await JsonAsync("scan")).GetProperty("libraries")[0].GetProperty("clips").GetInt32());
        await FusionAsync("extract", "--project", "rating");
        Assert.Equal(Films.Length, (await JsonAsync("fuse")).GetProperty("clips").GetInt32());
        var picks = (await JsonAsync("queue")).GetProperty("picks").EnumerateArray().Select(pick => pick.GetProperty("title").GetString()).ToList();

        Assert.NotEmpty(picks);
        Assert.All(picks, title => Assert.Contains(Films, film => film.StartsWith(title!, StringComparison.Ordinal)));
        await AssertModelsAreMissingAsync();
        await AssertServesThePageAsync();
        await AssertOlderProcessorsAreToldAsync();
    }

    public void Dispose() => _folder.Dispose();

    // Nothing was fetched: what needs a model says so, and doctor says what to type.
    private async Task AssertModelsAreMissingAsync()
    {
        var engines = (await JsonAsync("doctor")).GetProperty("engines").EnumerateArray().ToDictionary(engine => engine.GetProperty("name").GetString()!, StringComparer.Ordinal);

        Assert.True(engines["ONNX Runtime"].GetProperty("found").GetBoolean());
        Assert.True(engines["store"].GetProperty("found").GetBoolean());
        Assert.Equal("fusion models pull whisper-tiny.en", engines["whisper-tiny.en"].GetProperty("mend").GetString());
        Assert.Equal("fusion setup", engines["nudity-mobilenet-v2"].GetProperty("mend").GetString());
        var rows = (await FusionAsync("export", "--what", "clips", "--format", "jsonl", "--project", "rating")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Films.Length, rows.Length);
        Assert.All(rows, row => Assert.NotEqual("", JsonDocument.Parse(row).RootElement.GetProperty("level").GetString()));
    }

    // The runtime's own switch makes this processor an older one; the engine is never loaded, so that any file stands for it.
    private async Task AssertOlderProcessorsAreToldAsync()
    {
        var program = Path.GetDirectoryName(Directory.EnumerateFiles(_folder.At("tools"), "fusion.dll", SearchOption.AllDirectories).Single())!;
        Directory.CreateDirectory(Path.Combine(program, "engines", "linux-x64"));
        await File.WriteAllTextAsync(Path.Combine(program, "engines", "linux-x64", "libwhisper.so"), "");
        using var process = Start(_folder.At("empty"), isHome: false, "env", "DOTNET_EnableAVX2=0", _folder.At("tools", "fusion"), "scan", "--project", "rating");
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith("error: this package needs a processor of level x86-64-v3, and this one lacks AVX2", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        await AssertTellsAboutItselfAsync(expected: 0, "whisper.cpp missing", "--version");
        await AssertTellsAboutItselfAsync(expected: 2, "processor", "doctor");
    }

    // What says what is wrong runs anywhere.
    private async Task AssertTellsAboutItselfAsync(int expected, string says, string command)
    {
        using var process = Start(_folder.At("empty"), isHome: false, "env", "DOTNET_EnableAVX2=0", _folder.At("tools", "fusion"), command);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(expected, process.ExitCode);
        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.Contains("this package needs a processor of level x86-64-v3, and this one lacks AVX2", await error, StringComparison.Ordinal);
    }

    // The folder is what would be pushed: for each package with a program in it, its symbols.
    private static void AssertHasSymbols(string packages)
    {
        foreach (var name in (string[])["FusionScorer.Core", "FusionScorer.linux-x64"])
        {
            var package = Assert.Single(Directory.EnumerateFiles(packages, $"{name}.0.1.0.snupkg"));
            using var symbols = ZipFile.OpenRead(package);
            Assert.Contains(symbols.Entries, entry => entry.Name == "FusionScorer.Core.pdb" && entry.Length > 0);
            if (name != "FusionScorer.Core")
                Assert.Contains(symbols.Entries, entry => entry.Name == "fusion.pdb" && entry.Length > 0);
        }
    }

    private async Task AssertServesThePageAsync()
    {
        using var server = Start(_folder.At("empty"), isHome: false, _folder.At("tools", "fusion"), "review", "--port", "0", "--project", "rating");
        try
        {
            var line = "";
            while (!line.Contains("http://", StringComparison.Ordinal))
                line = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"review ended: {await server.StandardError.ReadToEndAsync()}");
            using var client = new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim()) };
            var page = await client.GetStringAsync(new Uri("/", UriKind.Relative));
            var script = page.Split('"').First(word => word.EndsWith(".js", StringComparison.Ordinal));
            Assert.NotEmpty(await client.GetByteArrayAsync(new Uri(script, UriKind.RelativeOrAbsolute)));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private Task<string> FusionAsync(params string[] arguments) => OkAsync(_folder.At("empty"), isHome: false, [_folder.At("tools", "fusion"), .. arguments]);

    private async Task<JsonElement> JsonAsync(string command) => JsonDocument.Parse(await FusionAsync(command, "--json", "--project", "rating")).RootElement;

    private async Task<string> OkAsync(string at, bool isHome, params string[] call)
    {
        using var process = Start(at, isHome, call);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var said = await error;
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', call)} ended with {process.ExitCode}: {said} {output}");
        return output;
    }

    // Where it is not at home, nothing of this user's folders or of the test's own program can help.
    private Process Start(string at, bool isHome, params string[] call)
    {
        Directory.CreateDirectory(at);
        var start = new ProcessStartInfo(call[0], call.Skip(1)) { UseShellExecute = false, WorkingDirectory = at, RedirectStandardOutput = true, RedirectStandardError = true };
        if (!isHome)
        {
            foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("FUSION_", StringComparison.Ordinal) || name.StartsWith("XDG_", StringComparison.Ordinal) || name.StartsWith("NUGET_", StringComparison.Ordinal)).ToList())
                start.Environment.Remove(name);
            start.Environment["HOME"] = start.Environment["DOTNET_CLI_HOME"] = _folder.At("home");
            Directory.CreateDirectory(_folder.At("home"));
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return Process.Start(start)!;
    }
}
