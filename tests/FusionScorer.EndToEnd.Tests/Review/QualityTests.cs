using System.Net.Http.Json;
using System.Text.Json;
using FusionScorer.TestKit;
using Microsoft.Playwright;

namespace FusionScorer.EndToEnd.Review;

/// <summary>Two reviewers who do not know of each other, and the lead who settles what they disagree on.</summary>
[Collection(BrowserTests.Name)]
public sealed class QualityTests(ReviewBrowser browser, ReviewProjects projects)
{
    private const int Firsts = 6;
    private const int MostSeconds = 40;

    [ProgramFact("chromium")]
    public async Task ASecondReviewer_IsBlind_AndALeadSettlesTheDispute()
    {
        await using var server = await ReviewServer.StartAsync(await projects.DemoAsync());
        using var admin = await server.EnterAsync("ann");
        await server.AddAccountAsync(admin, "bob");
        await server.AddAccountAsync(admin, "lea", "lead");
        await using var annsBrowser = await browser.NewContextAsync();
        await using var bobsBrowser = await browser.NewContextAsync();
        await using var leasBrowser = await browser.NewContextAsync();

        // The lead has every clip looked at twice.
        var leas = (await ReviewPage.SignInAsync(leasBrowser, server, "lea", "/quality")).Page;
        await leas.GetByTestId("second-share").FillAsync("100");
        await leas.GetByTestId("save-shares").ClickAsync();
        await Assertions.Expect(leas.GetByTestId("save-shares")).ToBeDisabledAsync(new() { Timeout = 60_000 });

        // Ann says NC-17 of six clips.
        var ann = await ReviewPage.SignInAsync(annsBrowser, server, "ann");
        var anns = new HashSet<string>();
        while (anns.Count < Firsts)
        {
            anns.Add(await ann.DecideAsync("5"));
            await ann.WaitAsync();
        }

        await ann.SavedAsync();

        // Bob says G of whatever he is given, some of hers among it, and sees nothing of her.
        var bob = await ReviewPage.SignInAsync(bobsBrowser, server, "bob");
        var seconds = 0;
        for (var i = 0; i < MostSeconds && seconds < 2; i++)
        {
            var clip = await bob.ClipAsync();
            if (anns.Contains(clip!))
            {
                seconds++;
                var words = await bob.Page.Locator("body").InnerTextAsync();
                Assert.DoesNotContain("ann", words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
                Assert.DoesNotContain("decided", await bob.Page.GetByTestId("review").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
                await Pictures.TakeAsync(bob.Page, "quality-blind");
            }

            await bob.DecideAsync("1");
            await bob.WaitAsync();
        }

        await bob.SavedAsync();
        Assert.Equal(2, seconds);

        // Lea settles the first of the disputes by keyboard; the other one waits.
        await leas.GotoAsync(server.Address + "/adjudication");
        await Assertions.Expect(leas.GetByTestId("dispute-row")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        await Pictures.TakeAsync(leas, "adjudication");
        await leas.GetByTestId("dispute-row").First.Locator("a").First.ClickAsync();
        await Assertions.Expect(leas.GetByTestId("answer")).ToHaveCountAsync(2, new() { Timeout = 60_000 });
        var disputed = new Uri(leas.Url).Query.Split("clip=")[1];
        await Pictures.TakeAsync(leas, "adjudication-clip");
        await leas.Keyboard.PressAsync("3");
        await leas.WaitForFunctionAsync("before => !location.search.includes(before)", disputed);
        for (var tries = 0; tries < 100 && await WaitingAsync(admin) != 1; tries++)
            await Task.Delay(100);
        Assert.Equal(1, await WaitingAsync(admin));
        var settled = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/clips/{disputed}");
        Assert.Equal(("PG-13", "decision", "decided"), (settled.GetProperty("level").GetProperty("name").GetString(), settled.GetProperty("level").GetProperty("source").GetString(), settled.GetProperty("level").GetProperty("status").GetString()));
        await leas.GotoAsync(server.Address + "/quality");
        await Assertions.Expect(leas.GetByTestId("to-adjudication")).ToContainTextAsync("1", new() { Timeout = 60_000 });
        await Assertions.Expect(leas.GetByTestId("reviewer-row").First).ToBeVisibleAsync();
        await Pictures.TakeAsync(leas, "quality-figures");
    }

    [ProgramFact("chromium")]
    public async Task AFilteredLibrary_IsExportedExactlyAsItIsShown()
    {
        await using var server = await ReviewServer.StartAsync(await Team.KaraokeAsync(projects.NewFolder()));
        using (var admin = await server.EnterAsync("ann"))
            await server.AddAccountAsync(admin, "lea", "lead");
        await using var context = await browser.NewContextAsync();
        var page = (await ReviewPage.SignInAsync(context, server, "lea", "/library")).Page;

        await page.Locator("input[type=search]").FillAsync("karaoke");
        await page.WaitForURLAsync("**/library?search=karaoke**");
        await page.GetByTestId("sort-conflict").ClickAsync();
        await Assertions.Expect(page.GetByTestId("library-row").First).ToContainTextAsync("karaoke", new() { Timeout = 60_000 });
        await page.WaitForTimeoutAsync(500);
        var shown = await page.GetByTestId("library-row").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.clip)");
        await page.GetByTestId("export-open").ClickAsync();
        await Pictures.TakeAsync(page, "library-export");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("export-csv").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());

        Assert.Equal(244, lines.Length);
        Assert.Equal(shown, lines.Skip(1).Take(shown.Length).Select(line => line.Split(',')[0]));
        Assert.All(lines.Skip(1), line => Assert.Contains("karaoke", line, StringComparison.Ordinal));
    }

    private static async Task<int> WaitingAsync(HttpClient lead) => (await lead.GetFromJsonAsync<JsonElement>("/api/v1/adjudication")).GetProperty("total").GetInt32();
}
