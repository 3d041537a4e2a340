using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FusionScorer.EndToEnd.Review;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd.Hostile;

/// <summary>Secrets that pass through the program stand in none of its output and in no file that it writes.</summary>
public sealed partial class SecretsTests : IDisposable
{
    private const string AdminPassword = "canary-admin-password-4711";
    private const string AnnPassword = "canary-ann-password-4712";
    private const string WrongPassword = "canary-wrong-password-4713";
    private const string StorePassword = "canary-store-password-4714";
    private const string BrokerPassword = "canary-broker-password-4715";
    private const string ClientSecret = "canary-client-secret-4716";
    private const string TypedAsName = "canary-typed-as-name-4717";
    private const string TypedToken = "canary-typed-token-4718";

    private readonly TempFolder _folder = new();

    private string Project => _folder.At("project");

    [ProgramFact("env")]
    public async Task SignInInvitationsWebhooksAndSettings_LeaveNoSecretInOutputOrFiles()
    {
        await Team.KaraokeAsync(Project);
        var secrets = new List<string> { AdminPassword, AnnPassword, WrongPassword, StorePassword, BrokerPassword, ClientSecret, TypedAsName, TypedToken };
        var output = new StringBuilder();
        var oneTime = await ReviewAsync(secrets, output);
        foreach (var arguments in (string[][])[["doctor"], ["show", "0", "--json"], ["fuse"], ["extract", "--broker", $"amqp://u:{BrokerPassword}@127.0.0.1:1/"], ["export", "--what", "decisions"]])
            await RunAsync(output, "127.0.0.1:1", arguments);

        var said = output.ToString();
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
        Assert.DoesNotContain("   at FusionScorer", said, StringComparison.Ordinal);

        // The one-time link is shown once, to whoever has the machine; its token is in no file either.
        secrets.Add(oneTime);
        var files = Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).ToList();
        Assert.Contains(files, file => file.EndsWith("fusion.db", StringComparison.Ordinal));
        Assert.Contains(files, file => file.Contains("review-keys", StringComparison.Ordinal));
        Assert.Empty(files.SelectMany(file => Held(file, secrets).Select(secret => $"{file}: {secret}")));
    }

    public void Dispose() => _folder.Dispose();

    // The app as a team uses it; returns the token of the first administrator's link.
    private async Task<string> ReviewAsync(List<string> secrets, StringBuilder output)
    {
        using var process = FusionProgram.Start(Project, ["review", "--port", "0"], Environment());
        process.ErrorDataReceived += (_, line) => Add(output, line.Data);
        process.BeginErrorReadLine();
        try
        {
            string? welcome = null;
            while (welcome is null && await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)) is { } line)
                welcome = Link().Match(line) is { Success: true } found ? found.Value : null;
            var address = new Uri(welcome!);
            var oneTime = address.Fragment[1..];
            var server = new Uri(address.GetLeftPart(UriPartial.Authority));
            using var admin = Client(server);
            await PostAsync(admin, "/api/v1/setup", new { token = TypedToken, name = "admin", password = AdminPassword }, secrets);
            await PostAsync(admin, "/api/v1/setup", new { token = oneTime, name = "admin", password = AdminPassword }, secrets);
            var invited = await PostAsync(admin, "/api/v1/accounts", new { name = "ann", role = "reviewer" }, secrets);
            var invitation = new Uri(server, invited.GetProperty("link").GetString()).Fragment[1..];
            var webhook = await PostAsync(admin, "/api/v1/webhooks", new { url = "https://hooks.example.org/fusion" }, secrets);
            secrets.AddRange([invitation, webhook.GetProperty("secret").GetString()!]);

            using var ann = Client(server);
            await PostAsync(ann, "/api/v1/invitations", new { token = invitation, password = AnnPassword }, secrets);
            using var stranger = Client(server);
            await PostAsync(stranger, "/api/v1/session", new { name = "ann", password = WrongPassword }, secrets);
            await PostAsync(stranger, "/api/v1/session", new { name = TypedAsName, password = WrongPassword }, secrets);
            await PostAsync(stranger, "/api/v1/session", new { name = new { deep = AnnPassword }, password = WrongPassword }, secrets);
            await PostAsync(stranger, "/api/v1/session", new { name = "ann", password = AnnPassword }, secrets);
            return oneTime;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private async Task RunAsync(StringBuilder output, string store, string[] arguments)
    {
        string[] environment = [.. Environment(), $"FUSION_STORE=postgresql://u:{StorePassword}@{store}/d"];
        var done = await FusionProgram.RunUnderAsync(Project, environment, arguments);
        Add(output, done.Out);
        Add(output, done.Error);
    }

    private static string[] Environment() =>
    [
        "env", "FUSION_VERBOSE=1", $"FUSION_STORE_PASSWORD={StorePassword}", $"FUSION_BROKER=amqp://u:{BrokerPassword}@127.0.0.1:1/", $"FUSION_BROKER_PASSWORD={BrokerPassword}",
        "FUSION_OIDC_AUTHORITY=http://127.0.0.1:1/realm", "FUSION_OIDC_CLIENT_ID=fusion", $"FUSION_OIDC_CLIENT_SECRET={ClientSecret}",
    ];

    private static HttpClient Client(Uri address) => new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };

    // What the browser gets to keep is secret as well: its cookies and its token.
    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body, List<string> secrets)
    {
        var token = (await client.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("csrf").GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-CSRF-Token", token);
        using var answer = await client.SendAsync(request);
        secrets.Add(token);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
            secrets.AddRange(cookies.Select(cookie => cookie.Split(';')[0].Split('=', 2)[1]).Where(value => value.Length > 20));
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length > 0 ? JsonDocument.Parse(text).RootElement : default;
    }

    private static IEnumerable<string> Held(string file, List<string> secrets)
    {
        var bytes = File.ReadAllBytes(file);
        return secrets.Where(secret => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)) >= 0);
    }

    private static void Add(StringBuilder output, string? text)
    {
        lock (output)
            output.AppendLine(text);
    }

    [GeneratedRegex(@"http://\S+/welcome#\S+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();
}
