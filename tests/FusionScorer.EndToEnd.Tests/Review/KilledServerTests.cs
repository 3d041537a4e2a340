using System.Collections.Concurrent;
using System.Globalization;
using FusionScorer.Library;
using FusionScorer.Library.Policies;
using FusionScorer.TestKit;
using FusionScorer.TestKit.Services;
using Xunit.Abstractions;

namespace FusionScorer.EndToEnd.Review;

/// <summary><c>kill -9</c> of the review app at random moments under ten reviewers: what was acknowledged is in the log, once.</summary>
/// <remarks>FUSION_TEST_KILLS says how often (5 where nobody says; 50 for the figure), FUSION_TEST_SEED when.</remarks>
public sealed class KilledServerTests(ITestOutputHelper output)
{
    private const int Reviewers = 10;
    private const int LeastUpMs = 150;
    private const int MostUpMs = 1800;

    [Fact]
    public async Task Killed_UnderTenReviewers_LosesNothing_Sqlite()
    {
        using var folder = new TempFolder();
        await ReviewAndKillAsync(folder.At("project"), new Dictionary<string, string>(StringComparer.Ordinal));
    }

    [PostgresFact]
    public async Task Killed_UnderTenReviewers_LosesNothing_Postgres()
    {
        using var server = PostgresServer.Start(durable: true);
        using var folder = new TempFolder();
        var database = new Npgsql.NpgsqlConnectionStringBuilder(server.NewDatabase()).Database;
        await ReviewAndKillAsync(folder.At("project"), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [StoreLocation.Variable] = string.Create(CultureInfo.InvariantCulture, $"postgres://fusion@127.0.0.1:{server.Port}/{database}"),
            [StoreLocation.PasswordVariable] = server.Password,
        });
    }

    private async Task ReviewAndKillAsync(string project, Dictionary<string, string> environment)
    {
        var kills = Number("FUSION_TEST_KILLS", 5);
        var seed = Number("FUSION_TEST_SEED", 8);
        await Team.KaraokeAsync(project, environment);
        await using var server = await ReviewServer.StartAsync(project, environment: environment);
        var acknowledged = new ConcurrentQueue<string>();
        var faults = new ConcurrentQueue<string>();
        using var over = new CancellationTokenSource();
        var clients = new List<HttpClient> { await server.EnterAsync() };
        for (var i = 1; i < Reviewers; i++)
        {
            await server.AddAccountAsync(clients[0], $"reviewer{i}");
            clients.Add(await server.EnterAsync($"reviewer{i}"));
        }

        var reviewers = clients.Select((client, i) => new PatientReviewer(client, (seed * 100) + i, acknowledged, faults)).ToList();
        var work = reviewers.Select(reviewer => reviewer.ReviewAsync(over.Token)).ToList();
        var moment = (uint)seed;
        for (var i = 0; i < kills; i++)
        {
            moment = (moment * 1664525) + 1013904223;
            await Task.Delay(LeastUpMs + (int)((moment >> 8) % (MostUpMs - LeastUpMs)));
            await server.KillAloneAsync();
            await server.RestartAsync();
        }

        await Task.Delay(1000);
        await over.CancelAsync();
        await Task.WhenAll(work).WaitAsync(TimeSpan.FromMinutes(1));
        await server.KillAloneAsync();
        clients.ForEach(client => client.Dispose());

        var location = StoreLocation.Of(project, ProjectFileReader.Read(Path.Combine(project, "fusion.yaml")), name => environment.GetValueOrDefault(name));
        List<string> kept;
        using (var store = location.Open(create: false, TimeProvider.System))
            kept = [.. store.Decisions.All().Select(decision => decision.Id)];
        output.WriteLine($"{kills} kills, {acknowledged.Count} acknowledged, {kept.Count} kept, {reviewers.Sum(reviewer => reviewer.Retries)} requests sent again");
        Assert.Empty(faults);
        Assert.True(acknowledged.Count > 2 * kills, $"only {acknowledged.Count} answers");
        Assert.Equal(kept.Count, kept.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(acknowledged.Except(kept));
        Assert.Empty(kept.Except(acknowledged)); // each reviewer brought the answer begun to its end
        await SoundAsync(project, environment);
    }

    private static async Task SoundAsync(string project, Dictionary<string, string> environment)
    {
        var check = await FusionProgram.RunWithAsync(project, environment, "db", "check", "--deep", "--json");
        Assert.True(check.ExitCode == 0, check.Out + check.Error);
        Assert.DoesNotContain(check.Json.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("area").GetString() != "caches");
    }

    private static int Number(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : usual;
}
