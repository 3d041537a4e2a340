using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionScorer.EndToEnd.Review;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd.Faults;

/// <summary>The library is only read: everything works on a read-only mount, and nothing in it changes.</summary>
public sealed class ReadOnlyLibraryTests
{
    [SkippableFact]
    public async Task Everything_WorksOnAReadOnlyMount()
    {
        using var project = await SampleProject.CreateAsync(scan: false);
        using var disk = ReadOnlyDisk.Mount(project.Library);
        SkipTest.Without(disk, "nobody may mount here");
        Assert.Throws<IOException>(() => File.WriteAllText(project.At("new.txt"), ""));

        await UseAllAsync(project);
    }

    [SkippableFact]
    public async Task Everything_LeavesTheLibraryAsItWas()
    {
        using var project = await SampleProject.CreateAsync(scan: false);
        var before = State(project.Library);

        await UseAllAsync(project);

        Assert.Equal(before, State(project.Library));
    }

    private static async Task UseAllAsync(SampleProject project)
    {
        foreach (var (exitCode, arguments) in ((int, string[])[])[(0, ["scan"]), (3, ["extract"]), (0, ["fuse"]), (0, ["queue"]), (0, ["export", "--out", "out.csv"])])
            Assert.Equal(exitCode, (await project.RunAsync(arguments)).ExitCode);
        var clip = (await project.RunAsync("show", "samples:shorts/Quiet River (2020).mp4", "--json")).Json.GetProperty("clipId").GetString();
        var mkv = (await project.RunAsync("show", "samples:films/The Empty Bed (2013)/The Empty Bed (2013).mkv", "--json")).Json.GetProperty("clipId").GetString();
        await using var server = await ReviewServer.StartAsync(project.Folder);
        using var client = await server.EnterAsync();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/v1/media/{clip}")).StatusCode);
        Assert.True((await client.PostAsJsonAsync($"/api/v1/clips/{mkv}/proxy", new { fromMs = 1000 })).IsSuccessStatusCode);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while ((await client.GetFromJsonAsync<JsonElement>($"/api/v1/clips/{mkv}/proxy", limit.Token)).GetProperty("parts").GetArrayLength() == 0)
            await Task.Delay(100, limit.Token);
    }

    private static string State(string folder) => string.Join('\n', new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(new DirectoryInfo(folder))
        .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
        .Select(entry => $"{entry.FullName} {entry.LastWriteTimeUtc:O} {entry.Attributes} {(entry is FileInfo file ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file.FullName))) : "")}"));
}
