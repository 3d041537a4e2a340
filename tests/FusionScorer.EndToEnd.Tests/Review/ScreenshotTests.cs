using FusionScorer.TestKit;
using Microsoft.Playwright;

namespace FusionScorer.EndToEnd.Review;

/// <summary>Every page as people see it: no serious fault by axe-core, in light and dark. FUSION_SCREENSHOTS=FOLDER keeps pictures.</summary>
[Collection(BrowserTests.Name)]
public sealed class ScreenshotTests(ReviewBrowser browser, ReviewProjects projects)
{
    private static readonly string[] Paths = ["/queue", "/queue?status=all&strategy=conflict", "/people", "/held", "/audit", "/settings", "/library", "/library?level=PG&sort=conflict", "/progress", "/progress?tab=extraction", "/tuning", "/tuning?weights=captions:0.4", "/tuning?tab=rules", "/tuning?tab=policies", "/quality", "/adjudication"];

    [ProgramFact("chromium")]
    public async Task EveryPage_IsAccessible_InLightAndDark()
    {
        await using var server = await ReviewServer.StartAsync(await projects.DemoAsync());
        using (var admin = await server.EnterAsync("ann"))
            await server.AddAccountAsync(admin, "bob", "lead");
        foreach (var dark in (bool[])[false, true])
        {
            await using var context = await browser.NewContextAsync(dark);
            var entrance = await context.NewPageAsync();
            await entrance.GotoAsync(server.Address);
            await CheckAsync(entrance, "sign-in", dark);
            await entrance.CloseAsync();
            var review = await ReviewPage.SignInAsync(context, server, "ann");
            var page = review.Page;
            await page.WaitForTimeoutAsync(700);
            await CheckAsync(page, "review", dark);
            foreach (var panel in (string[])["account", "words", "links", "about"])
            {
                await page.Keyboard.PressAsync("v");
                await page.WaitForTimeoutAsync(150);
                await CheckAsync(page, $"review-{panel}", dark);
            }

            await page.Keyboard.PressAsync("v");
            await page.Keyboard.PressAsync("n");
            await page.Keyboard.PressAsync("r");
            await page.WaitForTimeoutAsync(400);
            await CheckAsync(page, "review-revealed", dark);
            await page.Keyboard.PressAsync("?");
            await page.WaitForTimeoutAsync(200);
            await CheckAsync(page, "help", dark);
            await page.Keyboard.PressAsync("Escape");
            foreach (var path in Paths)
            {
                await page.GotoAsync(server.Address + path);
                await page.WaitForTimeoutAsync(700);
                await CheckAsync(page, string.Concat(path[1..].Select(c => char.IsLetterOrDigit(c) ? c : '-')), dark);
            }
        }
    }

    /// <summary>Keeps a picture where these are wanted, and looks for faults.</summary>
    internal static async Task CheckAsync(IPage page, string name, bool dark)
    {
        if (Environment.GetEnvironmentVariable("FUSION_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{(dark ? "dark" : "light")}.png") });
        await page.EvaluateAsync(await File.ReadAllTextAsync(Repository.At("src", "FusionScorer.Web", "ClientApp", "node_modules", "axe-core", "axe.min.js")));
        var faults = await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document)).violations.filter(fault => ['serious', 'critical'].includes(fault.impact))
              .map(fault => `${fault.id}: ${fault.help} (${fault.nodes.map(node => node.target.join(' ')).slice(0, 3).join(', ')})`)
            """);
        Assert.True(faults.Length == 0, $"{name}, {(dark ? "dark" : "light")}: {string.Join("; ", faults)}");
    }
}
