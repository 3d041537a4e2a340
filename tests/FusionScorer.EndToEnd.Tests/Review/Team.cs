using System.Net.Http.Json;
using System.Text.Json;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd.Review;

/// <summary>The karaoke sample as a project, and a team that answers as its truth says, through the API as browsers do.</summary>
internal static class Team
{
    /// <summary>Imports and fuses the sample.</summary>
    public static async Task<string> KaraokeAsync(string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        Directory.CreateDirectory(folder);
        foreach (var arguments in (string[][])[["init", folder], ["import", Repository.At("data-samples", "karaoke"), "--project", folder], ["fuse", "--project", folder]])
        {
            var done = await FusionProgram.RunWithAsync(folder, environment ?? new Dictionary<string, string>(StringComparer.Ordinal), arguments);
            Assert.True(done.ExitCode == 0, done.Error);
        }

        return folder;
    }

    /// <summary>Answers clips of the usual queue.</summary>
    public static async Task AnswerAsync(HttpClient client, int count, int at = 0)
    {
        var truth = File.ReadLines(Repository.At("data-samples", "karaoke", "truth.csv")).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[1]);
        while (count > 0)
        {
            var claimed = await (await client.PostAsJsonAsync("/api/v1/queue/claims", new { filter = new { }, count = Math.Min(10, count), have = Array.Empty<string>() })).Content.ReadFromJsonAsync<JsonElement>();
            var clips = claimed.GetProperty("clips").EnumerateArray().ToList();
            Assert.NotEmpty(clips);
            foreach (var clip in clips)
            {
                var id = clip.GetProperty("clip").GetString()!;
                var pick = clip.GetProperty("pick");
                var answer = await client.PostAsJsonAsync("/api/v1/decisions", new
                {
                    id = Guid.NewGuid().ToString(),
                    clip = id,
                    answer = truth[id],
                    seconds = 20.0,
                    policy = clip.GetProperty("policy").GetString(),
                    levels = clip.GetProperty("levels"),
                    posterior = clip.GetProperty("posterior"),
                    pick = new { strategy = pick.GetProperty("strategy").GetString(), audit = pick.GetProperty("audit").GetBoolean(), batch = pick.GetProperty("batch").ValueKind == JsonValueKind.Null ? (long?)null : pick.GetProperty("batch").GetInt64() },
                    at = DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(++at),
                });
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
                count--;
            }
        }
    }

    /// <summary>Waits until the model has learned from all answers.</summary>
    public static async Task LearnedAsync(HttpClient client)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            var model = await client.GetFromJsonAsync<JsonElement>("/api/v1/model");
            if (model.GetProperty("pending").GetInt32() == 0 && model.GetProperty("state").GetString() == "idle")
                return;
            await Task.Delay(100);
        }

        Assert.Fail("the model does not learn");
    }
}
