using FusionScorer.TestKit;
using Microsoft.Playwright;

namespace FusionScorer.EndToEnd.Review;

/// <summary>What a reviewer sees and hears, and when: protection, marks on the clock, hostile text, large files.</summary>
[Collection(BrowserTests.Name)]
public sealed class PlayingTests(ReviewBrowser browser, ReviewProjects projects)
{
    private const string Hostile = "<script>window.hacked=1</script><img src=x onerror=\"window.hacked=2\"> \"quoted\" 'and' \u202Ereversed\u202C";

    // A video made of a white flash for each whole second; the middle of the picture tells whether it is lit.
    private const string Flashes = "color=c=black:s=320x240:r=25:d=12,drawbox=c=white:t=fill:enable='lt(mod(t\\,1)\\,0.12)'";

    [ProgramFact("chromium")]
    public async Task Protection_HoldsUntilTwoDeliberateSteps_AndWithEachNewClip()
    {
        await using var sitting = await ReviewSitting.StartAsync(browser, await projects.DemoAsync());
        var review = sitting.Review;
        var stage = review.Page.GetByTestId("stage");

        await Assertions.Expect(stage).ToHaveAttributeAsync("data-step", "0");
        Assert.Matches("blur", await FilterAsync());
        Assert.Matches("grayscale", await FilterAsync());
        Assert.True(await review.Page.EvaluateAsync<bool>("() => { const video = document.querySelector('video'); return video.muted && video.paused && !video.autoplay; }"));
        await review.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(stage).ToHaveAttributeAsync("data-step", "1");
        Assert.Equal("grayscale(1)", await FilterAsync());
        await review.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(stage).ToHaveAttributeAsync("data-step", "2");
        Assert.Equal("none", await FilterAsync());
        await review.Page.Keyboard.PressAsync("h");
        await Assertions.Expect(stage).ToHaveAttributeAsync("data-step", "0");
        await review.Page.Keyboard.PressAsync("r");
        await review.DecideAsync("3");
        await Assertions.Expect(stage).ToHaveAttributeAsync("data-step", "0");
        Assert.Matches("blur", await FilterAsync());

        Task<string> FilterAsync() => review.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('video')).filter");
    }

    [ProgramFact("chromium")]
    public async Task HostileTitlesAndCaptions_AreShownAsText()
    {
        var library = projects.NewFolder();
        await MakeClipAsync(Path.Combine(library, "clip.mp4"), Flashes, "-t 3 -c:v libx264 -pix_fmt yuv420p");
        await File.WriteAllTextAsync(Path.Combine(library, "clip.en.srt"), $"1\n00:00:00,500 --> 00:00:02,000\n{Hostile} what the fuck\n");
        await File.WriteAllTextAsync(Path.Combine(library, "clips.csv"), $"clip_id,title,cast\nclip.mp4,\"{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\",\"{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        var folder = await ProjectOverAsync(library, extract: "captions");
        await using var sitting = await ReviewSitting.StartAsync(browser, folder);
        var review = sitting.Review;
        var dialogs = 0;
        review.Page.Dialog += async (_, dialog) =>
        {
            dialogs++;
            await dialog.DismissAsync();
        };

        Assert.Contains("<script>window.hacked=1</script>", await review.Page.GetByTestId("clip-title").TextContentAsync(), StringComparison.Ordinal);
        await review.Page.Keyboard.PressAsync("w");
        foreach (var panel in (string[])["evidence-0", "account", "cue-0", "links", "about"])
        {
            if (panel is "evidence-0" or "cue-0")
                Assert.Contains("\"quoted\" 'and'", await review.Page.GetByTestId(panel).TextContentAsync(), StringComparison.Ordinal);
            await review.Page.Keyboard.PressAsync("v");
        }

        await review.Page.GotoAsync(sitting.Server.Address + "/queue?status=all");
        await Assertions.Expect(review.Page.GetByTestId("queue-row").First).ToContainTextAsync("<script>");
        Assert.Equal(0, dialogs);
        Assert.True(await review.Page.EvaluateAsync<bool>("() => window.hacked === undefined"));
    }

    [ProgramFact("chromium")]
    public async Task MatroskaAndTransportStreams_PlayWithMarksOnTheirClock()
    {
        var library = projects.NewFolder();
        await MakeClipAsync(Path.Combine(library, "one.mkv"), Flashes, "-c:v libx264 -pix_fmt yuv420p -g 250");
        await MakeClipAsync(Path.Combine(library, "two.ts"), Flashes, "-c:v libx264 -pix_fmt yuv420p -g 250 -f mpegts");
        foreach (var name in (string[])["one", "two"])
            await File.WriteAllTextAsync(Path.Combine(library, $"{name}.en.srt"), "1\n00:00:07,000 --> 00:00:07,500\nfuck\n");
        var folder = await ProjectOverAsync(library, extract: "captions");
        await using var sitting = await ReviewSitting.StartAsync(browser, folder);
        var review = sitting.Review;
        for (var clip = 0; clip < 2; clip++)
        {
            await review.Page.GetByTestId("evidence-0").ClickAsync();
            await review.Page.WaitForFunctionAsync("() => { const video = document.querySelector('video'); return video && video.readyState >= 2 && !video.seeking; }", null, new() { Timeout = 60_000 });

            // Seek to where the mark stands, by the app's own clock, then ask the picture itself: lit from 7.00 to 7.12 s, dark before and after.
            Assert.False(await IsLitAsync(6900), "dark at 6.9 s");
            Assert.True(await IsLitAsync(7060), "lit at 7.06 s");
            Assert.False(await IsLitAsync(7220), "dark at 7.22 s");
            if (clip == 0)
                await review.DecideAsync("4");
        }

        // The video's own clock is that of the part that plays; the difference to the timeline's is the part's offset.
        async Task<bool> IsLitAsync(int ms)
        {
            return await review.Page.EvaluateAsync<bool>(
                """
                async ms => {
                  const video = document.querySelector('video');
                  const offset = Number(document.querySelector('[data-testid=timeline-slider]').dataset.positionMs) - video.currentTime * 1000;
                  video.currentTime = (ms - Math.round(offset)) / 1000;
                  await new Promise(done => video.addEventListener('seeked', done, { once: true }));
                  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                  const canvas = document.createElement('canvas');
                  canvas.width = 32; canvas.height = 24;
                  const drawing = canvas.getContext('2d');
                  drawing.drawImage(video, 0, 0, 32, 24);
                  return drawing.getImageData(16, 12, 1, 1).data[0] > 127;
                }
                """,
                ms);
        }
    }

    [ProgramFact("chromium")]
    public async Task SeekingInALargeFile_ReadsWhatItNeeds()
    {
        var library = projects.NewFolder();
        await MakeClipAsync(Path.Combine(library, "short.mp4"), "testsrc2=s=640x360:r=25:d=5,noise=alls=30:allf=t", "-c:v libx264 -preset ultrafast -crf 20 -pix_fmt yuv420p");
        await FfmpegAsync("-stream_loop", "119", "-i", Path.Combine(library, "short.mp4"), "-c", "copy", "-movflags", "+faststart", Path.Combine(library, "long.mp4"));
        File.Delete(Path.Combine(library, "short.mp4"));
        var size = new FileInfo(Path.Combine(library, "long.mp4")).Length;
        Assert.True(size > 100_000_000, $"{size} bytes is no large file");
        var folder = await ProjectOverAsync(library, extract: "captions");
        await using var sitting = await ReviewSitting.StartAsync(browser, folder);
        var review = sitting.Review;
        var statuses = new List<int>();
        review.Page.Response += (_, response) =>
        {
            if (response.Url.Contains("/media/", StringComparison.Ordinal))
                statuses.Add(response.Status);
        };

        await review.Page.GetByTestId("timeline-slider").FocusAsync();
        await review.Page.Keyboard.PressAsync("End");
        await review.Page.WaitForFunctionAsync("() => { const video = document.querySelector('video'); return video.currentTime > 580 && video.readyState >= 2 && !video.seeking; }", null, new() { Timeout = 60_000 });
        await review.Page.Keyboard.PressAsync("Home");
        await review.Page.WaitForFunctionAsync("() => { const video = document.querySelector('video'); return video.currentTime < 1 && video.readyState >= 2 && !video.seeking; }", null, new() { Timeout = 60_000 });

        Assert.All(statuses, status => Assert.Equal(206, status));
        Assert.NotEmpty(statuses);
    }

    private static async Task MakeClipAsync(string path, string source, string options)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await FfmpegAsync(["-f", "lavfi", "-i", source, .. options.Split(' '), path]);
    }

    private static async Task FfmpegAsync(params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo("ffmpeg", ["-v", "error", "-y", .. arguments]) { UseShellExecute = false };
        using var ffmpeg = System.Diagnostics.Process.Start(start)!;
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
    }

    private async Task<string> ProjectOverAsync(string library, string extract)
    {
        var folder = projects.NewFolder();
        Directory.CreateDirectory(folder);
        foreach (var call in (string[][])[["init", folder, "--library", $"lib={library}"], ["scan"], ["extract", "--signals", extract], ["fuse"]])
        {
            var ran = await FusionProgram.RunAsync(folder, call);
            Assert.True(ran.ExitCode == 0, $"{call[0]}: {ran.Error}");
        }

        return folder;
    }
}
