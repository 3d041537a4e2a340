using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionScorer.Core;
using FusionScorer.Library.Records;
using FusionScorer.Web.Security;

namespace FusionScorer.Web.Tests.Security;

/// <summary>Whoever the organisation's provider vouches for gets in with the role that it tells, and nobody becomes somebody else by a name.</summary>
public sealed class SingleSignOnTests
{
    private static readonly Uri Start = new("/api/v1/session/oidc", UriKind.Relative);

    [Fact]
    public async Task SomebodyOfTheProvider_GetsIn_AndTheRoleFollowsTheProvider()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var app = await StartAsync(provider, "media-leads=lead, everybody=reviewer");
        provider.User = [new("sub", "42"), new("preferred_username", "ann"), new("roles", "everybody"), new("roles", "media-leads")];

        Assert.Equal(("ann", "lead"), await EnterAsync(app));

        // Renamed there, and no lead any more: the same account here.
        provider.User = [new("sub", "42"), new("preferred_username", "ann.new"), new("roles", "everybody")];
        Assert.Equal(("ann", "reviewer"), await EnterAsync(app));
        Assert.Single(app.Project.Store.Accounts.All());
    }

    [Fact]
    public async Task ANameThatIsTakenHere_NoRole_AndADisabledAccount_AreRefused()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var app = await StartAsync(provider, roles: null);
        app.AddAccount("root", Access.Admin);

        provider.User = [new("sub", "7"), new("preferred_username", "ROOT"), new("roles", "reviewer")];
        Assert.Contains("an account of this name is here already", await RefusedAsync(app), StringComparison.Ordinal);
        provider.User = [new("sub", "7"), new("preferred_username", "bob"), new("roles", "cooks")];
        Assert.Contains("no role", await RefusedAsync(app), StringComparison.Ordinal);
        provider.User = [new("sub", "7"), new("preferred_username", "b\u202Eob"), new("roles", "reviewer")];
        Assert.Contains("will not do", await RefusedAsync(app), StringComparison.Ordinal);
        provider.User = [new("sub", "7"), new("preferred_username", "bob"), new("roles", "reviewer")];
        Assert.Equal(("bob", "reviewer"), await EnterAsync(app));
        var bob = app.Project.Store.Accounts.Find("bob")!;
        app.Project.Store.Accounts.Update(bob with { Disabled = true }, new AuditEvent(0, app.Clock.GetUtcNow(), "root", "account.change", "bob", "by a test"));
        Assert.Contains("disabled", await RefusedAsync(app), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerThatNobodyAskedFor_IsRefused_AndWithoutSettingsThereIsNothing()
    {
        await using var provider = await IdentityProvider.StartAsync();
        await using var app = await StartAsync(provider, roles: null);
        var forged = await app.Stranger().GetAsync(new Uri("/api/v1/session/oidc/callback?code=abc&state=def", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);

        await using var plain = await TestApp.StartAsync(clips: 5);
        Assert.Equal(HttpStatusCode.NotFound, (await plain.Stranger().GetAsync(Start)).StatusCode);
    }

    [Theory]
    [InlineData("FUSION_OIDC_AUTHORITY", "http://login.example.org")]
    [InlineData("FUSION_OIDC_AUTHORITY", "login")]
    [InlineData("FUSION_OIDC_CLIENT_ID", "")]
    [InlineData("FUSION_OIDC_ROLES", "leads=king")]
    [InlineData("FUSION_OIDC_PUBLIC_URL", "review")]
    public void BadSettings_AreOneLine(string name, string value)
    {
        var settings = new Dictionary<string, string?> { ["FUSION_OIDC_AUTHORITY"] = "https://login.example.org", ["FUSION_OIDC_CLIENT_ID"] = "fusion", [name] = value };
        Assert.StartsWith(name, Assert.Throws<BadInputException>(() => SingleSignOnSettings.Of(settings.GetValueOrDefault)).Message, StringComparison.Ordinal);
    }

    private static Task<TestApp> StartAsync(IdentityProvider provider, string? roles) => TestApp.StartAsync(clips: 5, options => options with
    {
        Environment = name => name switch
        {
            "FUSION_OIDC_AUTHORITY" => provider.Authority.ToString(),
            "FUSION_OIDC_CLIENT_ID" => "fusion",
            "FUSION_OIDC_CLIENT_SECRET" => "the-secret",
            "FUSION_OIDC_ROLES" => roles,
            _ => options.Environment(name),
        },
    });

    private static async Task<(string?, string?)> EnterAsync(TestApp app)
    {
        var (client, answer) = await GoAsync(app);
        Assert.Equal((HttpStatusCode.Found, "/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        var user = (await client.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("user");
        return (user.GetProperty("name").GetString(), user.GetProperty("role").GetString());
    }

    private static async Task<string> RefusedAsync(TestApp app)
    {
        var (client, answer) = await GoAsync(app);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(JsonValueKind.Null, (await client.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("user").ValueKind);
        return await answer.Content.ReadAsStringAsync();
    }

    // As a browser goes: to the provider, and back with its code.
    private static async Task<(HttpClient Client, HttpResponseMessage Answer)> GoAsync(TestApp app)
    {
        var client = new HttpClient(new Jar()) { BaseAddress = app.Address };
        var asked = await client.GetAsync(Start);
        Assert.Equal(HttpStatusCode.Found, asked.StatusCode);
        var back = await client.GetAsync(asked.Headers.Location);
        Assert.Equal(HttpStatusCode.Found, back.StatusCode);
        return (client, await client.GetAsync(back.Headers.Location));
    }

    // The app's clock stands still in the past, where the framework's own jar would drop cookies that end by it.
    private sealed class Jar() : DelegatingHandler(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            {
                var pair = cookie.Split(';')[0].Split('=', 2);
                _cookies[pair[0]] = pair[1];
            }

            return answer;
        }
    }
}
