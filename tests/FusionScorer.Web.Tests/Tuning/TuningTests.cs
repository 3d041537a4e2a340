using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FusionScorer.Web.Tests.Tuning;

/// <summary>Weights, costs and rules are seen and tried over HTTP.</summary>
public sealed class TuningTests
{
    private static readonly object Draft = new { weights = new { captions = 0.2, nudity = 1.8 }, costs = new { under = 3, over = 1 } };

    [Fact]
    public async Task EveryRoute_IsForThoseWhoMay()
    {
        await using var app = await TestApp.StartAsync();
        var hash = app.Project.PolicyRow.Hash;
        var stranger = app.Stranger();
        await TestApp.RenewTokenAsync(stranger);
        var browsers = new Dictionary<string, HttpClient>
        {
            ["reviewer"] = await app.SignInAsync("ann"), ["lead"] = await app.SignInAsync("lee", Access.Lead), ["policy"] = await app.SignInAsync("pia", Access.Policy),
            ["admin"] = await app.SignInAsync("ada", Access.Admin), ["nobody"] = stranger,
        };
        (HttpMethod Method, string Path, object? Body, bool Changes)[] routes =
        [
            (HttpMethod.Get, "tuning", null, false), (HttpMethod.Post, "tuning/preview", Draft, false), (HttpMethod.Post, "tuning/moved", new { draft = Draft, offset = 0, limit = 5 }, false),
            (HttpMethod.Post, "tuning/changes", new { draft = Draft }, false), (HttpMethod.Post, "tuning/rules", new { functions = await FunctionsAsync(browsers["policy"], hash) }, false),
            (HttpMethod.Post, "tuning/trials", new { costs = new { under = 2, over = 1 } }, false), (HttpMethod.Get, "tuning/trials/none", null, false), (HttpMethod.Get, "policies", null, false),
            (HttpMethod.Get, $"policies/{hash}", null, false), (HttpMethod.Get, $"policies/compare?from={hash}&to={hash}", null, false),
            (HttpMethod.Post, "policies", new { draft = new { }, note = "same", parent = hash }, true), (HttpMethod.Post, $"policies/{hash}/use", new { note = "same" }, true),
        ];

        foreach (var (method, path, body, changes) in routes)
        {
            foreach (var (role, browser) in browsers)
            {
                using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
                var answer = await browser.SendAsync(request);

                var expected = role switch
                {
                    "nobody" => HttpStatusCode.Unauthorized,
                    "reviewer" => HttpStatusCode.Forbidden,
                    "lead" when changes => HttpStatusCode.Forbidden,
                    _ => path == "tuning/trials/none" ? HttpStatusCode.NotFound : HttpStatusCode.OK,
                };
                Assert.True(expected == answer.StatusCode, $"{method} {path} by {role}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Tuning_SaysWhatIsInForce()
    {
        await using var app = await TestApp.StartAsync();
        var lee = await app.SignInAsync("lee", Access.Lead);

        var tuning = await lee.GetFromJsonAsync<JsonElement>("/api/v1/tuning");

        Assert.Equal(app.Project.PolicyRow.Hash, tuning.GetProperty("policy").GetProperty("hash").GetString());
        Assert.True(tuning.GetProperty("policy").GetProperty("active").GetBoolean());
        Assert.Equal((30, "least-cost", 2.0), (tuning.GetProperty("clips").GetInt32(), tuning.GetProperty("levelRule").GetString(), tuning.GetProperty("costs").GetProperty("under").GetDouble()));
        Assert.Equal(["G", "PG", "PG-13", "R", "NC-17"], tuning.GetProperty("levels").EnumerateArray().Select(level => level.GetString()));
        Assert.Equal("no decision yet: the weights are as learned", tuning.GetProperty("caveat").GetString());
        var captions = tuning.GetProperty("signals").EnumerateArray().Single(signal => signal.GetProperty("signal").GetString() == "captions");
        Assert.Equal((1, false), (captions.GetProperty("weight").GetDouble(), captions.GetProperty("informed").GetBoolean()));
        var function = tuning.GetProperty("functions")[0];
        var rule = function.GetProperty("rules")[0];
        Assert.StartsWith("when ", rule.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains(rule.GetProperty("conditions")[0].GetProperty("op").GetString(), (string[])[">=", ">", "<", "<=", "==", "!="]);
        Assert.Equal(function.GetProperty("measure").GetProperty("fires").GetInt32(), function.GetProperty("rules").EnumerateArray().Sum(one => one.GetProperty("measure").GetProperty("fires").GetInt32()));
        Assert.Equal(JsonValueKind.Null, rule.GetProperty("measure").GetProperty("accuracy").ValueKind);
        var feature = tuning.GetProperty("features").EnumerateArray().Single(one => one.GetProperty("feature").GetString() == "captions.words");
        Assert.Equal(11, feature.GetProperty("deciles").GetArrayLength());
        Assert.Equal(feature.GetProperty("max").GetDouble(), feature.GetProperty("deciles")[10].GetDouble());
    }

    [Fact]
    public async Task Preview_NamesTheClipsThatMove_AndAQueueHoldsThem()
    {
        await using var app = await TestApp.StartAsync(120);
        var pia = await app.SignInAsync("pia", Access.Policy);

        var preview = await PostAsync(pia, "tuning/preview", Draft);
        var moved = await PostAsync(pia, "tuning/moved", new { draft = Draft, offset = 0, limit = 200 });
        var changes = await PostAsync(pia, "tuning/changes", new { draft = Draft });

        var count = preview.GetProperty("moved").GetInt32();
        Assert.True(count > 2);
        Assert.Equal((120, count), (preview.GetProperty("clips").GetInt32(), preview.GetProperty("milder").GetInt32() + preview.GetProperty("stricter").GetInt32()));
        Assert.Equal(120, preview.GetProperty("moves").EnumerateArray().Sum(row => row.EnumerateArray().Sum(cell => cell.GetInt32())));
        Assert.Equal((count, count, count), (moved.GetProperty("total").GetInt32(), moved.GetProperty("clips").GetArrayLength(), changes.GetProperty("clips").GetInt32()));
        Assert.Equal(JsonValueKind.Null, preview.GetProperty("audit").ValueKind);
        Assert.InRange(preview.GetProperty("expected").GetProperty("after").GetProperty("accuracy").GetDouble(), 0.2, 1);
        var first = moved.GetProperty("clips")[0];
        var pair = await PostAsync(pia, "tuning/moved", new { draft = Draft, from = first.GetProperty("from").GetString(), to = first.GetProperty("to").GetString(), offset = 0, limit = 1 });
        Assert.Equal(first.GetProperty("clip").GetString(), pair.GetProperty("clips")[0].GetProperty("clip").GetString());

        var id = changes.GetProperty("id").GetString();
        var queue = await pia.GetFromJsonAsync<JsonElement>($"/api/v1/queue?changes={id}&limit=200");
        Assert.Equal(Ids(moved.GetProperty("clips")), Ids(queue.GetProperty("items")));
        var claimed = await PostAsync(pia, "queue/claims", new { filter = new { changes = id }, count = 3, have = Array.Empty<string>() });
        Assert.All(Ids(claimed.GetProperty("clips")), clip => Assert.Contains(clip, Ids(moved.GetProperty("clips"))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await pia.GetAsync("/api/v1/queue?changes=nothing")).StatusCode);
        Assert.Contains(app.Project.Store.Accounts.Events(before: null, 10), entry => entry.Action == "tuning.changes" && entry.Subject == id);
    }

    [Fact]
    public async Task Rules_ThatCannotBeRead_AreRefusedWithTheirPlace()
    {
        await using var app = await TestApp.StartAsync();
        var pia = await app.SignInAsync("pia", Access.Policy);
        object[] functions = [new { name = "mine", signal = "captions", rules = (string[])["when captions.strong >= 3 then R", "when captions.strong >= some then R"] }];

        var answer = await pia.PostAsJsonAsync("/api/v1/tuning/rules", new { functions });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var fault = problem.GetProperty("fault");
        Assert.Equal(("mine", 1), (fault.GetProperty("function").GetString(), fault.GetProperty("rule").GetInt32()));
        Assert.Contains("not a number", fault.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("rule 2 of mine: ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        foreach (var body in (object[])[new { }, new { functions = (object?[])[null] }, new { functions = (object[])[new { name = "x", signal = "captions", rules = (string?[])[null] }] }])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await pia.PostAsJsonAsync("/api/v1/tuning/rules", body)).StatusCode);
    }

    [Fact]
    public async Task Rules_AsDrafted_AreTestedOnTheLibrary()
    {
        await using var app = await TestApp.StartAsync(60);
        var pia = await app.SignInAsync("pia", Access.Policy);
        object[] functions = [new { name = "old", signal = "genre", rules = (string[])["when metadata.year < 2000 then <=PG", "when genre.horror >= 1 then >=R"] }];

        var test = await PostAsync(pia, "tuning/rules", new { functions });

        var function = test.GetProperty("functions")[0];
        Assert.True(function.GetProperty("rules")[0].GetProperty("measure").GetProperty("fires").GetInt32() > 5);
        Assert.Equal(JsonValueKind.Null, function.GetProperty("learned").ValueKind);
        Assert.Contains(test.GetProperty("changed").EnumerateArray(), changed => changed.GetProperty("name").GetString() == "old");
        Assert.Contains(test.GetProperty("examples").EnumerateArray(), example => example.GetProperty("before").GetString() == "not there" && example.GetProperty("title").GetString()!.Contains("the film", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trial_LearnsBesideTheModelInForce()
    {
        await using var app = await TestApp.StartAsync(60);
        var pia = await app.SignInAsync("pia", Access.Policy);

        var trial = await PostAsync(pia, "tuning/trials", new { weights = new { captions = 0 } });
        var address = $"/api/v1/tuning/trials/{trial.GetProperty("id").GetString()}";
        for (var tries = 0; tries < 300 && trial.GetProperty("state").GetString() == "learning"; tries++)
        {
            await Task.Delay(100);
            trial = await pia.GetFromJsonAsync<JsonElement>(address);
        }

        Assert.Equal("done", trial.GetProperty("state").GetString());
        Assert.True(trial.GetProperty("preview").GetProperty("refitted").GetBoolean());
        Assert.Equal(60, trial.GetProperty("preview").GetProperty("clips").GetInt32());
        Assert.Single(app.Project.Store.Policies.Log());
    }

    internal static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/{path}", body);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static IEnumerable<string> Ids(JsonElement clips) => clips.EnumerateArray().Select(clip => clip.GetProperty("clip").GetString()!).Order();

    private static async Task<JsonElement> FunctionsAsync(HttpClient client, string hash) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/policies/{hash}")).GetProperty("functions");
}
