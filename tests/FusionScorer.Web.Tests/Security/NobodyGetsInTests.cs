using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FusionScorer.Web.Tests.Security;

/// <summary>Each way in that must be shut.</summary>
public sealed class NobodyGetsInTests
{
    private static readonly string[] Open = ["/api/v1/session", "/api/v1/setup", "/api/v1/invitations"];

    [Fact]
    public async Task EveryEndpoint_ButTheEntrance_AsksWhoIsThere()
    {
        await using var app = await TestApp.StartAsync();
        var client = app.Stranger();
        await TestApp.RenewTokenAsync(client);
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.Contains("api/v1", StringComparison.Ordinal)).ToList();
        Assert.True(endpoints.Count > 20);

        foreach (var endpoint in endpoints)
        {
            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{clip}", "t1", StringComparison.Ordinal).Replace("{name}", "x", StringComparison.Ordinal)
                .Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{id:long}", "1", StringComparison.Ordinal);
            if (Open.Contains(path))
                continue;
            Assert.NotEmpty(endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>());
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                if (method is "POST" or "PUT" or "PATCH")
                    request.Content = JsonContent.Create(new { });
                using var answer = await client.SendAsync(request);
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path} answers {(int)answer.StatusCode} to a stranger");
            }
        }
    }

    [Theory]
    [InlineData("reviewer", "GET", "/api/v1/accounts")]
    [InlineData("reviewer", "POST", "/api/v1/accounts")]
    [InlineData("lead", "POST", "/api/v1/accounts")]
    [InlineData("policy", "PATCH", "/api/v1/accounts/x")]
    [InlineData("lead", "POST", "/api/v1/accounts/x/invitation")]
    [InlineData("reviewer", "GET", "/api/v1/claims")]
    [InlineData("reviewer", "GET", "/api/v1/audit-log")]
    [InlineData("policy", "GET", "/api/v1/audit-log")]
    [InlineData("reviewer", "GET", "/api/v1/exports/decisions.csv")]
    [InlineData("reviewer", "PUT", "/api/v1/organisation")]
    public async Task TheWrongRole_IsForbidden(string role, string method, string path)
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.SignInAsync("somebody", role);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET")
            request.Content = JsonContent.Create(new { });

        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task ARequestOfAnotherSite_IsForbidden()
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.SignInAsync("ann");

        Assert.Equal(HttpStatusCode.NoContent, await SendAsync());
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(("Origin", "http://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(("Origin", "null")));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(("Sec-Fetch-Site", "same-site")));
        client.DefaultRequestHeaders.Remove("X-CSRF-Token");
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync());
        client.DefaultRequestHeaders.Add("X-CSRF-Token", "made-up");
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync());

        async Task<HttpStatusCode> SendAsync(params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/drafts/t1");
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);
            return (await client.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task TheTokenOfOnePerson_IsOfNoUseToAnother()
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");
        var bob = await app.SignInAsync("bob");
        bob.DefaultRequestHeaders.Remove("X-CSRF-Token");
        bob.DefaultRequestHeaders.Add("X-CSRF-Token", ann.DefaultRequestHeaders.GetValues("X-CSRF-Token"));

        Assert.Equal(HttpStatusCode.Forbidden, (await bob.DeleteAsync("/api/v1/drafts/t1")).StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task AnotherHostName_IsRefused(string host)
    {
        await using var app = await TestApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session");
        request.Headers.Host = host;

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Stranger().SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("/../fusion.yaml")]
    [InlineData("/..%2f..%2ffusion.db")]
    [InlineData("/assets/..%5c..%5cfusion.dll")]
    [InlineData("/assets/%2e%2e/%2e%2e/fusion.dll")]
    [InlineData("/fusion.dll")]
    [InlineData("/%00")]
    public async Task Files_OutsideTheApp_AreNotServed(string path)
    {
        await using var app = await TestApp.StartAsync();
        using var answer = await app.Stranger().GetAsync(new Uri(app.Address.GetLeftPart(UriPartial.Authority) + path));

        // What is no file of the app is the app's own page, or nothing.
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest || text.Contains("<div id=\"app\">", StringComparison.Ordinal), $"{(int)answer.StatusCode} {text[..Math.Min(100, text.Length)]}");
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/review?level=R", HttpStatusCode.OK)]
    [InlineData("/favicon.svg", HttpStatusCode.OK)]
    [InlineData("/api/v1/session", HttpStatusCode.OK)]
    [InlineData("/api/v1/queue", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    public async Task EveryAnswer_CarriesTheHeadersThatProtect(string path, HttpStatusCode status)
    {
        await using var app = await TestApp.StartAsync();
        using var answer = await app.Stranger().GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task AnUnexpectedFault_TellsNothing()
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.SignInAsync("ann");
        app.Project.Store.Dispose();

        using var answer = await client.GetAsync("/api/v1/drafts/t1");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.Equal(500, JsonDocument.Parse(text).RootElement.GetProperty("status").GetInt32());
    }
}
