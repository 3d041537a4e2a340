using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionScorer.EndToEnd.Review;
using FusionScorer.Library.Sqlite;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd.Faults;

/// <summary>A full disk, and a database that goes away under the running app.</summary>
public sealed class DiskFaultTests(FaultProject faults) : IClassFixture<FaultProject>
{
    [SkippableTheory]
    [InlineData("scan")]
    [InlineData("extract", "--force")]
    [InlineData("fuse")]
    [InlineData("label", "#1", "R")]
    [InlineData("db", "backup", "copy.db")]
    public async Task FullDisk_IsOneLine_AndGoesOnWhenThereIsRoom(params string[] arguments)
    {
        using var disk = FullDisk.Mount(4000);
        SkipTest.Without(disk, "nobody may mount a disk here");
        var project = faults.CopyTo(Path.Combine(disk.Path, "project"));
        disk.Fill();

        Expect.OneLine(await FusionProgram.RunAsync(project, arguments), "the disk is full");

        disk.Free();
        await Expect.SoundAsync(project);
        Assert.Equal(0, (await FusionProgram.RunAsync(project, arguments)).ExitCode);
        await Expect.SoundAsync(project);
        Assert.Empty(Directory.GetFiles(disk.Path, "*.part", SearchOption.AllDirectories));
    }

    [SkippableFact]
    public async Task FullDisk_UnderTheReviewApp_KeepsTheAnswerInTheBrowserUntilThereIsRoom()
    {
        using var disk = FullDisk.Mount(4000);
        SkipTest.Without(disk, "nobody may mount a disk here");
        var project = faults.CopyTo(Path.Combine(disk.Path, "project"));
        await using var server = await ReviewServer.StartAsync(project);
        using var client = await server.EnterAsync();
        var clip = await ClaimAsync(client);

        // The log of SQLite goes on in room that it has: until that is used up, answers are saved.
        disk.Fill();
        var kept = new List<string>();
        string? refused = null;
        for (var n = 0; n < 3000 && refused is null; n++)
        {
            var id = $"{Guid.NewGuid()}";
            var answer = await DecideAsync(client, clip, id, note: new string('x', 900));
            Assert.True(answer is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, $"{answer}");
            if (answer == HttpStatusCode.OK)
                kept.Add(id);
            else if (answer == HttpStatusCode.ServiceUnavailable)
                refused = id;
        }

        Assert.NotNull(refused);
        disk.Free();
        Assert.Equal(HttpStatusCode.OK, await DecideAsync(client, clip, refused, note: ""));
        Assert.Equal(HttpStatusCode.OK, await DecideAsync(client, clip, refused, note: ""));
        await server.KillAsync();
        using (var store = SqliteStore.Open(Path.Combine(project, "fusion.db"), create: false, TimeProvider.System))
            Assert.Equal([.. kept, refused], store.Decisions.All().Select(decision => decision.Id));
        await Expect.SoundAsync(project);
    }

    [SkippableFact]
    public async Task DatabaseMovedAway_UnderTheReviewApp_AcknowledgesNothingUntilItIsBack()
    {
        var project = faults.Copy();
        var database = Path.Combine(project, "fusion.db");
        await using var server = await ReviewServer.StartAsync(project);
        using var client = await server.EnterAsync();
        var clip = await ClaimAsync(client);
        Assert.Equal(HttpStatusCode.OK, await DecideAsync(client, clip, "11111111-1111-4111-8111-111111111111"));

        File.Move(database, database + ".away");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await DecideAsync(client, clip, "22222222-2222-4222-8222-222222222222"));
        File.Move(database + ".away", database);
        Assert.Equal(HttpStatusCode.OK, await DecideAsync(client, clip, "22222222-2222-4222-8222-222222222222"));

        await server.KillAsync();
        using (var store = SqliteStore.Open(database, create: false, TimeProvider.System))
            Assert.Equal(2, store.Decisions.All().Count);
        await Expect.SoundAsync(project);
    }

    private static async Task<JsonElement> ClaimAsync(HttpClient client)
    {
        var claimed = await client.PostAsJsonAsync("/api/v1/queue/claims", new { filter = new { }, count = 1, have = Array.Empty<string>() });
        return (await claimed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("clips")[0];
    }

    private static async Task<HttpStatusCode> DecideAsync(HttpClient client, JsonElement clip, string id, string? note = null)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/decisions", new
        {
            id,
            clip = clip.GetProperty("clip").GetString(),
            answer = clip.GetProperty("levels")[1].GetString(),
            note,
            seconds = 2.0,
            policy = clip.GetProperty("policy").GetString(),
            posterior = clip.GetProperty("posterior"),
            pick = new { strategy = clip.GetProperty("pick").GetProperty("strategy").GetString(), audit = false },
            at = TimeProvider.System.GetUtcNow(),
        });
        return answer.StatusCode;
    }
}
