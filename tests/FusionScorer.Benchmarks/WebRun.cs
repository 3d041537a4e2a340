using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionScorer.Web.Security;

namespace FusionScorer.Benchmarks;

/// <summary>What the pages of a running <c>fusion review</c> cost its users: asked over HTTP, each several times, the first one told apart.</summary>
internal static class WebRun
{
    private const int Rounds = 20;

    /// <summary>Prints the figures.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="address">Where the server listens, such as <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="name">An administrator.</param>
    /// <param name="password">Its password.</param>
    public static async Task PrintAsync(TextWriter to, string address, string name, string password)
    {
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(5) };
        var session = await client.GetFromJsonAsync<JsonElement>("/api/v1/session");
        client.DefaultRequestHeaders.Add(CrossSiteGuard.Header, session.GetProperty("csrf").GetString());
        var entered = await (await client.PostAsJsonAsync("/api/v1/session", new { name, password })).Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Remove(CrossSiteGuard.Header);
        client.DefaultRequestHeaders.Add(CrossSiteGuard.Header, entered.GetProperty("csrf").GetString());
        to.WriteLine($"{entered.GetProperty("project").GetProperty("clips").GetInt32():N0} clips");

        foreach (var (what, path) in ((string, string)[])[
            ("library, by title", "/library?limit=100"), ("library, level and conflict", "/library?level=PG-13&conflictFrom=0.1&sort=conflict&limit=100"),
            ("library, words", "/library?search=film%201234&sort=cost&limit=100"), ("library, page 5,000", "/library?sort=year&limit=100&offset=500000"), ("library, counts", "/library/facets?level=PG"),
            ("queue", "/queue?limit=100"), ("progress", "/progress?target=0.9")])
            await TellAsync(what, _ => client.GetAsync($"/api/v1{path}"));
        await TellAsync("tuning, opened", _ => client.GetAsync("/api/v1/tuning"), rounds: 3);
        await TellAsync("preview of weights", round => client.PostAsJsonAsync("/api/v1/tuning/preview", new { weights = new { captions = 0.05 * (round + 1), genre = 1.5 } }));
        await TellAsync("clips that move", round => client.PostAsJsonAsync("/api/v1/tuning/moved", new { draft = new { weights = new { captions = 0.05 * (round + 1) } }, offset = 0, limit = 50 }));
        await TellAsync("a threshold moved", round => client.PostAsJsonAsync("/api/v1/tuning/rules", new { functions = new[] { new { name = "words", signal = "captions", rules = new[] { $"when captions.strong >= {round + 1} then >=R" } } } }));
        await TellAsync("export of all decisions", _ => client.GetAsync("/api/v1/exports/decisions.csv"), rounds: 3);
        await TellAsync("export of level PG-13", _ => client.GetAsync("/api/v1/exports/library.csv?level=PG-13"), rounds: 3);

        async Task TellAsync(string what, Func<int, Task<HttpResponseMessage>> ask, int rounds = Rounds)
        {
            var times = new double[rounds];
            var bytes = 0L;
            for (var round = 0; round < rounds; round++)
            {
                var since = Stopwatch.GetTimestamp();
                using var answer = await ask(round);
                bytes = (await answer.Content.ReadAsByteArrayAsync()).LongLength;
                times[round] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
                if (!answer.IsSuccessStatusCode)
                {
                    to.WriteLine($"{what}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                    return;
                }
            }

            var first = times[0];
            Array.Sort(times);
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: first {first:0} ms, median {times[rounds / 2]:0}, worst {times[^1]:0} ({bytes / 1000.0:N0} kB)"));
        }
    }
}
