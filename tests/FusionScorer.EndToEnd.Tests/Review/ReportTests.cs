using FusionScorer.TestKit;
using Microsoft.Playwright;

namespace FusionScorer.EndToEnd.Review;

/// <summary>A report as a browser shows it: nothing is fetched, nothing complains, everybody can read it.</summary>
[Collection(BrowserTests.Name)]
public sealed class ReportTests(ReviewBrowser browser, ReviewProjects projects)
{
    private const string Background = "() => getComputedStyle(document.documentElement).backgroundColor";

    [ProgramFact("chromium")]
    public async Task Report_InLightDarkAndOnPaper_FetchesNothing_AndIsAccessible()
    {
        var project = await projects.DemoAsync();
        var made = await FusionProgram.RunAsync(project, "report", "--out", "out.html", "--title", "<script>fetch('http://127.0.0.1:9/')</script>", "--project", project);
        Assert.True(made.ExitCode == 0, made.Error);
        var address = new Uri(Path.Combine(project, "out.html")).AbsoluteUri;
        var grounds = new List<string>();
        foreach (var dark in (bool[])[false, true])
        {
            await using var context = await browser.NewContextAsync(dark);
            var page = await context.NewPageAsync();
            var (requests, complaints) = (new List<string>(), new List<string>());
            page.Request += (_, request) => requests.Add(request.Url);
            page.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");
            page.PageError += (_, fault) => complaints.Add(fault);
            await page.GotoAsync(address);

            Assert.Equal(11, await page.Locator("main > section").CountAsync());
            Assert.True(await page.Locator("svg").CountAsync() >= 8);
            Assert.Equal("<script>fetch('http://127.0.0.1:9/')</script>", await page.Locator("h1").InnerTextAsync());
            Assert.Equal([address], requests);
            Assert.Empty(complaints);
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window");
            grounds.Add(await page.EvaluateAsync<string>(Background));
            await ScreenshotTests.CheckAsync(page, "report", dark);

            await page.EmulateMediaAsync(new() { Media = Media.Print });
            Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>(Background));
            Assert.True(await page.Locator("nav").IsHiddenAsync());
        }

        Assert.Equal("rgb(255, 255, 255)", grounds[0]);
        Assert.NotEqual(grounds[0], grounds[1]);
    }
}
