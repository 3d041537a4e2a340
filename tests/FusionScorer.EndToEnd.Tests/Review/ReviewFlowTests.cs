using FusionScorer.Library.Records;
using FusionScorer.Library.Sqlite;
using FusionScorer.TestKit;
using Microsoft.Playwright;

namespace FusionScorer.EndToEnd.Review;

/// <summary>What an analyst does all day, in a real browser against the built program.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReviewFlowTests(ReviewBrowser browser, ReviewProjects projects)
{
    private static List<Decision> DecisionsOf(string project, string reviewer)
    {
        using var store = SqliteStore.Open(Path.Combine(project, "fusion.db"), create: false, TimeProvider.System);
        return [.. store.Decisions.All().Where(decision => decision.Reviewer == reviewer)];
    }

    [ProgramFact("chromium")]
    public async Task FromTheFirstLink_TwentyClips_ByKeyboardAlone()
    {
        var folder = await projects.DemoAsync();
        await using var server = await ReviewServer.StartAsync(folder);
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync(server.Welcome!);
        await Assertions.Expect(page.Locator("input").First).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("ann");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(ReviewServer.Password);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(ReviewServer.Password);
        await page.Keyboard.PressAsync("Enter");
        var review = new ReviewPage(page);
        await review.WaitAsync();
        var decided = new List<string>();
        while (decided.Count < 20)
        {
            decided.Add(await review.DecideAsync("4"));
            if (await page.GetByTestId("batch-done").IsVisibleAsync())
                await page.Keyboard.PressAsync("Enter");
            await review.WaitAsync();
        }

        await review.SavedAsync();
        Assert.Equal(20, decided.Distinct().Count());
        var kept = DecisionsOf(folder, "ann");
        Assert.Equal(20, kept.Count);
        Assert.All(kept, decision => Assert.Equal(("R", DecisionKind.Level), (decision.Levels, decision.Kind)));
        Assert.Equal(20, kept.Select(decision => decision.ClipNo).Distinct().Count());
        Assert.NotEmpty(await review.LatenciesAsync());
    }

    [ProgramFact("chromium")]
    public async Task Undo_BringsTheClipBack_AndTakesTheDecisionBack()
    {
        await using var sitting = await ReviewSitting.StartAsync(browser, await projects.DemoAsync());
        var (folder, _, _, review) = sitting;

        var first = await review.DecideAsync("1");
        await review.Page.Keyboard.PressAsync("z");
        await review.Page.WaitForFunctionAsync("first => document.querySelector('[data-testid=review]')?.dataset.clip === first", first);
        await review.DecideAsync("5");
        await review.SavedAsync();

        var kept = DecisionsOf(folder, "ann");
        Assert.Equal([DecisionKind.Level, DecisionKind.Undo, DecisionKind.Level], kept.Select(decision => decision.Kind));
        Assert.Equal(kept[0].Id, kept[1].Undoes);
        Assert.Equal("NC-17", kept[2].Levels);
        Assert.Single(kept.Select(decision => decision.ClipNo).Distinct());
    }

    [ProgramFact("chromium")]
    public async Task FiveDecisionsOffline_ArriveOnceBack()
    {
        await using var sitting = await ReviewSitting.StartAsync(browser, await projects.DemoAsync());
        var (folder, _, context, review) = sitting;
        await review.Page.WaitForTimeoutAsync(500);

        await context.SetOfflineAsync(true);
        for (var i = 0; i < 5; i++)
            await review.DecideAsync("3");
        await Assertions.Expect(review.Page.GetByTestId("save-state")).ToContainTextAsync("5");
        Assert.Empty(DecisionsOf(folder, "ann"));
        await context.SetOfflineAsync(false);
        await review.SavedAsync();

        var kept = DecisionsOf(folder, "ann");
        Assert.Equal(5, kept.Count);
        Assert.Equal(5, kept.Select(decision => decision.ClipNo).Distinct().Count());
    }

    [ProgramFact("chromium")]
    public async Task AServerKilledBetweenDecisionAndAnswer_LosesNothing_DoublesNothing()
    {
        await using var sitting = await ReviewSitting.StartAsync(browser, await projects.DemoAsync());
        var (folder, server, _, review) = sitting;
        await review.Page.WaitForTimeoutAsync(500);
        var killed = new TaskCompletionSource();
        await review.Page.RouteAsync("**/api/v1/decisions", async route =>
        {
            // The decision arrives; the answer does not.
            if (killed.Task.IsCompleted)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            await server.KillAsync();
            killed.SetResult();
            await route.AbortAsync();
        });

        await review.DecideAsync("2");
        await killed.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await review.DecideAsync("3");
        Assert.Single(DecisionsOf(folder, "ann"));
        await server.RestartAsync();
        await review.SavedAsync();

        Assert.Equal(["PG", "PG-13"], DecisionsOf(folder, "ann").Select(decision => decision.Levels));
    }

    [ProgramFact("chromium")]
    public async Task AReloadInMidDraft_KeepsClipAndNote()
    {
        await using var sitting = await ReviewSitting.StartAsync(browser, await projects.DemoAsync());
        var (folder, _, _, review) = sitting;
        await review.DecideAsync("3");
        var clip = await review.ClipAsync();

        await review.Page.Keyboard.PressAsync("e");
        await review.Page.Keyboard.TypeAsync("4 u: still thinking");
        await review.Page.ReloadAsync();
        await review.WaitAsync();

        Assert.Equal(clip, await review.ClipAsync());
        await Assertions.Expect(review.Page.GetByTestId("note")).ToHaveValueAsync("4 u: still thinking");
        await review.SavedAsync();
        Assert.Single(DecisionsOf(folder, "ann"));
    }

    [ProgramFact("chromium")]
    public async Task TwoBrowsers_NeverHoldTheSameClip()
    {
        var folder = await projects.DemoAsync();
        await using var server = await ReviewServer.StartAsync(folder);
        using (var admin = await server.EnterAsync("ann"))
            await server.AddAccountAsync(admin, "bob");
        await using var one = await browser.NewContextAsync();
        await using var other = await browser.NewContextAsync();
        await using var again = await browser.NewContextAsync();
        ReviewPage[] reviewers = [await ReviewPage.SignInAsync(one, server, "ann"), await ReviewPage.SignInAsync(other, server, "bob"), await ReviewPage.SignInAsync(again, server, "ann")];
        var shown = new List<string>();
        for (var round = 0; round < 4; round++)
        {
            foreach (var reviewer in reviewers)
                shown.Add(await reviewer.DecideAsync("3"));
        }

        foreach (var reviewer in reviewers)
            await reviewer.SavedAsync();
        Assert.Equal(12, shown.Distinct().Count());
        Assert.Equal(12, DecisionsOf(folder, "ann").Concat(DecisionsOf(folder, "bob")).Select(decision => decision.ClipNo).Distinct().Count());
    }
}
