using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Reviewing.Quality;
using FusionScorer.TestKit;
using FusionScorer.Web.Accounts;
using FusionScorer.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Web.Tests;

/// <summary>The review app on a free port of loopback, over a real project of some clips.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly TempFolder _folder = new();
    private readonly List<HttpClient> _clients = [];
    private readonly WebApplication _app;

    private TestApp(int clips, Func<ReviewOptions, ReviewOptions>? change, Action<Project>? prepare)
    {
        SyntheticDataSet.Write(_folder.At("data"), clips);
        Project = Project.Create(new ProjectFile { Policy = DefaultPolicy.Policy }, _folder.At("project"), "tester", Clock);
        DataSetImport.Run(Project, _folder.At("data"), known: null, "tester");

        // Which answers are asked for twice is drawn by a seed that each project makes for itself: only tests that are about it want that.
        (prepare ?? (project => new QualityShares(Second: 0, Hidden: 0).Save(project)))(Project);
        Desk = ReviewDesk.Open(Project);
        var options = new ReviewOptions { Port = 0, Environment = name => name == "XDG_DATA_HOME" ? _folder.At("user") : null, Log = Lines.Add };
        _app = ReviewHost.Build(Project, Desk, change?.Invoke(options) ?? options);
    }

    /// <summary>Stands still unless a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));

    public Project Project { get; }

    public ReviewDesk Desk { get; }

    public List<string> Lines { get; } = [];

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public static async Task<TestApp> StartAsync(int clips = 30, Func<ReviewOptions, ReviewOptions>? change = null, Action<Project>? prepare = null)
    {
        var app = new TestApp(clips, change, prepare);
        await app._app.StartAsync();
        return app;
    }

    /// <summary>A browser that nobody has signed in with.</summary>
    public HttpClient Stranger()
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = Address };
        _clients.Add(client);
        return client;
    }

    /// <summary>A browser of somebody who has signed in; the account is made when it is not there.</summary>
    public async Task<HttpClient> SignInAsync(string name, string role = Access.Reviewer)
    {
        AddAccount(name, role);
        var client = Stranger();
        await RenewTokenAsync(client);
        var answer = await client.PostAsJsonAsync("/api/v1/session", new { name, password = Password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        UseToken(client, await answer.Content.ReadFromJsonAsync<JsonElement>());
        return client;
    }

    /// <summary>Makes an account with <see cref="Password"/>.</summary>
    public void AddAccount(string name, string role = Access.Reviewer)
    {
        var passwords = Services.GetRequiredService<Passwords>();
        Project.Store.Accounts.Create(
            new AccountRow(name, role, passwords.Hash(name, Password), Tokens.New(), Disabled: false, Clock.GetUtcNow(), LastSeenAt: null, Settings: null),
            new AuditEvent(0, Clock.GetUtcNow(), "", "account.create", name, "by a test"));
        Services.GetRequiredService<AccountBook>().Forget();
    }

    /// <summary>The path of a new one-time link for the first administrator.</summary>
    public string Welcome() => FirstAdministrator.Welcome(Project)!;

    /// <summary>Takes a token for changes, as the app does when it starts.</summary>
    public static async Task RenewTokenAsync(HttpClient client) => UseToken(client, await client.GetFromJsonAsync<JsonElement>("/api/v1/session"));

    public static void UseToken(HttpClient client, JsonElement session)
    {
        client.DefaultRequestHeaders.Remove(CrossSiteGuard.Header);
        client.DefaultRequestHeaders.Add(CrossSiteGuard.Header, session.GetProperty("csrf").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _app.DisposeAsync();
        Project.Dispose();
        _folder.Dispose();
    }
}
