using System.Net.Http.Json;
using System.Text.Json;

namespace FusionScorer.EndToEnd.Review;

/// <summary>The review app behind a proxy that speaks TLS, as the deployment page sets it up.</summary>
public sealed class ProxyTests(TabularProject tabular) : IClassFixture<TabularProject>
{
    private const string Host = "localhost";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignIn_ThroughAProxy_NeedsItsHeadersToBeBelieved(bool believed)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = believed ? "true" : "false" };
        await using var server = await ReviewServer.StartAsync(tabular.Project, environment: environment);
        using var handler = new HttpClientHandler { UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(server.Address) };
        foreach (var (name, value) in ((string, string)[])[("Host", Host), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "10.1.2.3"), ("Origin", $"https://{Host}"), ("Sec-Fetch-Site", "same-origin")])
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);

        using var looked = await client.GetAsync("/api/v1/session");
        var cookie = looked.Headers.GetValues("Set-Cookie").Single();
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        client.DefaultRequestHeaders.Add("X-CSRF-Token", (await looked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("csrf").GetString());
        using var entered = await client.PostAsJsonAsync("/api/v1/session", new { name = "nobody", password = ReviewServer.Password });

        Assert.Equal(believed ? System.Net.HttpStatusCode.Unauthorized : System.Net.HttpStatusCode.Forbidden, entered.StatusCode);
        Assert.Equal(believed, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }
}
