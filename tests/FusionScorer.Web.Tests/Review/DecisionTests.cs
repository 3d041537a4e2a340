using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FusionScorer.Web.Tests.Review;

/// <summary>Clips are held by one, decisions are kept once, drafts are one's own.</summary>
public sealed class DecisionTests
{
    private static object Decision(JsonElement clip, string answer, string? id = null, string? undoes = null) => new
    {
        id = id ?? Guid.NewGuid().ToString(),
        clip = clip.GetProperty("clip").GetString(),
        answer,
        undoes,
        seconds = 4.5,
        evidenceOpened = 2,
        claim = clip.TryGetProperty("claim", out var claim) && claim.ValueKind == JsonValueKind.Object ? claim.GetProperty("token").GetString() : null,
        policy = clip.GetProperty("policy").GetString(),
        levels = clip.GetProperty("levels"),
        posterior = clip.GetProperty("posterior"),
        pick = clip.GetProperty("pick"),
        at = new DateTimeOffset(2026, 5, 4, 11, 59, 0, TimeSpan.Zero),
    };

    private static async Task<List<JsonElement>> ClaimAsync(HttpClient client, int count, object? filter = null, string[]? have = null)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/queue/claims", new { filter = filter ?? new { }, count, have = have ?? [] });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("clips").EnumerateArray()];
    }

    private static string Id(JsonElement clip) => clip.GetProperty("clip").GetString()!;

    [Fact]
    public async Task ABundle_HasAllThatAReviewerNeeds_AndItsAccountIsExact()
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");

        var clip = (await ClaimAsync(ann, 1)).Single();

        var account = clip.GetProperty("account");
        var sum = account.GetProperty("bias").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        foreach (var signal in clip.GetProperty("signals").EnumerateArray())
        {
            var nats = signal.GetProperty("contribution").EnumerateArray().Select(value => value.GetDouble()).ToArray();
            for (var level = 0; level < sum.Length; level++)
                sum[level] += nats[level];
        }

        var exp = sum.Select(value => Math.Exp(value / account.GetProperty("temperature").GetDouble())).ToArray();
        var posterior = clip.GetProperty("posterior").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        Assert.All(Enumerable.Range(0, sum.Length), level => Assert.Equal(posterior[level], exp[level] / exp.Sum(), 5));
        Assert.Equal(["captions", "nudity", "genre", "people", "viewers"], clip.GetProperty("signals").EnumerateArray().Select(signal => signal.GetProperty("name").GetString()).Where(name => name is not ("speech" or "metadata")));
        Assert.NotEmpty(clip.GetProperty("pick").GetProperty("reason").GetString()!);
        Assert.True(clip.GetProperty("held").GetProperty("mine").GetBoolean());
    }

    [Fact]
    public async Task TwoReviewers_NeverHoldTheSameClip()
    {
        await using var app = await TestApp.StartAsync();
        HttpClient ann = await app.SignInAsync("ann"), bob = await app.SignInAsync("bob");

        var claims = await Task.WhenAll(ClaimAsync(ann, 8), ClaimAsync(bob, 8));

        Assert.Equal(16, claims.SelectMany(clips => clips).Select(Id).Distinct().Count());
        var taken = await bob.PostAsync(new Uri($"/api/v1/clips/{Id(claims[0][0])}/claim", UriKind.Relative), content: null);
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Contains("held by ann", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneAccountInTwoTabs_HoldsNoClipTwice()
    {
        await using var app = await TestApp.StartAsync();
        HttpClient one = await app.SignInAsync("ann"), other = await app.SignInAsync("ann");
        one.DefaultRequestHeaders.Add("X-Client", "one");
        other.DefaultRequestHeaders.Add("X-Client", "other");

        var first = await ClaimAsync(one, 4);
        var second = await ClaimAsync(other, 4);

        Assert.Empty(first.Select(Id).Intersect(second.Select(Id)));
        Assert.Equal(first.Select(Id).Order(), (await ClaimAsync(one, 4)).Select(Id).Order());
    }

    [Fact]
    public async Task ALease_EndsWithoutASignOfLife()
    {
        await using var app = await TestApp.StartAsync(clips: 30);
        HttpClient ann = await app.SignInAsync("ann"), bob = await app.SignInAsync("bob");
        var clip = (await ClaimAsync(ann, 1)).Single();
        var tokens = new { claims = new[] { new { clip = Id(clip), token = clip.GetProperty("claim").GetProperty("token").GetString() } } };

        app.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Empty((await HeartbeatAsync()).GetProperty("lost").EnumerateArray());
        app.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.Conflict, (await bob.PostAsync(new Uri($"/api/v1/clips/{Id(clip)}/claim", UriKind.Relative), content: null)).StatusCode);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, (await bob.PostAsync(new Uri($"/api/v1/clips/{Id(clip)}/claim", UriKind.Relative), content: null)).StatusCode);

        Assert.Equal("bob", (await HeartbeatAsync()).GetProperty("lost").EnumerateArray().Single().GetProperty("held").GetProperty("by").GetString());

        async Task<JsonElement> HeartbeatAsync() => await (await ann.PostAsJsonAsync("/api/v1/claims/heartbeat", tokens)).Content.ReadFromJsonAsync<JsonElement>();
    }

    [Fact]
    public async Task ALead_ReleasesWhatAnotherHolds_AReviewerDoesNot()
    {
        await using var app = await TestApp.StartAsync();
        HttpClient ann = await app.SignInAsync("ann"), bob = await app.SignInAsync("bob"), lead = await app.SignInAsync("lead", Access.Lead);
        var clip = Id((await ClaimAsync(ann, 1)).Single());

        Assert.Equal(HttpStatusCode.NotFound, (await bob.DeleteAsync($"/api/v1/claims/{clip}")).StatusCode);
        Assert.Equal(clip, (await lead.GetFromJsonAsync<JsonElement>("/api/v1/claims")).EnumerateArray().Single().GetProperty("clip").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await lead.DeleteAsync($"/api/v1/claims/{clip}")).StatusCode);
        Assert.Empty((await lead.GetFromJsonAsync<JsonElement>("/api/v1/claims")).EnumerateArray());
    }

    [Fact]
    public async Task ADecision_SentTwice_IsKeptOnce_AndAnothersIdIsRefused()
    {
        await using var app = await TestApp.StartAsync();
        HttpClient ann = await app.SignInAsync("ann"), mallory = await app.SignInAsync("mallory");
        var clip = (await ClaimAsync(ann, 1)).Single();
        var decision = Decision(clip, "R", id: "decision-of-ann");

        var first = await ann.PostAsJsonAsync("/api/v1/decisions", decision);
        var again = await ann.PostAsJsonAsync("/api/v1/decisions", decision);
        var replayed = await mallory.PostAsJsonAsync("/api/v1/decisions", Decision(clip, "G", id: "decision-of-ann"));
        var undone = await mallory.PostAsJsonAsync("/api/v1/decisions", Decision(clip, "", undoes: "decision-of-ann"));

        Assert.True((await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("added").GetBoolean());
        Assert.False((await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("added").GetBoolean());
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (replayed.StatusCode, undone.StatusCode));
        var kept = app.Project.Store.Decisions.All().Single();
        Assert.Equal(("ann", "R", "reviewer", 4.5, 2), (kept.Reviewer, kept.Levels, kept.Role, kept.Seconds, kept.EvidenceOpened));
        Assert.Equal(clip.GetProperty("posterior").GetArrayLength(), kept.Posterior.Length);
    }

    [Fact]
    public async Task ManyCopiesOfOneDecision_AtOnce_AreOne()
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");
        var clip = (await ClaimAsync(ann, 1)).Single();
        var decision = Decision(clip, "PG", id: "decision-many-times");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ann.PostAsJsonAsync("/api/v1/decisions", decision)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(app.Project.Store.Decisions.All());
    }

    [Fact]
    public async Task Undo_TakesOnesOwnBack_AndTheClipWaitsAgain()
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");
        var clip = (await ClaimAsync(ann, 1)).Single();
        await ann.PostAsJsonAsync("/api/v1/decisions", Decision(clip, "R", id: "decision-to-undo"));
        Assert.Single((await ann.GetFromJsonAsync<JsonElement>("/api/v1/decisions/mine")).EnumerateArray());

        Assert.Equal(HttpStatusCode.OK, (await ann.PostAsJsonAsync("/api/v1/decisions", Decision(clip, "", undoes: "decision-to-undo"))).StatusCode);

        Assert.Empty((await ann.GetFromJsonAsync<JsonElement>("/api/v1/decisions/mine")).EnumerateArray());
        var history = (await ann.GetFromJsonAsync<JsonElement>($"/api/v1/clips/{Id(clip)}")).GetProperty("history").EnumerateArray().ToList();
        Assert.Equal(["undo", "level"], history.Select(entry => entry.GetProperty("kind").GetString()));
        Assert.True(history[1].GetProperty("undone").GetBoolean());
    }

    [Theory]
    [InlineData("nonsense", null)]
    [InlineData("", null)]
    [InlineData("R", "bad id!")]
    public async Task ABadDecision_IsRefusedInOneLine(string answer, string? id)
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");
        var clip = (await ClaimAsync(ann, 1)).Single();

        var refused = await ann.PostAsJsonAsync("/api/v1/decisions", Decision(clip, answer, id));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.DoesNotContain('\n', (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!);
        Assert.Empty(app.Project.Store.Decisions.All());
    }

    [Theory]
    [InlineData("POST", "/api/v1/decisions")]
    [InlineData("POST", "/api/v1/queue/claims")]
    [InlineData("POST", "/api/v1/claims/heartbeat")]
    [InlineData("PUT", "/api/v1/drafts/t1")]
    [InlineData("PUT", "/api/v1/me/settings")]
    [InlineData("POST", "/api/v1/me/password")]
    [InlineData("PUT", "/api/v1/organisation")]
    [InlineData("POST", "/api/v1/accounts")]
    [InlineData("POST", "/api/v1/session")]
    [InlineData("POST", "/api/v1/setup")]
    [InlineData("POST", "/api/v1/invitations")]
    [InlineData("POST", "/api/v1/clips/t1/proxy")]
    public async Task WhatABodyLacks_IsNoFaultOfTheServer(string method, string path)
    {
        await using var app = await TestApp.StartAsync();
        var admin = await app.SignInAsync("root", Access.Admin);
        foreach (var body in (string[])["{}", "null", "[]", "{\"claims\":[{}],\"floor\":null,\"have\":[null]}", "not json"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            using var answer = await admin.SendAsync(request);
            Assert.True((int)answer.StatusCode < 500, $"{path} answers {(int)answer.StatusCode} to {body}");
        }

        Assert.Empty(app.Project.Store.Decisions.All());
    }

    [Fact]
    public async Task Drafts_AreOnesOwn()
    {
        await using var app = await TestApp.StartAsync();
        HttpClient ann = await app.SignInAsync("ann"), bob = await app.SignInAsync("bob");
        var draft = new { answer = "R", note = "<script>alert(1)</script>", seconds = 12.0, at = app.Clock.GetUtcNow() };

        Assert.Equal(HttpStatusCode.NoContent, (await ann.PutAsJsonAsync("/api/v1/drafts/t1", draft)).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync("/api/v1/drafts/t1")).StatusCode);
        await bob.DeleteAsync("/api/v1/drafts/t1");
        await bob.PutAsJsonAsync("/api/v1/drafts/t1", draft with { note = "bob's" });
        Assert.Equal(draft.note, (await ann.GetFromJsonAsync<JsonElement>("/api/v1/drafts/t1")).GetProperty("note").GetString());
        Assert.Equal(draft.note, (await ann.GetFromJsonAsync<JsonElement>("/api/v1/clips/t1")).GetProperty("draft").GetProperty("note").GetString());
        Assert.Equal(JsonValueKind.Null, (await app.SignInAsync("cem")).GetFromJsonAsync<JsonElement>("/api/v1/clips/t1") is var seen ? (await seen).GetProperty("draft").ValueKind : default);
    }

    [Fact]
    public async Task AQueue_IsAPageOfItsLink()
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");

        var all = await ann.GetFromJsonAsync<JsonElement>("/api/v1/queue?status=all&limit=10&offset=5&strategy=smallest-margin");
        var one = await ann.GetFromJsonAsync<JsonElement>("/api/v1/queue?status=all&search=t7");

        Assert.Equal((30, 10), (all.GetProperty("total").GetInt32(), all.GetProperty("items").GetArrayLength()));
        Assert.Equal("t7", one.GetProperty("items").EnumerateArray().Single().GetProperty("clip").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.GetAsync("/api/v1/queue?strategy=nonsense")).StatusCode);
        var facet = all.GetProperty("facets").GetProperty("levels").EnumerateArray().First(level => level.GetProperty("count").GetInt32() > 0);
        var level = await ann.GetFromJsonAsync<JsonElement>($"/api/v1/queue?level={facet.GetProperty("name").GetString()}&strategy=random");
        Assert.Equal(facet.GetProperty("count").GetInt32(), level.GetProperty("total").GetInt32());
    }
}
