using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FusionScorer.TestKit;
using Microsoft.Playwright;

namespace FusionScorer.EndToEnd.Review;

/// <summary>A policy owner's day: captions of karaoke clips over-rate. The story that docs/tuning-story.md tells, in a real browser.</summary>
[Collection(BrowserTests.Name)]
public sealed class TuningTests(ReviewBrowser browser, ReviewProjects projects)
{
    [ProgramFact("chromium")]
    public async Task AComplaint_IsFound_Weighed_Reviewed_Saved_Compared_AndRolledBack()
    {
        await using var server = await ReviewServer.StartAsync(await Team.KaraokeAsync(projects.NewFolder()));
        using var admin = await server.EnterAsync("ann");
        await server.AddAccountAsync(admin, "polly", "policy");
        await Team.AnswerAsync(admin, 120);
        await Team.LearnedAsync(admin);
        await using var context = await browser.NewContextAsync();
        var page = (await ReviewPage.SignInAsync(context, server, "polly", "/library?search=karaoke&sort=conflict")).Page;

        // The complaint: karaoke clips that captions and speech disagree on.
        await Assertions.Expect(page.GetByTestId("library-row").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Pictures.TakeAsync(page, "story-1-library");
        await page.GotoAsync(server.Address + "/queue?pair=captions%7Cspeech&search=karaoke&strategy=conflict");
        await Assertions.Expect(page.GetByTestId("queue-row").First).ToContainTextAsync("captions says >=", new() { Timeout = 60_000 });
        await Pictures.TakeAsync(page, "story-2-queue");

        // A lower weight, dragged.
        await page.GotoAsync(server.Address + "/tuning");
        var policyBefore = await page.GetByTestId("policy-hash").TextContentAsync();
        await DragAsync(page, "weight-captions", 0.6);
        await page.WaitForFunctionAsync("() => Number(document.querySelector('[data-testid=preview-moved]')?.dataset.moved) > 0");
        await Assertions.Expect(page.GetByTestId("moved-clip").First).ToBeVisibleAsync();
        await page.WaitForTimeoutAsync(300);
        var moved = int.Parse((await page.GetByTestId("preview-moved").GetAttributeAsync("data-moved"))!, CultureInfo.InvariantCulture);
        await Pictures.TakeAsync(page, "story-3-weight");

        // What it would change, reviewed; the draft waits meanwhile.
        await page.GetByTestId("review-changes").ClickAsync();
        var review = new ReviewPage(page);
        await review.WaitAsync();
        Assert.Contains("changes=", page.Url, StringComparison.Ordinal);
        await Pictures.TakeAsync(page, "story-4-review");
        for (var i = 0; i < 3; i++)
        {
            await review.DecideAsync("2");
            await review.WaitAsync();
        }

        await review.SavedAsync();
        await Team.LearnedAsync(admin);
        await page.GotoAsync(server.Address + "/tuning");
        await Assertions.Expect(page.GetByTestId("weight-captions-number")).ToHaveValueAsync("0.6");
        Assert.True(moved > 10, $"{moved} clips moved");

        // Saved with a reason; the levels follow.
        await page.GetByTestId("policy-note").FillAsync("Captions of karaoke clips are lyrics: they count less");
        await page.GetByTestId("save-policy").ClickAsync();
        await Assertions.Expect(page.GetByTestId("policy-hash")).Not.ToHaveTextAsync(policyBefore!, new() { Timeout = 60_000 });
        await Team.LearnedAsync(admin);
        await page.GotoAsync(server.Address + "/progress");
        await page.WaitForTimeoutAsync(800);
        await Pictures.TakeAsync(page, "story-5-progress");

        // Compared with the one before, and rolled back.
        await page.GotoAsync(server.Address + "/tuning?tab=policies");
        await Assertions.Expect(page.GetByTestId("comparison")).ToContainTextAsync("weight of captions: 1 → 0.6", new() { Timeout = 60_000 });
        await Pictures.TakeAsync(page, "story-6-compare");
        await page.GetByTestId($"roll-back-{policyBefore}").ClickAsync();
        await page.GetByTestId("roll-back-note").FillAsync("to see both");
        await page.GetByTestId("roll-back-confirm").ClickAsync();
        await Assertions.Expect(page.GetByTestId("policy-hash")).ToHaveTextAsync(policyBefore!, new() { Timeout = 60_000 });
        var policies = await admin.GetFromJsonAsync<JsonElement>("/api/v1/policies");
        Assert.Equal(2, policies.GetArrayLength());
        Assert.StartsWith(policyBefore!, policies.EnumerateArray().Single(policy => policy.GetProperty("active").GetBoolean()).GetProperty("hash").GetString(), StringComparison.Ordinal);
    }

    [ProgramFact("chromium")]
    public async Task ARule_IsWritten_Tested_Tried_AndSaved()
    {
        await using var server = await ReviewServer.StartAsync(await Team.KaraokeAsync(projects.NewFolder()));
        using var admin = await server.EnterAsync("ann");
        await Team.AnswerAsync(admin, 20);
        await Team.LearnedAsync(admin);
        await using var context = await browser.NewContextAsync();
        var page = (await ReviewPage.SignInAsync(context, server, "ann", "/tuning?tab=rules")).Page;
        var policyBefore = await page.GetByTestId("policy-hash").TextContentAsync();

        await page.GetByTestId("add-function").ClickAsync();
        await page.GetByTestId("function-signal").SelectOptionAsync("genre");
        await page.GetByTestId("function-name").FillAsync("karaoke-is-mild");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByTestId("rule-0").FillAsync("when genre.karaoke >= 1 then <=XX");
        await Assertions.Expect(page.GetByTestId("rule-fault-0")).ToContainTextAsync("XX", new() { Timeout = 60_000 });
        await page.GetByTestId("rule-0").FillAsync("when genre.karaoke >= 1 then <=PG-13");
        await Assertions.Expect(page.GetByTestId("rule-measure-0")).ToContainTextAsync("243", new() { Timeout = 60_000 });
        await Pictures.TakeAsync(page, "rules");

        await page.GetByTestId("learn-anew").ClickAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('[data-testid=trial]')?.dataset.state === 'done'", null, new() { Timeout = 60_000 });
        var moved = await page.GetByTestId("trial").GetByTestId("preview-moved").GetAttributeAsync("data-moved");
        Assert.True(int.Parse(moved!, CultureInfo.InvariantCulture) > 0);
        await Pictures.TakeAsync(page, "rules-trial");

        await page.GetByTestId("policy-note").FillAsync("Karaoke is not watched for its words");
        await page.GetByTestId("save-policy").ClickAsync();
        await Assertions.Expect(page.GetByTestId("policy-hash")).Not.ToHaveTextAsync(policyBefore!, new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByTestId("function-karaoke-is-mild")).ToBeVisibleAsync();
        await Team.LearnedAsync(admin);
        var policies = await admin.GetFromJsonAsync<JsonElement>("/api/v1/policies");
        var saved = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/policies/{policies[0].GetProperty("hash").GetString()}");
        Assert.Contains("when genre.karaoke >= 1 then <=PG-13", saved.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private static async Task DragAsync(IPage page, string slider, double to)
    {
        var box = await page.GetByTestId(slider).BoundingBoxAsync(new() { Timeout = 60_000 });
        Assert.NotNull(box);
        var y = box.Y + (box.Height / 2);

        // The thumb's middle never comes nearer to the ends than half its width.
        const int half = 8;
        float At(double weight) => (float)(box.X + half + ((box.Width - (2 * half)) * weight / 2));
        await page.Mouse.MoveAsync(At(1), y);
        await page.Mouse.DownAsync();
        for (var weight = 1.0; weight > to; weight -= 0.1)
            await page.Mouse.MoveAsync(At(weight), y);
        await page.Mouse.MoveAsync(At(to), y);
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.GetByTestId($"{slider}-number")).ToHaveValueAsync(to.ToString(CultureInfo.InvariantCulture));
    }
}
