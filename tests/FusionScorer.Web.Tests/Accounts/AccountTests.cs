using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FusionScorer.Web.Tests.Accounts;

/// <summary>Coming in, going out, and who may do what to accounts.</summary>
public sealed class AccountTests
{
    private static string TokenOf(string link) => link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..];

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, object body)
    {
        await TestApp.RenewTokenAsync(client);
        return await client.PostAsJsonAsync(path, body);
    }

    [Fact]
    public async Task TheFirstLink_MakesOneAdministrator_Once()
    {
        await using var app = await TestApp.StartAsync();
        var token = TokenOf(app.Welcome());
        var first = app.Stranger();
        Assert.True((await first.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("needsSetup").GetBoolean());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(first, "/api/v1/setup", new { token, name = "root", password = "short" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(first, "/api/v1/setup", new { token, name = "ro\u202eot", password = TestApp.Password })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(first, "/api/v1/setup", new { token = "made-up", name = "root", password = TestApp.Password })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(first, "/api/v1/setup", new { token, name = "root", password = TestApp.Password })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(app.Stranger(), "/api/v1/setup", new { token, name = "second", password = TestApp.Password })).StatusCode);

        var session = await first.GetFromJsonAsync<JsonElement>("/api/v1/session");
        Assert.Equal("admin", session.GetProperty("user").GetProperty("role").GetString());
        Assert.False(session.GetProperty("needsSetup").GetBoolean());
    }

    [Fact]
    public async Task TheFirstLink_EndsAfterADay_AndWithTheNext()
    {
        await using var app = await TestApp.StartAsync();
        var old = TokenOf(app.Welcome());
        var token = TokenOf(app.Welcome());

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(app.Stranger(), "/api/v1/setup", new { token = old, name = "root", password = TestApp.Password })).StatusCode);
        app.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(app.Stranger(), "/api/v1/setup", new { token, name = "root", password = TestApp.Password })).StatusCode);
    }

    [Fact]
    public async Task SigningIn_DoesNotTellWhetherANameExists()
    {
        await using var app = await TestApp.StartAsync();
        app.AddAccount("ann");

        var wrong = await PostAsync(app.Stranger(), "/api/v1/session", new { name = "ann", password = "wrong password" });
        var unknown = await PostAsync(app.Stranger(), "/api/v1/session", new { name = "nobody", password = "wrong password" });

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (wrong.StatusCode, unknown.StatusCode));
        Assert.Equal(await DetailAsync(wrong), await DetailAsync(unknown));

        static async Task<string?> DetailAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString();
    }

    [Fact]
    public async Task ManyTriesAtOnePassword_MustWait()
    {
        await using var app = await TestApp.StartAsync();
        app.AddAccount("ann");
        var client = app.Stranger();
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(client, "/api/v1/session", new { name = "ann", password = "wrong password" })).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(client, "/api/v1/session", new { name = "ANN", password = TestApp.Password })).StatusCode);
    }

    [Fact]
    public async Task TheCookie_IsForThisSiteAndNoScript()
    {
        await using var app = await TestApp.StartAsync();
        app.AddAccount("ann");

        var answer = await PostAsync(app.Stranger(), "/api/v1/session", new { name = "ann", password = TestApp.Password });

        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task ADisabledAccount_IsOutAtOnce()
    {
        await using var app = await TestApp.StartAsync();
        var admin = await app.SignInAsync("root", Access.Admin);
        var ann = await app.SignInAsync("ann");
        Assert.Equal(HttpStatusCode.OK, (await ann.GetAsync("/api/v1/queue")).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await admin.PatchAsJsonAsync("/api/v1/accounts/ann", new { disabled = true })).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await ann.GetAsync("/api/v1/queue")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(app.Stranger(), "/api/v1/session", new { name = "ann", password = TestApp.Password })).StatusCode);
    }

    [Fact]
    public async Task ANewRole_HoldsAtOnce()
    {
        await using var app = await TestApp.StartAsync();
        var admin = await app.SignInAsync("root", Access.Admin);
        var ann = await app.SignInAsync("ann", Access.Lead);
        Assert.Equal(HttpStatusCode.OK, (await ann.GetAsync("/api/v1/claims")).StatusCode);

        await admin.PatchAsJsonAsync("/api/v1/accounts/ann", new { role = "reviewer" });

        Assert.Equal(HttpStatusCode.Forbidden, (await ann.GetAsync("/api/v1/claims")).StatusCode);
    }

    [Fact]
    public async Task ANewPassword_EndsOtherSessions()
    {
        await using var app = await TestApp.StartAsync();
        var here = await app.SignInAsync("ann");
        var there = await app.SignInAsync("ann");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await here.PostAsJsonAsync("/api/v1/me/password", new { old = "wrong", @new = "another long password" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await here.PostAsJsonAsync("/api/v1/me/password", new { old = TestApp.Password, @new = "another long password" })).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/api/v1/queue")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.GetAsync("/api/v1/queue")).StatusCode);
    }

    [Fact]
    public async Task TheLastAdministrator_Stays()
    {
        await using var app = await TestApp.StartAsync();
        var admin = await app.SignInAsync("root", Access.Admin);

        Assert.Equal(HttpStatusCode.Conflict, (await admin.PatchAsJsonAsync("/api/v1/accounts/root", new { role = "reviewer" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await admin.PatchAsJsonAsync("/api/v1/accounts/root", new { disabled = true })).StatusCode);
        app.AddAccount("other", Access.Admin);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.PatchAsJsonAsync("/api/v1/accounts/root", new { role = "reviewer" })).StatusCode);
    }

    [Fact]
    public async Task AnInvitation_WorksOnce_WithinAWeek()
    {
        await using var app = await TestApp.StartAsync();
        var admin = await app.SignInAsync("root", Access.Admin);
        var answer = await admin.PostAsJsonAsync("/api/v1/accounts", new { name = "zoe", role = "reviewer" });
        var token = TokenOf((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!);

        Assert.Equal(HttpStatusCode.Conflict, (await admin.PostAsJsonAsync("/api/v1/accounts", new { name = "ZOE", role = "lead" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(app.Stranger(), "/api/v1/invitations", new { token, password = TestApp.Password })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(app.Stranger(), "/api/v1/invitations", new { token, password = "another long password" })).StatusCode);

        answer = await admin.PostAsync(new Uri("/api/v1/accounts/zoe/invitation", UriKind.Relative), content: null);
        token = TokenOf((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!);
        app.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(app.Stranger(), "/api/v1/invitations", new { token, password = "another long password" })).StatusCode);
    }

    [Fact]
    public async Task Settings_AreNoMilderThanTheFloor()
    {
        await using var app = await TestApp.StartAsync();
        var lead = await app.SignInAsync("lead", Access.Lead);
        var ann = await app.SignInAsync("ann");
        var mild = new { blur = 0, grey = false, mute = false, twoStep = false, maskWords = false, breakAfterMinutes = 0 };
        var usual = (await ann.GetFromJsonAsync<JsonElement>("/api/v1/me/settings")).GetProperty("protection");
        Assert.True(usual.GetProperty("blur").GetDouble() > 0 && usual.GetProperty("grey").GetBoolean() && usual.GetProperty("mute").GetBoolean() && usual.GetProperty("twoStep").GetBoolean());

        await ann.PutAsJsonAsync("/api/v1/me/settings", new { protection = mild, keys = new Dictionary<string, string>(), theme = "dark", preRoll = 2 });
        Assert.Equal(0, await BlurAsync());
        await lead.PutAsJsonAsync("/api/v1/organisation", new { floor = new { blur = 12, grey = true, mute = true, twoStep = true, maskWords = true, breakAfterMinutes = 30 }, leaseMinutes = 10 });

        Assert.Equal(12, await BlurAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.PutAsJsonAsync("/api/v1/me/settings", new { protection = mild, keys = new Dictionary<string, string>(), theme = "pink", preRoll = 2 })).StatusCode);

        async Task<double> BlurAsync() => (await ann.GetFromJsonAsync<JsonElement>("/api/v1/me/settings")).GetProperty("protection").GetProperty("blur").GetDouble();
    }

    [Fact]
    public async Task TheAuditLog_TellsWhoDidWhat()
    {
        await using var app = await TestApp.StartAsync();
        var admin = await app.SignInAsync("root", Access.Admin);
        await admin.PostAsJsonAsync("/api/v1/accounts", new { name = "zoe", role = "reviewer" });
        await admin.GetAsync("/api/v1/exports/decisions.csv");
        await PostAsync(app.Stranger(), "/api/v1/session", new { name = "zoe", password = "wrong password" });

        var log = await admin.GetFromJsonAsync<JsonElement>("/api/v1/audit-log");
        var actions = log.EnumerateArray().Select(entry => $"{entry.GetProperty("who").GetString()} {entry.GetProperty("action").GetString()} {entry.GetProperty("subject").GetString()}").ToList();

        Assert.Contains("root account.create zoe", actions);
        Assert.Contains("root export decisions.csv", actions);
        Assert.Contains(" session.refused zoe", actions);
        Assert.Contains("root session.enter root", actions);
    }
}
