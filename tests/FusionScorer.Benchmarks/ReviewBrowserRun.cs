using System.Globalization;
using System.Text.Json;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.TestKit;
using FusionScorer.Web;
using FusionScorer.Web.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace FusionScorer.Benchmarks;

/// <summary>From key press to the next clip in the page, in Chromium on loopback, over a large imported library.</summary>
internal static class ReviewBrowserRun
{
    private const string Name = "browser";
    private const string Password = "correct horse battery";
    private const int WarmUp = 10;

    /// <summary>Decides so many clips and prints the figures.</summary>
    public static async Task PrintAsync(TextWriter to, string folder, int decisions)
    {
        DeskRun.Make(folder, DeskRun.UsualClips);
        using var project = Project.Open(folder, TimeProvider.System);
        var desk = ReviewDesk.Open(project);
        await using var app = ReviewHost.Build(project, desk, new ReviewOptions { Port = 0, Environment = Environment.GetEnvironmentVariable, Log = to.WriteLine });
        await app.StartAsync();
        var now = project.Clock.GetUtcNow();
        project.Store.Accounts.Create(
            new AccountRow(Name, Access.Admin, app.Services.GetRequiredService<Passwords>().Hash(Name, Password), Tokens.New(), Disabled: false, now, null, null),
            new AuditEvent(0, now, "", "account.create", Name, "benchmark"));

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ProgramFactAttribute.Find("chromium"), Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 720 } });
        await page.GotoAsync(app.Urls.First() + "/review?batch=500");
        await page.Locator("input[autocomplete=username]").FillAsync(Name);
        await page.Locator("input[type=password]").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByTestId("clip-title").WaitForAsync();
        for (var i = 0; i < WarmUp + decisions; i++)
        {
            var before = await page.GetByTestId("review").GetAttributeAsync("data-clip");
            await page.Keyboard.PressAsync(((i % 5) + 1).ToString(CultureInfo.InvariantCulture));
            await page.WaitForFunctionAsync("before => (document.querySelector('[data-testid=review]')?.dataset.clip ?? before) !== before", before);
            await page.WaitForTimeoutAsync(150);
        }

        var times = JsonSerializer.Deserialize<double[]>(await page.EvaluateAsync<string>("() => JSON.stringify(performance.getEntriesByName('next-clip').map(entry => entry.duration))"))!
            .Skip(WarmUp).Order().ToArray();
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"key press to next clip: {times.Length}, median {times[times.Length / 2]:0.0} ms, p95 {times[times.Length * 95 / 100]:0.0}, worst {times[^1]:0.0}; {desk.Model.Clips.Count} clips, {desk.Learning.Pending} answers not learned yet"));
    }
}
