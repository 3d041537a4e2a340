using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using static FusionScorer.Web.Tests.Quality.Sitting;

namespace FusionScorer.Web.Tests.Quality;

/// <summary>A decided clip goes to another reviewer, who sees nothing of the first answer; where they differ a lead settles it.</summary>
public sealed class SecondReviewTests
{
    private static async Task<(HttpClient Ann, HttpClient Bob, HttpClient Lea)> PeopleAsync(TestApp app, double second = 1)
    {
        HttpClient ann = await app.SignInAsync("ann"), bob = await app.SignInAsync("bob"), lea = await app.SignInAsync("lea", Access.Lead);
        await ShareAsync(lea, second, hidden: 0);
        return (ann, bob, lea);
    }

    /// <summary>Claims all there is: also what waits for a second reviewer.</summary>
    private static async Task<JsonElement> FindAsync(HttpClient client, string clip)
    {
        var have = new List<string>();
        for (var round = 0; round < 20; round++)
        {
            var clips = await ClaimAsync(client, 10, [.. have]);
            if (clips.Find(candidate => Id(candidate) == clip) is { ValueKind: JsonValueKind.Object } found)
                return found;
            Assert.NotEmpty(clips);
            have.AddRange(clips.Select(Id));
        }

        throw new InvalidOperationException($"{clip} was never handed out");
    }

    private static void AssertBlind(JsonElement bundle, string first)
    {
        var json = bundle.GetRawText();
        Assert.All((string[])["ann", first, Note, "decided", "second", "\"decision\""], secret => Assert.DoesNotContain(secret, json, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(bundle.GetProperty("history").EnumerateArray());
        Assert.Equal(("model", "unreviewed"), (bundle.GetProperty("level").GetProperty("source").GetString(), bundle.GetProperty("level").GetProperty("status").GetString()));
        Assert.Equal(bundle.GetProperty("level").GetProperty("modelLevel").GetString(), bundle.GetProperty("level").GetProperty("name").GetString());
        Assert.False(bundle.GetProperty("pick").GetProperty("audit").GetBoolean());
        Assert.Equal(JsonValueKind.Null, bundle.GetProperty("pick").GetProperty("inclusionProbability").ValueKind);
    }

    [Fact]
    public async Task TheSecondReviewer_SeesNothingOfTheFirstAnswer()
    {
        await using var app = await TestApp.StartAsync();
        var (ann, bob, lea) = await PeopleAsync(app);
        var clip = (await ClaimAsync(ann, 1)).Single();
        var first = await DecideAsync(ann, clip, "NC-17", Note);

        var blind = await FindAsync(bob, Id(clip));

        AssertBlind(blind, first);
        AssertBlind(await GetAsync(bob, $"clips/{Id(clip)}"), first);
        var usual = (await ClaimAsync(bob, 10)).First(candidate => Id(candidate) != Id(clip) && !candidate.GetProperty("pick").GetProperty("audit").GetBoolean());
        Assert.Equal(usual.GetProperty("pick").GetProperty("strategy").GetString(), blind.GetProperty("pick").GetProperty("strategy").GetString());
        Assert.Equal(usual.GetProperty("pick").GetProperty("batch").GetInt64(), blind.GetProperty("pick").GetProperty("batch").GetInt64());
        Assert.Equal(usual.EnumerateObject().Select(part => part.Name), blind.EnumerateObject().Select(part => part.Name));
        foreach (var status in (string[])["decided", "disputed", "all"])
        {
            var listed = (await GetAsync(bob, $"queue?status={status}&limit=200")).GetProperty("items").EnumerateArray().Where(item => item.GetProperty("clip").GetString() == Id(clip)).ToList();
            Assert.All(listed, item => Assert.Equal("unreviewed", item.GetProperty("status").GetString()));
            Assert.Equal(status == "all" ? 1 : 0, listed.Count);
        }

        Assert.Equal("decided", (await GetAsync(ann, $"clips/{Id(clip)}")).GetProperty("level").GetProperty("status").GetString());
        Assert.Contains(Note, (await GetAsync(lea, $"clips/{Id(clip)}")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFirstReviewer_IsNotAskedAgain_AndALeadWhoLookedIsNoBlindReviewer()
    {
        await using var app = await TestApp.StartAsync(clips: 12);
        var (ann, _, lea) = await PeopleAsync(app);
        var clip = (await ClaimAsync(ann, 1)).Single();
        await DecideAsync(ann, clip, "R");
        await GetAsync(lea, $"clips/{Id(clip)}");

        Assert.DoesNotContain(Id(clip), (await ClaimAsync(lea, 10)).Select(Id));
        foreach (var held in await ClaimAsync(lea, 10))
            await lea.DeleteAsync(new Uri($"/api/v1/claims/{Id(held)}", UriKind.Relative));
        Assert.DoesNotContain(Id(clip), (await ClaimAsync(ann, 10)).Select(Id));
        var again = await DecideAsync(lea, clip, "R");
        Assert.NotEqual("second", app.Project.Store.Decisions.All().Single(decision => decision.Id == again).ChosenBy);
    }

    [Fact]
    public async Task ABrowserThatSaysWhatItWasChosenBy_IsNotBelieved()
    {
        await using var app = await TestApp.StartAsync();
        var (ann, bob, _) = await PeopleAsync(app, second: 0);
        var clip = (await ClaimAsync(ann, 1)).Single();
        await DecideAsync(ann, clip, "R");

        var sent = await bob.PostAsJsonAsync("/api/v1/decisions", new
        {
            id = "decision-of-bob", clip = Id(clip), answer = "G", policy = clip.GetProperty("policy").GetString(),
            pick = new { strategy = "second", audit = true, inclusionProbability = 0.5, batch = (long?)null }, at = app.Clock.GetUtcNow(),
        });

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var saved = app.Project.Store.Decisions.All()[^1];
        Assert.True(saved is { ChosenBy: "direct", Audit: false, InclusionProbability: null });
    }

    [Fact]
    public async Task DisagreementGoesToALead_WhoSettlesIt_AndCanTakeThatBack()
    {
        await using var app = await TestApp.StartAsync();
        var (ann, bob, lea) = await PeopleAsync(app);
        var clip = (await ClaimAsync(ann, 1)).Single();
        await DecideAsync(ann, clip, "G", Note);
        var second = await DecideAsync(bob, await FindAsync(bob, Id(clip)), "R", "no: there is blood");

        var saved = app.Project.Store.Decisions.All()[^1];
        Assert.True(saved is { ChosenBy: "second", Audit: false, BatchId: null, Role: "reviewer" });
        var listed = (await GetAsync(lea, "adjudication")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal((Id(clip), "G", 3), (listed.GetProperty("clip").GetString(), listed.GetProperty("level").GetString(), listed.GetProperty("distance").GetInt32()));
        Assert.Equal(["ann G " + Note, "bob R no: there is blood"], listed.GetProperty("answers").EnumerateArray()
            .Select(answer => $"{answer.GetProperty("reviewer").GetString()} {answer.GetProperty("levels").GetString()} {answer.GetProperty("note").GetString()}"));
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.GetAsync(new Uri("/api/v1/adjudication", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(bob, clip, "R", adjudicate: true)).StatusCode);

        var settled = await DecideAsync(lea, clip, "PG-13", adjudicate: true);

        Assert.Equal(0, (await GetAsync(lea, "adjudication")).GetProperty("total").GetInt32());
        Assert.Equal(("PG-13", "decided"), await LevelAsync(lea, clip));
        var quality = await GetAsync(lea, "quality");
        Assert.Equal((1, 0, 1, 0, 1), SecondOf(quality));
        Assert.Equal((0, 1), (quality.GetProperty("adjudication").GetProperty("waiting").GetInt32(), quality.GetProperty("adjudication").GetProperty("done").GetInt32()));
        Assert.Equal("adjudicator", app.Project.Store.Decisions.All()[^1].Role);

        await UndoAsync(lea, clip, settled);
        Assert.Equal(("G", "disputed"), await LevelAsync(lea, clip));
        await UndoAsync(bob, clip, second);
        Assert.Equal(("G", "decided"), await LevelAsync(lea, clip));
        Assert.Equal((1, 1, 0, 0, 0), SecondOf(await GetAsync(lea, "quality")));
    }

    [Fact]
    public async Task WhoCouldStillTakeABlindAnswerBack_SeesNoOtherAnswer()
    {
        await using var app = await TestApp.StartAsync();
        var (ann, bob, _) = await PeopleAsync(app);
        var clip = (await ClaimAsync(ann, 1)).Single();
        var first = await DecideAsync(ann, clip, "G", Note);
        var second = await DecideAsync(bob, await FindAsync(bob, Id(clip)), "R");

        AssertBlind(await GetAsync(bob, $"clips/{Id(clip)}"), first);
        Assert.DoesNotContain("\"second\"", (await GetAsync(bob, "decisions/mine")).GetRawText(), StringComparison.Ordinal);
        await UndoAsync(bob, clip, second);
        AssertBlind(await GetAsync(bob, $"clips/{Id(clip)}"), first);
        await DecideAsync(bob, clip, "PG");
        Assert.Equal("second", app.Project.Store.Decisions.All()[^1].ChosenBy);
    }

    [Fact]
    public async Task Quality_CountsSecondReviews_WithAlphaAndNoRanking()
    {
        await using var app = await TestApp.StartAsync(clips: 40);
        var (ann, bob, lea) = await PeopleAsync(app);
        string[] levels = ["G", "PG", "PG-13", "R", "NC-17"];
        var clips = await ClaimAsync(ann, 8);
        for (var i = 0; i < clips.Count; i++)
            await DecideAsync(ann, clips[i], levels[i % 5], seconds: 2 + i);
        for (var i = 0; i < clips.Count; i++)
            await DecideAsync(bob, await FindAsync(bob, Id(clips[i])), i == 7 ? "R" : i == 6 ? ">=PG" : levels[i % 5]);

        var quality = await GetAsync(lea, "quality");

        Assert.Equal((8, 0, 8, 7, 1), SecondOf(quality));
        var alpha = quality.GetProperty("alpha");
        Assert.Equal((7, 14), (alpha.GetProperty("clips").GetInt32(), alpha.GetProperty("answers").GetInt32()));
        Assert.InRange(alpha.GetProperty("value").GetDouble(), alpha.GetProperty("low").GetDouble(), alpha.GetProperty("high").GetDouble());
        Assert.InRange(alpha.GetProperty("value").GetDouble(), 0.8, 0.99);
        var reviewers = quality.GetProperty("reviewers").EnumerateArray().ToList();
        Assert.Equal(["ann", "bob"], reviewers.Select(reviewer => reviewer.GetProperty("reviewer").GetString()));
        Assert.All(reviewers, reviewer => Assert.Equal(
            (8, 8, 7, JsonValueKind.Null),
            (reviewer.GetProperty("decisions").GetInt32(), reviewer.GetProperty("shared").GetProperty("clips").GetInt32(),
                reviewer.GetProperty("shared").GetProperty("agreed").GetInt32(), reviewer.GetProperty("reliability").ValueKind)));
        Assert.Equal(5.5, reviewers[0].GetProperty("medianSeconds").GetDouble());
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.GetAsync(new Uri("/api/v1/quality", UriKind.Relative))).StatusCode);
    }

    private static async Task<(string?, string?)> LevelAsync(HttpClient client, JsonElement clip)
    {
        var level = (await GetAsync(client, $"clips/{Id(clip)}")).GetProperty("level");
        return (level.GetProperty("name").GetString(), level.GetProperty("status").GetString());
    }

    private static (int, int, int, int, int) SecondOf(JsonElement quality) => quality.GetProperty("second") is var second
        ? (second.GetProperty("drawn").GetInt32(), second.GetProperty("waiting").GetInt32(), second.GetProperty("done").GetInt32(), second.GetProperty("agreed").GetInt32(),
            second.GetProperty("disagreed").GetInt32())
        : default;
}
