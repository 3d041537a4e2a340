using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Web.Tests.Progress;

/// <summary>The page's figures are those of the command line, whatever was decided, drawn or learned meanwhile.</summary>
public sealed class ProgressTests
{
    [Fact]
    public async Task Figures_EqualTheCommandLines_BeforeAndAfterAnswersAndLearning()
    {
        await using var app = await TestApp.StartAsync(clips: 60);
        var ann = await app.SignInAsync("ann");
        AssertSame(app, await ReportAsync(ann));

        // Those drawn for the audit among them, and answers of every kind.
        string[] answers = ["R", "PG-13", "G", ">=PG", "unsure", "flag", "skip"];
        for (var i = 0; i < 40; i++)
            await DecideAsync(app, ann, answers[i % answers.Length], seconds: i);
        var pending = await ReportAsync(ann);
        AssertSame(app, pending);
        Assert.NotEqual(0, pending.GetProperty("decided").GetInt32());

        app.Desk.Learning.Step();
        var learned = await ReportAsync(ann);
        AssertSame(app, learned);
        Assert.True(learned.GetProperty("curve").GetArrayLength() > pending.GetProperty("curve").GetArrayLength());
        Assert.Contains("unsure", learned.GetProperty("answers").EnumerateObject().Where(kind => kind.Value.GetInt32() > 0).Select(kind => kind.Name));
        Assert.True(learned.GetProperty("audit").GetProperty("answers").GetInt32() > 0);
    }

    [Fact]
    public async Task Distribution_Calibration_FunctionsAndEffort_AreWhatTheClipsSay()
    {
        await using var app = await TestApp.StartAsync(clips: 40);
        var ann = await app.SignInAsync("ann");
        for (var i = 0; i < 9; i++)
            await DecideAsync(app, ann, "NC-17", seconds: 10 * (i + 1));
        app.Desk.Learning.Step();

        var progress = await ann.GetFromJsonAsync<JsonElement>("/api/v1/progress");

        var model = app.Desk.Model;
        var shown = Enumerable.Range(0, 40).Select(row => model.LevelOf(row, app.Desk.StandingOf(model.Clips[row].No))).ToList();
        var distribution = progress.GetProperty("distribution").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 5).Select(level => shown.Count(clip => clip.Level == level)), distribution.Select(level => level.GetProperty("clips").GetInt32()));
        Assert.Equal([0, 0, 0, 0, 9], distribution.Select(level => level.GetProperty("settled").GetInt32()));
        var calibration = progress.GetProperty("calibration");
        Assert.Equal(9, calibration.GetProperty("clips").GetInt32());
        Assert.Equal(9, calibration.GetProperty("bins").EnumerateArray().Sum(bin => bin.GetProperty("clips").GetInt32()));
        var effort = progress.GetProperty("effort");
        Assert.Equal((9, 9, 7.5, 50), (effort.GetProperty("decisions").GetInt32(), effort.GetProperty("timed").GetInt32(), effort.GetProperty("minutes").GetDouble(), effort.GetProperty("medianSeconds").GetDouble()));
        var library = model.Clips.Sum(clip => clip.Metadata.DurationMinutes ?? 0);
        Assert.Equal(library, effort.GetProperty("libraryMinutes").GetDouble(), 6);
        Assert.Equal(Math.Max(0, library - 7.5), effort.GetProperty("savedMinutes").GetDouble(), 6);
        Assert.Equal("2026-05-04", effort.GetProperty("days").EnumerateArray().Single().GetProperty("day").GetString());

        // What `fusion fuse` prints.
        var summary = ProjectModel.Learn(app.Project, app.Project.Policy).Summarise(app.Project.Policy.Taxonomy);
        Assert.Equal(
            summary.Functions.Select(f => (f.Name, f.Coverage, f.Overlap, f.Conflict, f.Accuracy, f.Weight ?? 1)),
            progress.GetProperty("functions").EnumerateArray().Select(f => (
                f.GetProperty("name").GetString()!, f.GetProperty("coverage").GetDouble(), f.GetProperty("overlap").GetDouble(), f.GetProperty("conflict").GetDouble(),
                f.GetProperty("accuracy").ValueKind == JsonValueKind.Null ? (double?)null : f.GetProperty("accuracy").GetDouble(), f.GetProperty("weight").GetDouble())));
        Assert.Equal(
            summary.Dependent.Select(pair => (pair.First, pair.Second, pair.Share)),
            progress.GetProperty("dependence").EnumerateArray().Select(pair => (pair.GetProperty("one").GetString()!, pair.GetProperty("other").GetString()!, pair.GetProperty("share").GetDouble())));
        Assert.Contains(progress.GetProperty("functions").EnumerateArray(), f => f.GetProperty("judged").GetInt32() > 0);
    }

    [Fact]
    public async Task Failures_AreGroupedAndPaged_AndEverySignalAddsUp()
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");
        var clips = app.Project.Store.Clips.All();
        for (var i = 0; i < 5; i++)
            app.Project.Store.Readings.Save(new Reading(clips[i].No, "captions", ReadingStatus.Failed, i < 3 ? "no <b>text</b>" : "bad\u202Etrack", null, null, new Dictionary<string, float>()), null, []);

        var all = await ann.GetFromJsonAsync<JsonElement>("/api/v1/extraction/failures?limit=2&offset=1");
        var none = await ann.GetFromJsonAsync<JsonElement>("/api/v1/extraction/failures?signal=nudity");
        var extraction = await ann.GetFromJsonAsync<JsonElement>("/api/v1/extraction");

        Assert.Equal((5, 2), (all.GetProperty("total").GetInt32(), all.GetProperty("items").GetArrayLength()));
        Assert.Equal([("no <b>text</b>", 3), ("bad\u202Etrack", 2)], all.GetProperty("reasons").EnumerateArray().Select(reason => (reason.GetProperty("reason").GetString()!, reason.GetProperty("clips").GetInt32())));
        Assert.Equal(0, none.GetProperty("total").GetInt32());
        Assert.False(extraction.GetProperty("running").GetBoolean());
        Assert.All(extraction.GetProperty("signals").EnumerateArray(), signal => Assert.Equal(
            30, signal.GetProperty("read").GetInt32() + signal.GetProperty("missing").GetInt32() + signal.GetProperty("failed").GetInt32() + signal.GetProperty("waiting").GetInt32()));
        Assert.Equal(5, extraction.GetProperty("signals").EnumerateArray().Single(signal => signal.GetProperty("signal").GetString() == "captions").GetProperty("failed").GetInt32());
    }

    [Theory]
    [InlineData("/api/v1/progress")]
    [InlineData("/api/v1/extraction")]
    [InlineData("/api/v1/extraction/failures")]
    [InlineData("/api/v1/events")]
    public async Task NobodyReadsWithoutSigningIn(string path)
    {
        await using var app = await TestApp.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Stranger().GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("NaN")]
    public async Task ATargetOutOfRange_IsRefused(string target)
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.GetAsync(new Uri($"/api/v1/progress?target={target}", UriKind.Relative))).StatusCode);
    }

    private static async Task<JsonElement> ReportAsync(HttpClient client) => (await client.GetFromJsonAsync<JsonElement>("/api/v1/progress?target=0.85")).GetProperty("report");

    // A handle of its own, as another process has.
    private static void AssertSame(TestApp app, JsonElement report)
    {
        using var project = Project.Open(app.Project.Folder, app.Clock);
        var document = JsonSerializer.SerializeToElement(ProgressDocument.Of(project.PolicyRow.Hash, ProgressRun.Of(project, 0.85)), ProgressDocumentJson.Default.ProgressDocument);
        Assert.Equal(document.GetRawText(), report.GetRawText());
    }

    private static async Task DecideAsync(TestApp app, HttpClient client, string answer, double seconds)
    {
        var claimed = await (await client.PostAsJsonAsync("/api/v1/queue/claims", new { filter = new { }, count = 1, have = Array.Empty<string>() })).Content.ReadFromJsonAsync<JsonElement>();
        var clip = claimed.GetProperty("clips").EnumerateArray().Single();
        var saved = await client.PostAsJsonAsync("/api/v1/decisions", new
        {
            id = Guid.NewGuid().ToString(),
            clip = clip.GetProperty("clip").GetString(),
            answer,
            seconds,
            policy = clip.GetProperty("policy").GetString(),
            posterior = clip.GetProperty("posterior"),
            pick = clip.GetProperty("pick"),
            at = app.Clock.GetUtcNow(),
        });
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
    }
}
