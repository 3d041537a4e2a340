using Microsoft.Playwright;

namespace FusionScorer.EndToEnd.Review;

/// <summary>Pictures of pages, for people to look at: FUSION_SCREENSHOTS=FOLDER keeps them.</summary>
internal static class Pictures
{
    /// <summary>Keeps a picture when somebody wants them.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("FUSION_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }
}
