using System.Net;
using System.Text.Json;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Web.Progress;
using FusionScorer.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace FusionScorer.Web.Tests.Progress;

/// <summary>Changes reach an open page, also those that other processes made.</summary>
public sealed class EventTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task AnExtractionOfAnotherProcess_IsHeard_AndOnlyNews()
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");
        await using var stream = await OpenAsync(ann);
        Assert.Equal("extraction", (await stream.NextAsync(app)).Name);
        Assert.Equal("model", (await stream.NextAsync(app)).Name);

        using (var other = Project.Open(app.Project.Folder, app.Clock))
        {
            var now = app.Clock.GetUtcNow();
            Assert.Null(other.Store.Fusion.TryTakeLease(new LeaseRow("extract", "elsewhere:1:2:3", now + TimeSpan.FromMinutes(2)), now));
            other.Store.Extraction.Report(new ExtractionRow("elsewhere:1:2:3", now - TimeSpan.FromMinutes(1), now, 30, 100, ExtractionState.Running));
        }

        var (name, json) = await stream.NextAsync(app);
        var extraction = JsonDocument.Parse(json).RootElement;
        Assert.Equal("extraction", name);
        Assert.True(extraction.GetProperty("running").GetBoolean());
        Assert.Equal(("process 1 on elsewhere", 30, 100), (extraction.GetProperty("by").GetString(), extraction.GetProperty("done").GetInt32(), extraction.GetProperty("total").GetInt32()));
        Assert.InRange(extraction.GetProperty("pace").GetDouble(), 20, 30);

        // A killed run says nothing any more: its lease ends.
        var (_, killed) = await stream.NextAsync(app, step: TimeSpan.FromSeconds(30));
        Assert.False(JsonDocument.Parse(killed).RootElement.GetProperty("running").GetBoolean());
    }

    [Fact]
    public async Task ADecision_IsProgress()
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");
        await using var stream = await OpenAsync(ann);
        for (var i = 0; i < 2; i++)
            await stream.NextAsync(app);

        app.Project.Store.Review.Answer(new Decision(
            "decision-1", app.Desk.Model.Clips[0].No, "bob", "reviewer", DecisionKind.Level, "R", null, app.Project.PolicyRow.Hash,
            string.Join('|', app.Project.Policy.Taxonomy.Levels), "direct", null, null, false, [], 3, null, app.Clock.GetUtcNow()));
        var names = new HashSet<string> { (await stream.NextAsync(app)).Name, (await stream.NextAsync(app)).Name };

        Assert.Equal(["model", "progress"], names.Order());
    }

    [Fact]
    public async Task AStream_EndsWithTheAccount_AndEachAccountHasFew()
    {
        await using var app = await TestApp.StartAsync();
        var ann = await app.SignInAsync("ann");
        var streams = new List<EventReader>();
        for (var i = 0; i < EventStreams.MostOfOneAccount; i++)
            streams.Add(await OpenAsync(ann));
        using (var refused = await ann.GetAsync(new Uri("/api/v1/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead))
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);

        var account = app.Project.Store.Accounts.Find("ann")!;
        app.Project.Store.Accounts.Update(account with { Disabled = true }, new AuditEvent(0, app.Clock.GetUtcNow(), "", "account.change", "ann", "by a test"));
        app.Services.GetRequiredService<AccountBook>().Forget();

        foreach (var stream in streams)
        {
            await stream.EndAsync(app);
            await stream.DisposeAsync();
        }
    }

    private static async Task<EventReader> OpenAsync(HttpClient client)
    {
        var answer = await client.GetAsync(new Uri("/api/v1/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return new EventReader(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    private sealed class EventReader(HttpResponseMessage answer, StreamReader reader) : IAsyncDisposable
    {
        /// <summary>The next event; moves the clock until it comes.</summary>
        public async Task<(string Name, string Data)> NextAsync(TestApp app, TimeSpan? step = null)
        {
            var name = await LineAsync(app, "event: ", step ?? TimeSpan.FromSeconds(1));
            return (name!, (await LineAsync(app, "data: ", TimeSpan.Zero))!);
        }

        /// <summary>Reads to the end of the stream.</summary>
        public async Task EndAsync(TestApp app)
        {
            while (await LineAsync(app, "event: ", TimeSpan.FromSeconds(5)) is not null)
            {
                // What was sent before the end.
            }
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            answer.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task<string?> LineAsync(TestApp app, string start, TimeSpan step)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (true)
            {
                var line = reader.ReadLineAsync(patience.Token).AsTask();
                while (!line.IsCompleted)
                {
                    await Task.WhenAny(line, Task.Delay(50, patience.Token));
                    if (!line.IsCompleted && step > TimeSpan.Zero)
                        app.Clock.Advance(step);
                }

                if (await line is not { } text)
                    return null;
                if (text.StartsWith(start, StringComparison.Ordinal))
                    return text[start.Length..];
            }
        }
    }
}
