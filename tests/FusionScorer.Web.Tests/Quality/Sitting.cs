using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FusionScorer.Web.Tests.Quality;

/// <summary>What a browser says to the app while its reviewer works.</summary>
internal static class Sitting
{
    public const string Note = "a secret remark of the first reviewer";

    public static async Task<List<JsonElement>> ClaimAsync(HttpClient client, int count, params string[] have)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/queue/claims", new { filter = new { }, count, have });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("clips").EnumerateArray()];
    }

    public static string Id(JsonElement clip) => clip.GetProperty("clip").GetString()!;

    public static Task<HttpResponseMessage> SendAsync(
        HttpClient client, JsonElement clip, string answer, string? note = null, string? undoes = null, bool adjudicate = false, string? id = null, double seconds = 4) =>
        client.PostAsJsonAsync("/api/v1/decisions", new
        {
            id = id ?? Guid.NewGuid().ToString(),
            clip = Id(clip),
            answer,
            undoes,
            note,
            seconds,
            evidenceOpened = 1,
            policy = clip.GetProperty("policy").GetString(),
            levels = clip.GetProperty("levels"),
            posterior = clip.GetProperty("posterior"),
            pick = clip.GetProperty("pick"),
            at = new DateTimeOffset(2026, 5, 4, 11, 59, 0, TimeSpan.Zero),
            adjudicate,
        });

    public static async Task<string> DecideAsync(HttpClient client, JsonElement clip, string answer, string? note = null, bool adjudicate = false, double seconds = 4)
    {
        var id = Guid.NewGuid().ToString();
        var taken = await SendAsync(client, clip, answer, note, undoes: null, adjudicate, id, seconds);
        Assert.Equal((HttpStatusCode.OK, ""), (taken.StatusCode, taken.IsSuccessStatusCode ? "" : await taken.Content.ReadAsStringAsync()));
        return id;
    }

    public static async Task UndoAsync(HttpClient client, JsonElement clip, string decision) =>
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, clip, "", undoes: decision)).StatusCode);

    public static Task<JsonElement> GetAsync(HttpClient client, string path) => client.GetFromJsonAsync<JsonElement>($"/api/v1/{path}");

    public static async Task ShareAsync(HttpClient lead, double second, double hidden) =>
        Assert.Equal(HttpStatusCode.OK, (await lead.PutAsJsonAsync("/api/v1/quality/settings", new { secondShare = second, hiddenShare = hidden })).StatusCode);
}
