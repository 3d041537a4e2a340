using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FusionScorer.Web.Tests.Tuning;

/// <summary>Policies are saved, compared and gone back to over HTTP; the desk takes them up by itself.</summary>
public sealed class PolicyTests
{
    [Fact]
    public async Task ASavedDraft_IsTakenUp_ComparedAndGoneBackTo()
    {
        await using var app = await TestApp.StartAsync(60);
        var pia = await app.SignInAsync("pia", Access.Policy);
        var first = app.Project.Store.Policies.Active()!.Hash;
        var file = await File.ReadAllTextAsync(app.Project.FilePath);

        var saved = await TuningTests.PostAsync(pia, "policies", new { draft = new { weights = new { captions = 0.4 } }, note = "karaoke <script>", parent = first });

        var hash = saved.GetProperty("hash").GetString()!;
        Assert.Equal(("pia", "karaoke <script>", first, true), (saved.GetProperty("author").GetString(), saved.GetProperty("note").GetString(), saved.GetProperty("parent").GetString(), saved.GetProperty("active").GetBoolean()));
        Assert.Equal([hash, first], (await pia.GetFromJsonAsync<JsonElement>("/api/v1/policies")).EnumerateArray().Select(head => head.GetProperty("hash").GetString()));
        Assert.Equal(file, await File.ReadAllTextAsync(app.Project.FilePath));
        await TakenUpAsync(app, hash);
        var view = await pia.GetFromJsonAsync<JsonElement>($"/api/v1/policies/{hash}");
        Assert.Equal(0.4, view.GetProperty("weights").GetProperty("captions").GetDouble());
        var comparison = await pia.GetFromJsonAsync<JsonElement>($"/api/v1/policies/compare?from={first}&to={hash}");
        Assert.Equal("weight of captions: 1 → 0.4", comparison.GetProperty("lines")[0].GetString());
        Assert.Equal(60, comparison.GetProperty("preview").GetProperty("clips").GetInt32());

        var stale = await pia.PostAsJsonAsync("/api/v1/policies", new { draft = new { weights = new { captions = 0.1 } }, note = "late", parent = first });
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal(hash, app.Project.Store.Policies.Active()!.Hash);

        var back = await TuningTests.PostAsync(pia, $"policies/{first}/use", new { note = "as it was" });
        Assert.Equal((first, true), (back.GetProperty("hash").GetString(), back.GetProperty("active").GetBoolean()));
        await TakenUpAsync(app, first);
        var trail = app.Project.Store.Accounts.Events(before: null, 20);
        Assert.Contains(trail, entry => entry.Action == "policy.save" && entry.Who == "pia" && entry.Subject == hash && entry.Detail.Contains("karaoke", StringComparison.Ordinal));
        Assert.Contains(trail, entry => entry.Action == "policy.use" && entry.Subject == first && entry.Detail.Contains("as it was", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatIsOfNoUse_IsRefused()
    {
        await using var app = await TestApp.StartAsync();
        var pia = await app.SignInAsync("pia", Access.Policy);
        var hash = app.Project.PolicyRow.Hash;

        async Task<HttpStatusCode> Post(string path, object body) => (await pia.PostAsJsonAsync($"/api/v1/{path}", body)).StatusCode;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post("policies", new { draft = new { weights = new { captions = 0.4 } }, note = " ", parent = hash }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post("policies", new { draft = new { weights = new { captions = 9 } }, note = "much", parent = hash }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post("policies", new { draft = new { functions = Array.Empty<object>() }, note = "none", parent = hash }));
        Assert.Equal(HttpStatusCode.Conflict, await Post("policies", new { draft = new { }, note = "no parent" }));
        Assert.Equal(HttpStatusCode.NotFound, await Post("policies/beefbeef/use", new { note = "unknown" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Post($"policies/{hash}/use", new { }));
        Assert.Equal(HttpStatusCode.NotFound, (await pia.GetAsync("/api/v1/policies/beefbeef")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await pia.GetAsync($"/api/v1/policies/compare?from={hash}&to=beefbeef")).StatusCode);
        Assert.Single(app.Project.Store.Policies.Log());
    }

    // The background step looks every half second of the app's clock.
    private static async Task TakenUpAsync(TestApp app, string hash)
    {
        for (var tries = 0; tries < 300 && app.Desk.Model.PolicyRow.Hash != hash; tries++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50);
        }

        Assert.Equal(hash, app.Desk.Model.PolicyRow.Hash);
    }
}
