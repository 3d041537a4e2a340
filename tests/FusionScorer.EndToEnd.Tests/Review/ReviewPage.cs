using System.Text.Json;
using Microsoft.Playwright;

namespace FusionScorer.EndToEnd.Review;

/// <summary>A reviewer at the review page, with what a test asks of it.</summary>
internal sealed class ReviewPage(IPage page)
{
    public IPage Page => page;

    /// <summary>The clip on the screen.</summary>
    public Task<string?> ClipAsync() => page.GetByTestId("review").GetAttributeAsync("data-clip");

    /// <summary>Comes in with a password.</summary>
    public static async Task<ReviewPage> SignInAsync(IBrowserContext context, ReviewServer server, string name, string path = "/review?batch=500")
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(server.Address + path);
        await page.Locator("input[autocomplete=username]").FillAsync(name);
        await page.Locator("input[type=password]").FillAsync(ReviewServer.Password);
        await page.Keyboard.PressAsync("Enter");
        var review = new ReviewPage(page);
        if (path.StartsWith("/review", StringComparison.Ordinal))
            await review.WaitAsync();
        return review;
    }

    /// <summary>Waits until a clip is shown.</summary>
    public async Task WaitAsync()
    {
        await Assertions.Expect(page.GetByTestId("clip-title")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.WaitForFunctionAsync("() => document.querySelector('[data-testid=review]')?.dataset.clip");
    }

    /// <summary>Presses a key that decides, and waits for the next clip.</summary>
    /// <returns>The clip that was decided.</returns>
    public async Task<string> DecideAsync(string key)
    {
        var before = await ClipAsync();
        Assert.NotNull(before);
        await page.Keyboard.PressAsync(key);
        await page.WaitForFunctionAsync("before => document.querySelector('[data-testid=review]')?.dataset.clip !== before", before);
        return before;
    }

    /// <summary>Waits until the save state says that nothing is on its way any more.</summary>
    public Task SavedAsync() => Assertions.Expect(page.GetByTestId("save-state")).ToContainTextAsync("all saved", new() { Timeout = 60_000, IgnoreCase = true });

    /// <summary>Milliseconds from key press to the next clip, one for each decision so far.</summary>
    public async Task<double[]> LatenciesAsync()
    {
        var json = await page.EvaluateAsync<string>("() => JSON.stringify(performance.getEntriesByName('next-clip').map(entry => entry.duration))");
        return JsonSerializer.Deserialize<double[]>(json)!;
    }
}
