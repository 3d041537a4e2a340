using System.Net;
using System.Text.Json;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using static FusionScorer.Web.Tests.Quality.Sitting;

namespace FusionScorer.Web.Tests.Quality;

/// <summary>Clips of known level are asked among others: they measure the reviewer and keep their level.</summary>
public sealed class HiddenClipTests
{
    private const int Clips = 40;

    private static void Know(Project project) => project.Store.Decisions.ReplaceKnownLevels(
        "studio", [.. project.Store.Clips.All().Take(10).Select(clip => new KnownLevel(clip.No, "PG-13", "studio"))]);

    private static async Task<List<JsonElement>> AskedAsync(TestApp app, HttpClient client, int rounds = 6)
    {
        var known = app.Project.Store.Decisions.KnownLevels().Select(level => level.ClipNo).ToHashSet();
        var clips = new List<JsonElement>();
        for (var round = 0; round < rounds; round++)
            clips.AddRange(await ClaimAsync(client, 5, [.. clips.Select(Id)]));
        return [.. clips.Where(clip => known.Contains(app.Project.Store.Clips.Find(Id(clip))!.No))];
    }

    [Fact]
    public async Task AHiddenClip_IsAskedLikeAnyOther_CountsRightOrWrong_AndKeepsItsLevel()
    {
        await using var app = await TestApp.StartAsync(Clips, prepare: Know);
        HttpClient ann = await app.SignInAsync("ann"), lea = await app.SignInAsync("lea", Access.Lead);
        await ShareAsync(lea, second: 0, hidden: 0.5);

        var hidden = await AskedAsync(app, ann);

        Assert.InRange(hidden.Count, 3, 10);
        Assert.All(hidden, clip =>
        {
            Assert.Equal(("model", "unreviewed"), (clip.GetProperty("level").GetProperty("source").GetString(), clip.GetProperty("level").GetProperty("status").GetString()));
            Assert.DoesNotContain("known", clip.GetProperty("pick").GetRawText(), StringComparison.Ordinal);
            Assert.NotEqual(JsonValueKind.Null, clip.GetProperty("pick").GetProperty("batch").ValueKind);
            Assert.DoesNotContain("studio", clip.GetRawText(), StringComparison.Ordinal);
        });
        await DecideAsync(ann, hidden[0], "PG-13");
        await DecideAsync(ann, hidden[1], ">=PG-13");
        await DecideAsync(ann, hidden[2], "G");

        Assert.All(app.Project.Store.Decisions.All(), decision => Assert.True(decision is { ChosenBy: "check", Audit: false, BatchId: null, InclusionProbability: null }));
        var quality = await GetAsync(lea, "quality");
        Assert.Equal((10, 3, 2), (quality.GetProperty("hidden").GetProperty("available").GetInt32(), quality.GetProperty("hidden").GetProperty("asked").GetInt32(), quality.GetProperty("hidden").GetProperty("right").GetInt32()));
        Assert.Equal((3, 2), quality.GetProperty("reviewers").EnumerateArray().Single().GetProperty("hidden") is var own ? (own.GetProperty("asked").GetInt32(), own.GetProperty("right").GetInt32()) : default);
        foreach (var clip in hidden)
        {
            var level = (await GetAsync(lea, $"clips/{Id(clip)}")).GetProperty("level");
            Assert.Equal(("PG-13", "known", "auto"), (level.GetProperty("name").GetString(), level.GetProperty("source").GetString(), level.GetProperty("status").GetString()));
        }

        Assert.Equal(0, (await GetAsync(lea, "adjudication")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task AfterAHiddenClip_ItsLevelStaysHidden_WhileTheAnswerCanBeTakenBack()
    {
        await using var app = await TestApp.StartAsync(Clips, prepare: Know);
        HttpClient ann = await app.SignInAsync("ann"), lea = await app.SignInAsync("lea", Access.Lead);
        await ShareAsync(lea, second: 0, hidden: 0.5);
        var hidden = (await AskedAsync(app, ann))[0];
        var wrong = await DecideAsync(ann, hidden, "G");

        Assert.Equal("unreviewed", (await GetAsync(ann, $"clips/{Id(hidden)}")).GetProperty("level").GetProperty("status").GetString());
        Assert.DoesNotContain("check", (await GetAsync(ann, "decisions/mine")).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(Id(hidden), (await GetAsync(ann, "queue?status=known&limit=200")).GetProperty("items").EnumerateArray().Select(Id));
        await UndoAsync(ann, hidden, wrong);
        Assert.Equal(0, (await GetAsync(lea, "quality")).GetProperty("hidden").GetProperty("asked").GetInt32());
        await DecideAsync(ann, hidden, "PG-13");
        Assert.Equal(1, (await GetAsync(lea, "quality")).GetProperty("hidden").GetProperty("right").GetInt32());
    }

    [Fact]
    public async Task WithoutKnownLevels_OrAShare_NothingIsHidden()
    {
        await using var none = await TestApp.StartAsync(Clips);
        var ann = await none.SignInAsync("ann");
        await AskedAsync(none, ann);
        Assert.Empty(none.Project.Store.Quality.TasksAfter(0));

        await using var app = await TestApp.StartAsync(Clips, prepare: Know);
        HttpClient bob = await app.SignInAsync("bob"), lea = await app.SignInAsync("lea", Access.Lead);
        await ShareAsync(lea, second: 0, hidden: 0);
        Assert.Empty(await AskedAsync(app, bob));
    }

    [Fact]
    public async Task Shares_OutOfRange_AreRefused_AndChangesAreNoted()
    {
        await using var app = await TestApp.StartAsync(prepare: _ => { });
        HttpClient bob = await app.SignInAsync("bob"), lea = await app.SignInAsync("lea", Access.Lead);

        Assert.Equal((0.1, 0.05), (await GetAsync(lea, "quality")).GetProperty("settings") is var usual ? (usual.GetProperty("secondShare").GetDouble(), usual.GetProperty("hiddenShare").GetDouble()) : default);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PutAsync(lea, 1.5, 0)).StatusCode);
        Assert.Contains("hiddenShare must be 0 to 0.5, not 0.6", await (await PutAsync(lea, 0.1, 0.6)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(bob, 0.1, 0.1)).StatusCode);
        await ShareAsync(lea, 0.25, 0.125);
        Assert.Equal(0.25, (await GetAsync(lea, "quality")).GetProperty("settings").GetProperty("secondShare").GetDouble());
        Assert.Contains(app.Project.Store.Accounts.Events(null, 20), entry => entry is { Action: "quality.settings", Who: "lea" } && entry.Detail.Contains("0.25", StringComparison.Ordinal));

        static Task<HttpResponseMessage> PutAsync(HttpClient client, double second, double hidden) =>
            System.Net.Http.Json.HttpClientJsonExtensions.PutAsJsonAsync(client, "/api/v1/quality/settings", new { secondShare = second, hiddenShare = hidden });
    }
}
