using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FusionScorer.EndToEnd.Review;

/// <summary><c>fusion review</c> as its users start it: a process, its address and its one-time link.</summary>
internal sealed partial class ReviewServer : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private Process _process;

    private ReviewServer(string folder, IReadOnlyDictionary<string, string> environment, Process process, int port, string? welcome)
    {
        _folder = folder;
        _environment = environment;
        _process = process;
        Port = port;
        Welcome = welcome;
    }

    public int Port { get; }

    /// <summary>The link that makes the first administrator; null once there is one.</summary>
    public string? Welcome { get; private set; }

    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>Starts the server and waits until it says where it listens.</summary>
    public static async Task<ReviewServer> StartAsync(string folder, int port = 0, IReadOnlyDictionary<string, string>? environment = null)
    {
        environment ??= new Dictionary<string, string>(StringComparer.Ordinal);
        var (process, at, welcome) = await LaunchAsync(folder, environment, port);
        return new ReviewServer(folder, environment, process, at, welcome);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends the program alone, as <c>kill -9</c> does: what it started goes on.</summary>
    public async Task KillAloneAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Starts it again at the same address.</summary>
    public async Task RestartAsync()
    {
        var dead = _process;
        (_process, _, Welcome) = await LaunchAsync(_folder, _environment, Port);
        dead.Dispose();
    }

    /// <summary>A client that has made itself the administrator, or signs in as somebody.</summary>
    public async Task<HttpClient> EnterAsync(string name = "admin", string? invitation = null)
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(Address) };
        await TakeTokenAsync(client, await client.GetFromJsonAsync<JsonElement>("/api/v1/session"));
        object body;
        string path;
        if (invitation is not null)
            (path, body) = ("/api/v1/invitations", new { token = invitation, password = Password });
        else if (Welcome is { } welcome)
            (path, body, Welcome) = ("/api/v1/setup", new { token = welcome[(welcome.IndexOf('#', StringComparison.Ordinal) + 1)..], name, password = Password }, null);
        else
            (path, body) = ("/api/v1/session", new { name, password = Password });
        var answer = await client.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await TakeTokenAsync(client, await answer.Content.ReadFromJsonAsync<JsonElement>());
        return client;
    }

    /// <summary>Makes an account that has its password, through the API as an administrator does.</summary>
    public async Task AddAccountAsync(HttpClient admin, string name, string role = "reviewer")
    {
        var answer = await admin.PostAsJsonAsync("/api/v1/accounts", new { name, role });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var link = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!;
        (await EnterAsync(invitation: link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..])).Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static Task TakeTokenAsync(HttpClient client, JsonElement session)
    {
        client.DefaultRequestHeaders.Remove("X-CSRF-Token");
        client.DefaultRequestHeaders.Add("X-CSRF-Token", session.GetProperty("csrf").GetString());
        return Task.CompletedTask;
    }

    private static async Task<(Process Process, int Port, string? Welcome)> LaunchAsync(string folder, IReadOnlyDictionary<string, string> environment, int port)
    {
        var process = FusionProgram.StartWith(folder, environment, ["review", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var late = new CancellationTokenSource(Patience);
        var said = new List<string>();
        var ready = new TaskCompletionSource();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (said)
                said.Add(line.Data ?? "");
            if (line.Data?.StartsWith("Ctrl+C", StringComparison.Ordinal) ?? true)
                ready.TrySetResult();
        };
        process.OutputDataReceived += (_, line) =>
        {
            lock (said)
                said.Add(line.Data ?? "");
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(late.Token);
        for (var tries = 0; ; tries++)
        {
            string all;
            lock (said)
                all = string.Join('\n', said);
            if (Listening().Match(all) is { Success: true } found)
            {
                var bound = int.Parse(found.Groups["port"].Value, System.Globalization.CultureInfo.InvariantCulture);
                if (FirstLink().Match(all) is { Success: true } link)
                    return (process, bound, link.Value);
                if (!await NeedsSetupAsync(bound))
                    return (process, bound, null);
            }

            Assert.True(tries < 200, $"fusion review did not start: {all}");
            await Task.Delay(50);
        }
    }

    /// <summary>Output and notes come through two pipes: that the last note was read does not say that the link was.</summary>
    private static async Task<bool> NeedsSetupAsync(int port)
    {
        using var client = new HttpClient();
        return (await client.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/api/v1/session")).GetProperty("needsSetup").GetBoolean();
    }

    [GeneratedRegex(@"Review: http://127\.0\.0\.1:(?<port>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/welcome#\S+", RegexOptions.None, 1000)]
    private static partial Regex FirstLink();
}
