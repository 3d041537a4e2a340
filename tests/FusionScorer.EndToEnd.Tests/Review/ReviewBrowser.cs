using FusionScorer.TestKit;
using Microsoft.Playwright;

namespace FusionScorer.EndToEnd.Review;

/// <summary>Chromium, as it is installed on this machine, driven by Playwright.</summary>
public sealed class ReviewBrowser : IAsyncLifetime
{
    private const float PatienceMs = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (ProgramFactAttribute.Find("chromium") is not { } chromium)
            return;
        _playwright = await Playwright.CreateAsync();

        // All tests share two cores; what waits longest waits for them, not for the page.
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A fresh browser profile: cookies and storage of its own.</summary>
    public async Task<IBrowserContext> NewContextAsync(bool dark = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = 1280, Height = 720 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(PatienceMs);
        return context;
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<ReviewBrowser>, ICollectionFixture<ReviewProjects>
{
    public const string Name = "browser";
}
