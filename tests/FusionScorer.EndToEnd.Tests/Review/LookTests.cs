using FusionScorer.TestKit;
using Microsoft.Playwright;

namespace FusionScorer.EndToEnd.Review;

[Collection(BrowserTests.Name)]
public sealed class LookTests(ReviewBrowser browser)
{
    [Fact]
    public async Task Look()
    {
        var folder = Environment.GetEnvironmentVariable("LOOK_PROJECT")!;
        var to = Environment.GetEnvironmentVariable("LOOK_TO")!;
        await using var server = await ReviewServer.StartAsync(folder);
        await using var context = await browser.NewContextAsync(Environment.GetEnvironmentVariable("LOOK_DARK") == "1");
        var page = await context.NewPageAsync();
        page.Console += (_, message) => Console.WriteLine($"console {message.Type}: {message.Text}");
        page.PageError += (_, error) => Console.WriteLine($"page error: {error}");
        page.RequestFailed += (_, request) => Console.WriteLine($"failed: {request.Url} {request.Failure}");
        page.Response += (_, response) => { if (response.Status >= 400) Console.WriteLine($"{response.Status} {response.Url}"); };
        if (server.Welcome is { } welcome)
        {
            await page.GotoAsync(welcome);
            await page.WaitForTimeoutAsync(500);
            await page.ScreenshotAsync(new() { Path = Path.Combine(to, "welcome.png") });
            (await server.EnterAsync()).Dispose();
        }

        await page.GotoAsync(server.Address);
        await page.WaitForTimeoutAsync(500);
        await page.ScreenshotAsync(new() { Path = Path.Combine(to, "signin.png") });
        await page.FillAsync("input[type=text], input[name=name], input[autocomplete=username]", "admin");
        await page.FillAsync("input[type=password]", ReviewServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForTimeoutAsync(1500);
        foreach (var path in (Environment.GetEnvironmentVariable("LOOK_PAGES") ?? "/review").Split(','))
        {
            await page.GotoAsync(server.Address + path);
            await page.WaitForTimeoutAsync(2000);
            await page.ScreenshotAsync(new() { Path = Path.Combine(to, path.Trim('/').Replace('/', '-').Replace('?', '-') + ".png") });
        }
    }
}
