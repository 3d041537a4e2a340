using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FusionScorer.Web.Tests.Webhooks;

/// <summary>Decisions reach receivers at least once, signed, whatever fails in between.</summary>
public sealed class WebhookTests
{
    private static readonly Uri Webhooks = new("/api/v1/webhooks", UriKind.Relative);

    [Fact]
    public async Task ADecision_OfAnyProcess_IsSentUntilItIsTaken_AlsoAcrossARestart()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await TestApp.StartAsync(change: Allow);
        var admin = await app.SignInAsync("root", Access.Admin);
        Decide(app.Project, "before-1");
        var made = await MakeAsync(admin, receiver.Url);
        for (var i = 0; i < 3; i++)
            receiver.Answers.Enqueue(500);

        // As `fusion label` does it, from another process.
        using (var other = Project.Open(app.Project.Folder, app.Clock))
            Decide(other, "decision-1");
        await UntilAsync(app, () => receiver.Received.Count >= 2);
        Assert.Equal(("waiting", 500), await FirstAsync(admin, made));

        await app.Services.GetRequiredService<IHost>().StopAsync();
        var sent = receiver.Received.Count;
        using (var other = Project.Open(app.Project.Folder, app.Clock))
            Decide(other, "decision-2");
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(sent, receiver.Received.Count);

        using var project = Project.Open(app.Project.Folder, app.Clock);
        var userData = app.Services.GetRequiredService<ReviewOptions>();
        await using var again = ReviewHost.Build(project, ReviewDesk.Open(project), userData);
        await again.StartAsync();
        await UntilAsync(app, () => project.Store.Webhooks.Counts() is [{ State: DeliveryState.Delivered, Count: 2 }]);

        var taken = receiver.Received.ToList();
        var ids = taken.Select(message => Parse(message.Body).GetProperty("decision").GetProperty("id").GetString()).ToList();
        Assert.DoesNotContain("before-1", ids);
        Assert.Equal(["decision-1", "decision-2"], ids.Distinct().Order());

        // The body of a delivery never changes, its signature does with the time.
        var first = taken.Where(message => Parse(message.Body).GetProperty("decision").GetProperty("id").GetString() == "decision-1").ToList();
        Assert.True(first.Count >= 4);
        Assert.Single(first.Select(message => Convert.ToHexString(message.Body)).Distinct());
        Assert.Single(first.Select(message => message.Headers[WebhookMessage.DeliveryHeader]).Distinct());
        Assert.All(taken, message => Assert.Equal(Signature(made.GetProperty("secret").GetString()!, message), message.Headers[WebhookMessage.SignatureHeader]));
        var decision = Parse(taken[^1].Body).GetProperty("decision");
        Assert.Equal(("R", "ann", "<script>"), (decision.GetProperty("levels").GetString(), decision.GetProperty("reviewer").GetString(), decision.GetProperty("note").GetString()));
    }

    [Fact]
    public async Task ARefusal_DoesNotHoldUpTheNext_AndARedirectIsNotFollowed()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await TestApp.StartAsync(change: Allow);
        var admin = await app.SignInAsync("root", Access.Admin);
        var made = await MakeAsync(admin, receiver.Url);
        receiver.Answers.Enqueue(400);
        receiver.Answers.Enqueue(302);

        Decide(app.Project, "decision-1");
        Decide(app.Project, "decision-2");
        await UntilAsync(app, () => receiver.Received.Count >= 2, step: TimeSpan.FromMilliseconds(200));
        await UntilAsync(app, () => app.Project.Store.Webhooks.Counts() is [{ State: DeliveryState.Delivered, Count: 2 }]);

        Assert.All(receiver.Received, message => Assert.Equal("FusionScorer", message.Headers["User-Agent"]));
        Assert.Equal(4, receiver.Received.Count);
        Assert.Equal(("delivered", 204), await FirstAsync(admin, made));
    }

    [Fact]
    public async Task OnlyAdministrators_SetThemUp_AndTheSecretIsShownOnce()
    {
        await using var app = await TestApp.StartAsync(change: Allow);
        HttpClient admin = await app.SignInAsync("root", Access.Admin), lead = await app.SignInAsync("lead", Access.Lead);
        var made = await MakeAsync(admin, "https://hooks.example.org/in");

        Assert.Equal(HttpStatusCode.Forbidden, (await lead.GetAsync(Webhooks)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await lead.PostAsJsonAsync(Webhooks, new { url = "https://hooks.example.org" })).StatusCode);
        var secret = made.GetProperty("secret").GetString()!;
        Assert.True(secret.Length >= 40);
        Assert.DoesNotContain(secret, await admin.GetStringAsync(Webhooks), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, app.Project.Store.Webhooks.All().Single().Secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, await admin.GetStringAsync(new Uri("/api/v1/audit-log?limit=100", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync(new Uri($"/api/v1/webhooks/{made.GetProperty("id").GetInt64()}", UriKind.Relative))).StatusCode);
        Assert.Equal("[]", await admin.GetStringAsync(Webhooks));
    }

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    [InlineData("")]
    [InlineData("https://user:word@example.org/")]
    [InlineData("http://localhost:9000/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://10.1.2.3/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://[fd00::1]/")]
    public async Task ATargetThatIsNoPublicAddress_IsRefused(string url)
    {
        await using var app = await TestApp.StartAsync(clips: 5);
        var admin = await app.SignInAsync("root", Access.Admin);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsJsonAsync(Webhooks, new { url })).StatusCode);
    }

    [Fact]
    public async Task ANameThatLeadsIntoThePrivateNetwork_IsRefusedWhenItIsConnectedTo()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await TestApp.StartAsync();
        var admin = await app.SignInAsync("root", Access.Admin);

        // Stored as a name that looked public then; what counts is where it leads now.
        var secrets = app.Services.GetRequiredService<WebhookSecrets>();
        var audit = new AuditEvent(0, app.Clock.GetUtcNow(), "root", "webhook.create", "", "by a test");
        app.Project.Store.Webhooks.Add(new WebhookRow(0, receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), secrets.Protect("secret"), app.Clock.GetUtcNow(), "root"), audit);
        Decide(app.Project, "decision-1");
        await UntilAsync(app, () => app.Project.Store.Webhooks.Deliveries(1, 1, 0).Single().Attempts > 0);

        Assert.Contains(TargetAddress.AllowPrivate, await admin.GetStringAsync(new Uri("/api/v1/webhooks/1/deliveries", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public void Wait_DoublesToAnHour_AndVaries()
    {
        Assert.InRange(WebhookService.Wait(1).TotalSeconds, 2.5, 5);
        Assert.InRange(WebhookService.Wait(5).TotalSeconds, 40, 80);
        Assert.InRange(WebhookService.Wait(79).TotalSeconds, 1800, 3600);
        Assert.True(Enumerable.Range(0, 20).Select(_ => WebhookService.Wait(8)).Distinct().Count() > 10);
    }

    private static ReviewOptions Allow(ReviewOptions options) => options with { Environment = name => name == TargetAddress.AllowPrivate ? "1" : options.Environment(name) };

    private static async Task<JsonElement> MakeAsync(HttpClient admin, string url)
    {
        var answer = await admin.PostAsJsonAsync(Webhooks, new { url });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<(string?, int)> FirstAsync(HttpClient admin, JsonElement made)
    {
        var deliveries = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/webhooks/{made.GetProperty("id").GetInt64()}/deliveries");
        var first = deliveries.EnumerateArray().Last();
        return (first.GetProperty("state").GetString(), first.GetProperty("status").GetInt32());
    }

    private static void Decide(Project project, string id) => project.Store.Decisions.Append(new Decision(
        id, project.Store.Clips.All()[0].No, "ann", "reviewer", DecisionKind.Level, "R", null, project.PolicyRow.Hash,
        string.Join('|', project.Policy.Taxonomy.Levels), "direct", null, null, false, [], 3, null, project.Clock.GetUtcNow(), "<script>"));

    private static JsonElement Parse(byte[] body) => JsonDocument.Parse(body).RootElement;

    // As a receiver would check it, from the documentation alone.
    private static string Signature(string secret, (IReadOnlyDictionary<string, string> Headers, byte[] Body) message)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(message.Headers["Fusion-Timestamp"] + "."), .. message.Body];
        Assert.True(long.Parse(message.Headers["Fusion-Timestamp"], CultureInfo.InvariantCulture) > 1_700_000_000);
        return "v1=" + Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)).ToLowerInvariant();
    }

    private static async Task UntilAsync(TestApp app, Func<bool> done, TimeSpan? step = null)
    {
        for (var i = 0; i < 400 && !done(); i++)
        {
            app.Clock.Advance(step ?? TimeSpan.FromSeconds(1));
            await Task.Delay(25);
        }

        Assert.True(done());
    }
}
