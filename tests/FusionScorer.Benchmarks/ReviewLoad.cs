using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FusionScorer.Benchmarks.Processes;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web;
using FusionScorer.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace FusionScorer.Benchmarks;

/// <summary>Many reviewers at one desk over HTTP on loopback: who holds what, what is kept, and how long answers take.</summary>
internal sealed class ReviewLoad
{
    private const string Password = ReviewServer.Password;
    private const int LongestThoughtMs = 3000;
    private const int LeastThoughtMs = 500;

    private readonly ConcurrentDictionary<string, string> _holderOf = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly ConcurrentBag<double> _decisions = [];
    private readonly ConcurrentBag<double> _claims = [];
    private readonly ConcurrentBag<string> _faults = [];

    /// <summary>Runs it and prints the figures.</summary>
    public static async Task PrintAsync(TextWriter to, string folder, int reviewers, int seconds)
    {
        DeskRun.Make(folder, DeskRun.UsualClips);
        using var project = Project.Open(folder, TimeProvider.System);
        var desk = ReviewDesk.Open(project);
        var learned = desk.Model.Run.Id;
        await using var app = ReviewHost.Build(project, desk, new ReviewOptions { Port = 0, Environment = Environment.GetEnvironmentVariable, Log = to.WriteLine });
        await app.StartAsync();
        var passwords = app.Services.GetRequiredService<Passwords>();
        var load = new ReviewLoad();
        var before = project.Store.Decisions.All().Count;
        using var over = new CancellationTokenSource();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < reviewers; i++)
        {
            var name = NameOf(i);
            var now = project.Clock.GetUtcNow();
            project.Store.Accounts.Create(new AccountRow(name, Access.Reviewer, passwords.Hash(name, Password), Tokens.New(), Disabled: false, now, null, null), new AuditEvent(0, now, "", "account.create", name, "load"));
        }

        over.CancelAfter(TimeSpan.FromSeconds(seconds));
        await load.RunAsync(new Uri(app.Urls.First()), reviewers, over.Token);
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var kept = project.Store.Decisions.All().Skip(before).Select(decision => decision.Id).ToList();
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reviewers} reviewers, {wall:0} s, {project.Store.Clips.Count()} clips, {desk.Model.Run.Id - learned} fits meanwhile"));
        to.WriteLine($"acknowledged {load._acknowledged.Count}, kept {kept.Count}, kept twice {kept.Count - kept.Distinct().Count()}, lost {load._acknowledged.Except(kept).Count()}");
        load.Print(to);
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory {Environment.WorkingSet / 1e6:0} MB"));
    }

    /// <summary>The account of a reviewer.</summary>
    public static string NameOf(int reviewer) => $"load{reviewer}";

    /// <summary>Lets reviewers work who have accounts with the usual password.</summary>
    public Task RunAsync(Uri address, int reviewers, CancellationToken over) => Task.WhenAll(Enumerable.Range(0, reviewers).Select(number => ReviewAsync(address, number, over)));

    /// <summary>Prints what the reviewers met with.</summary>
    public void Print(TextWriter to)
    {
        to.WriteLine($"claimed twice or refused: {_faults.Count} {string.Join("; ", _faults.Take(5))}");
        Tell(to, "decision", _decisions);
        Tell(to, "claim", _claims);
    }

    private async Task ReviewAsync(Uri address, int number, CancellationToken over)
    {
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
        var name = NameOf(number);
        await TokenAsync(client, await client.GetFromJsonAsync<JsonElement>("/api/v1/session", CancellationToken.None));
        using (var entered = await client.PostAsJsonAsync("/api/v1/session", new { name, password = Password }, CancellationToken.None))
            await TokenAsync(client, await entered.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None));
        var thought = (uint)(number * 7919);
        while (!over.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            using var claimed = await client.PostAsJsonAsync("/api/v1/queue/claims", new { filter = new { }, count = 1, have = Array.Empty<string>() }, CancellationToken.None);
            _claims.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (!claimed.IsSuccessStatusCode)
            {
                _faults.Add($"claim {(int)claimed.StatusCode}");
                continue;
            }

            var answer = await claimed.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None);
            if (answer.GetProperty("clips").GetArrayLength() == 0)
                return;
            var clip = answer.GetProperty("clips")[0];
            var id = clip.GetProperty("clip").GetString()!;
            if (_holderOf.TryAdd(id, name) is false && _holderOf[id] != name)
                _faults.Add($"{id} held by {_holderOf[id]} and {name}");
            thought = (thought * 1664525) + 1013904223;
            await Task.Delay((int)(LeastThoughtMs + (thought % (LongestThoughtMs - LeastThoughtMs))), CancellationToken.None);
            _holderOf.TryRemove(id, out _);
            await DecideAsync(client, clip, id, (int)(thought >> 16) % 5);
        }
    }

    private async Task DecideAsync(HttpClient client, JsonElement clip, string id, int level)
    {
        var decision = Guid.NewGuid().ToString();
        var body = new
        {
            id = decision,
            clip = id,
            answer = clip.GetProperty("levels")[Math.Abs(level)].GetString(),
            seconds = 2.0,
            evidenceOpened = 0,
            policy = clip.GetProperty("policy").GetString(),
            posterior = clip.GetProperty("posterior"),
            pick = clip.GetProperty("pick"),
            at = TimeProvider.System.GetUtcNow(),
        };
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsJsonAsync("/api/v1/decisions", body, CancellationToken.None);
        _decisions.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        if (answer.IsSuccessStatusCode)
            _acknowledged.Add(decision);
        else
            _faults.Add($"decision {(int)answer.StatusCode}");
    }

    private static Task TokenAsync(HttpClient client, JsonElement session)
    {
        client.DefaultRequestHeaders.Remove("X-CSRF-Token");
        client.DefaultRequestHeaders.Add("X-CSRF-Token", session.GetProperty("csrf").GetString());
        return Task.CompletedTask;
    }

    private static void Tell(TextWriter to, string what, IEnumerable<double> times)
    {
        var sorted = times.Order().ToArray();
        if (sorted.Length > 0)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {sorted.Length}, median {sorted[sorted.Length / 2]:0.0} ms, p95 {sorted[sorted.Length * 95 / 100]:0.0}, p99 {sorted[sorted.Length * 99 / 100]:0.0}, worst {sorted[^1]:0.0}"));
    }
}
