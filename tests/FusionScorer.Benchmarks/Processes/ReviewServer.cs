using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using FusionScorer.Web.Security;

namespace FusionScorer.Benchmarks.Processes;

/// <summary><c>fusion review</c> in a process of its own, on a free port of loopback.</summary>
internal sealed partial class ReviewServer : IDisposable
{
    public const string Password = "correct horse battery";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);

    private ReviewServer(MeasuredProcess process, Uri address, double opened)
    {
        Process = process;
        Address = address;
        Opened = opened;
    }

    public MeasuredProcess Process { get; }

    public Uri Address { get; }

    /// <summary>Seconds until it listened.</summary>
    public double Opened { get; }

    /// <summary>Starts it in a project's folder and waits until it listens.</summary>
    public static async Task<ReviewServer> StartAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var process = new MeasuredProcess(Programs.Fusion(folder, settings, "review", "--port", "0"));
        try
        {
            var line = await process.HearAsync("Review: http://", Patience);
            return new ReviewServer(process, new Uri(Listening().Match(line).Value), process.Seconds);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>A client that has made itself the administrator by the one-time link; for the first start of a project.</summary>
    public async Task<HttpClient> SetUpAsync(string name = "admin")
    {
        var link = await Process.HearAsync("/welcome#", TimeSpan.FromMinutes(1));
        var client = await ClientAsync();
        await EnterAsync(client, "/api/v1/setup", new { token = link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..].Trim(), name, password = Password });
        return client;
    }

    /// <summary>Makes an account and gives it its password, as an administrator and its owner do.</summary>
    public async Task AddAccountAsync(HttpClient admin, string name, string role)
    {
        using var made = await admin.PostAsJsonAsync("/api/v1/accounts", new { name, role });
        made.EnsureSuccessStatusCode();
        var link = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!;
        using var client = await ClientAsync();
        await EnterAsync(client, "/api/v1/invitations", new { token = link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..], password = Password });
    }

    public void Dispose() => Process.Dispose();

    private async Task<HttpClient> ClientAsync()
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(10) };
        var session = await client.GetFromJsonAsync<JsonElement>("/api/v1/session");
        client.DefaultRequestHeaders.Add(CrossSiteGuard.Header, session.GetProperty("csrf").GetString());
        return client;
    }

    private static async Task EnterAsync(HttpClient client, string path, object body)
    {
        using var entered = await client.PostAsJsonAsync(path, body);
        if (!entered.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path} answered {entered.StatusCode}: {await entered.Content.ReadAsStringAsync()}");
        client.DefaultRequestHeaders.Remove(CrossSiteGuard.Header);
        client.DefaultRequestHeaders.Add(CrossSiteGuard.Header, (await entered.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("csrf").GetString());
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, 1000)]
    private static partial Regex Listening();
}
