using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.TestKit;
using FusionScorer.TestKit.Services;
using Xunit.Abstractions;

namespace FusionScorer.EndToEnd.Workers;

/// <summary>Workers are killed, broker and database restart, and the rows are those of one process that nothing befell. FUSION_CHAOS_CLIPS sets how many clips (60).</summary>
public sealed class ChaosTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly TempFolder _folder = new();

    private static int Clips => int.TryParse(Environment.GetEnvironmentVariable("FUSION_CHAOS_CLIPS"), CultureInfo.InvariantCulture, out var clips) ? clips : 60;

    [RabbitFact]
    public async Task Extract_WorkersKilledAndServersRestarted_ReadsWhatOneProcessReads()
    {
        await GeneratedLibrary.MakeAsync(_folder.At("library"), Clips);
        var clock = Stopwatch.StartNew();
        await using var broker = await RabbitServer.StartAsync();
        using var postgres = PostgresServer.Unavailable is null ? PostgresServer.Start(durable: true) : null;
        var store = postgres?.NewDatabase() ?? _folder.At("shared.db");
        Say("servers started");

        await InitAsync("alone", []);
        var alone = await RunAsync("alone", [], "extract", "--json", "--jobs", "2");
        Say("one process is done");

        string[] environment = [$"FUSION_STORE={store}", $"FUSION_BROKER={broker.Uri}"];
        await InitAsync("many", environment);
        await using var fleet = new WorkerFleet(_folder.At("many", "fusion.yaml"), _folder.At("hosts"), environment);
        var workers = new List<Process> { fleet.StartWorker(), fleet.StartWorker(), fleet.StartWorker() };
        var run = fleet.RunAsync("head", "extract", "--json");
        using (var project = Project.Open(_folder.At("many"), TimeProvider.System, environment: name => name == "FUSION_STORE" ? store : null))
        {
            await HarmAsync(project, fleet, workers, broker, postgres, run, Say);
            var (exitCode, lines) = await run.WaitAsync(Limit);
            Say("many processes are done");

            Assert.Equal(3, exitCode); // some clips are broken on purpose
            using var summary = JsonDocument.Parse(lines.TrimEnd().Split('\n')[^1]);
            Assert.Equal((Clips, false), (summary.RootElement.GetProperty("done").GetInt32(), summary.RootElement.GetProperty("cancelled").GetBoolean()));
            Assert.Equal(Clips, lines.Split('\n').Count(line => line.Contains("fusion.extract.clip/1", StringComparison.Ordinal)));
            Assert.Equal((JobRunState.Finished, 0), (project.Store.Jobs.Runs(1)[0].State, project.Store.Jobs.DeadCount()));
            using var other = Project.Open(_folder.At("alone"), TimeProvider.System);
            Assert.Equal(Rows(other), Rows(project));
        }

        Assert.Equal(3, alone.ExitCode);
        Assert.Equal(0, (await fleet.RunAsync("head", "jobs", "--json")).ExitCode);
        var again = await fleet.RunAsync("head", "extract", "--json");
        Assert.Contains("\"todo\":0", again.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("guest:guest", fleet.Said, StringComparison.Ordinal);

        void Say(string line) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0.0} s: {line}"));
    }

    public void Dispose() => _folder.Dispose();

    // At moments drawn by the seed, told by how far the run is, so that a slow machine meets them all.
    private static async Task HarmAsync(
        Project project, WorkerFleet fleet, List<Process> workers, RabbitServer broker, PostgresServer? postgres, Task<(int ExitCode, string Out)> run, Action<string> say)
    {
        var random = new Random(Seed);
        var harms = new List<(double At, string Name, Func<Task> Do)>
        {
            (0.05 + (random.NextDouble() * 0.2), "kill -9 of a worker", KillAsync),
            (0.25 + (random.NextDouble() * 0.2), "restart of RabbitMQ", broker.RestartAsync),
            (0.45 + (random.NextDouble() * 0.2), "kill -9 of a worker", KillAsync),
        };
        if (postgres is not null)
            harms.Add((0.65 + (random.NextDouble() * 0.2), "restart of PostgreSQL", () => Task.Run(postgres.Restart)));
        foreach (var (at, name, harm) in harms)
        {
            await UntilAsync(at);
            Assert.False(run.IsCompleted, $"the run ended before {name}: {fleet.Said}");
            say(string.Create(CultureInfo.InvariantCulture, $"{name} at {at:0%}"));
            await harm();
        }

        async Task UntilAsync(double share)
        {
            using var limit = new CancellationTokenSource(Limit);
            while (!run.IsCompleted && (project.Store.Jobs.Runs(1) is not [{ } row] || row.Done < share * row.Total))
                await Task.Delay(50, limit.Token);
        }

        async Task KillAsync()
        {
            var victim = workers[random.Next(workers.Count)];
            workers.Remove(victim);
            victim.Kill();
            await victim.WaitForExitAsync();
            workers.Add(fleet.StartWorker());
        }
    }

    private async Task InitAsync(string name, string[] environment)
    {
        var made = await RunAsync(".", environment, "init", _folder.At(name), "--library", $"made={_folder.At("library")}");
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Equal(0, (await RunAsync(name, environment, "scan")).ExitCode);
    }

    private Task<FusionProgram.Result> RunAsync(string folder, string[] environment, params string[] arguments) =>
        FusionProgram.RunUnderAsync(_folder.At(folder), ["env", .. environment], arguments);

    // Everything that extraction writes, by path: ids of clips differ between projects.
    private static IReadOnlyList<string> Rows(Project project)
    {
        var rows = new List<string>();
        foreach (var clip in project.Store.Clips.All().OrderBy(clip => clip.Path, StringComparer.Ordinal))
        {
            foreach (var reading in project.Store.Readings.OfClip(clip.No).OrderBy(reading => reading.Signal, StringComparer.Ordinal))
            {
                var features = string.Join(',', reading.Features.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value:R}"));
                var observation = reading.ObservationKey is { } key ? project.Store.Readings.Observation(key) : null;
                rows.Add($"{clip.Path} {reading.Signal} {reading.Status} {reading.Reason} {reading.ObservationKey} {reading.ReadingKey} {features} {observation}");
            }

            rows.AddRange(project.Store.Readings.Evidence(clip.No).Select(fact => $"{clip.Path} {fact}"));
        }

        Assert.InRange(rows.Count, Clips * 4, int.MaxValue);
        return rows;
    }
}
