using System.Net;
using System.Text;
using System.Text.Json;
using FusionScorer.Web.Security;

namespace FusionScorer.Web.Tests.Security;

/// <summary>What is too large, too deep or points elsewhere.</summary>
public sealed class LimitsTests
{
    [Fact]
    public async Task ABodyThatIsTooLarge_IsRefusedUnread()
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.SignInAsync("ann");

        using var answer = await client.PostAsync("/api/v1/decisions", Json($"{{\"note\": \"{new string('x', 300 * 1024)}\"}}"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        await AssertProblemAsync(answer);
    }

    [Theory]
    [InlineData("/api/v1/decisions")]
    [InlineData("/api/v1/queue/claims")]
    [InlineData("/api/v1/session")]
    public async Task JsonThatNestsTooDeep_OrIsNone_IsABadRequest(string path)
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.SignInAsync("ann");
        foreach (var body in (string[])[new string('[', 100_000), $"{{\"filter\": {string.Concat(Enumerable.Repeat("{\"a\":", 1000))}1{new string('}', 1001)}", "{", "\"\\ud800\"", "nul"])
        {
            using var answer = await client.PostAsync(path, Json(body));

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            await AssertProblemAsync(answer);
        }
    }

    [Theory]
    [InlineData("/api/v1/media/..%2f..%2ffusion.db")]
    [InlineData("/api/v1/media/%2fetc%2fpasswd")]
    [InlineData("/api/v1/media/t1/proxy/..%2f..%2ffusion.db")]
    [InlineData("/api/v1/media/t1/proxy/....mp4")]
    [InlineData("/api/v1/thumbnails/..%2ffusion.db")]
    [InlineData("/api/v1/thumbnails/%00.png")]
    [InlineData("/api/v1/clips/..%2f..%2f/proxy")]
    [InlineData("/api/v1/exports/..%2ffusion.db")]
    public async Task Addresses_ThatPointOutOfTheirFolder_AreNotFound(string path)
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.SignInAsync("root", Access.Admin);

        using var answer = await client.GetAsync(new Uri(app.Address.GetLeftPart(UriPartial.Authority) + path));

        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{(int)answer.StatusCode}");
        Assert.DoesNotContain("SQLite", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_AreForThisSiteAloneAndNoScript()
    {
        await using var app = await TestApp.StartAsync();
        app.AddAccount("ann");
        var client = app.Stranger();
        using var session = await client.GetAsync("/api/v1/session");
        TestApp.UseToken(client, JsonDocument.Parse(await session.Content.ReadAsStringAsync()).RootElement);
        using var entered = await client.PostAsync("/api/v1/session", Json($"{{\"name\": \"ann\", \"password\": \"{TestApp.Password}\"}}"));

        var cookies = session.Headers.GetValues("Set-Cookie").Concat(entered.Headers.GetValues("Set-Cookie")).ToList();

        Assert.True(cookies.Count >= 2);
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task ManyTriesAtOnePassword_AreCutOff_AndAnyAddressHasItsLimit()
    {
        await using var app = await TestApp.StartAsync();
        app.AddAccount("ann");
        var client = app.Stranger();
        await TestApp.RenewTokenAsync(client);
        var seen = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            using var answer = await client.PostAsync("/api/v1/session", Json("{\"name\": \"ann\", \"password\": \"wrong\"}"));
            seen.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, seen[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, seen[^1]);
    }

    [Theory]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("localhost", true)]
    public async Task HostNames_ThatDnsCouldPointHere_AreRefusedBeforeAnythingElse(string host, bool allowed)
    {
        await using var app = await TestApp.StartAsync();
        foreach (var path in (string[])["/", "/api/v1/session", "/health/live"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            using var answer = await app.Stranger().SendAsync(request);

            Assert.Equal(allowed, answer.IsSuccessStatusCode);
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task AssertProblemAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }
}
