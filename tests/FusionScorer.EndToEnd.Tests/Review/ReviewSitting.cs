using Microsoft.Playwright;

namespace FusionScorer.EndToEnd.Review;

/// <summary>Ann has signed in at a server of her own and sees her first clip.</summary>
internal sealed record ReviewSitting(string Folder, ReviewServer Server, IBrowserContext Context, ReviewPage Review) : IAsyncDisposable
{
    public const string Name = "ann";

    public static async Task<ReviewSitting> StartAsync(ReviewBrowser browser, string folder)
    {
        var server = await ReviewServer.StartAsync(folder);
        (await server.EnterAsync(Name)).Dispose();
        var context = await browser.NewContextAsync();
        return new ReviewSitting(folder, server, context, await ReviewPage.SignInAsync(context, server, Name));
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await Server.DisposeAsync();
    }
}
