using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FusionScorer.Benchmarks.Processes;
using FusionScorer.TestKit;

namespace FusionScorer.Benchmarks.Stores;

/// <summary>A generated project's way through the program on one store, each step in a process of its own.</summary>
internal sealed class StoreSteps(string folder, int clips, long evidence, StorePlace place, Action<StoreFigure> tell)
{
    private const int Pages = 20;

    private readonly Dictionary<string, string> _settings = place.Settings;

    private string Project => Path.Combine(folder, "project");

    /// <summary>Goes it.</summary>
    public async Task RunAsync()
    {
        var data = Path.Combine(folder, "data");
        SyntheticDataSet.Write(data, clips);
        await MeasuredProcess.RunAsync(Programs.Fusion(folder, _settings, "init", Project));
        await StepAsync("import", Programs.Fusion(Project, _settings, "import", data));
        Directory.Delete(data, recursive: true);
        var rows = await StepAsync("evidence", Programs.Own(Project, _settings, StoresRun.FillWord, Project, Whole(evidence)));
        tell(new StoreFigure("evidence rows", double.Parse(rows, CultureInfo.InvariantCulture), "rows"));
        await StepAsync("fuse", Programs.Fusion(Project, _settings, "fuse"));
        await StepAsync("queue of 100", Programs.Fusion(Project, _settings, "queue", "--batch", "100", "--json"));
        await ReviewAsync();
        await StepAsync("export clips", Programs.Fusion(Project, _settings, "export", "--out", "clips.csv"));
        await StepAsync("export evidence", Programs.Fusion(Project, _settings, "export", "--what", "evidence", "--out", "evidence.csv"));
        tell(new StoreFigure("database", place.Size(Project), "bytes"));
        if (place.ServerPeak is { } peak)
            tell(new StoreFigure("server's memory", peak, "bytes"));
    }

    private async Task<string> StepAsync(string step, ProcessStartInfo start)
    {
        var (seconds, peak, text) = await MeasuredProcess.RunAsync(start);
        tell(new StoreFigure(step, seconds, "s", peak));
        return text.Trim();
    }

    private async Task ReviewAsync()
    {
        using var server = await ReviewServer.StartAsync(Project, _settings);
        tell(new StoreFigure("review app opens", server.Opened, "s", server.Process.Peak));
        using var client = await server.SetUpAsync();
        await AskAsync("first library page", () => client.GetAsync("/api/v1/library?limit=100"));
        await MedianAsync("library page", n => client.GetAsync($"/api/v1/library?limit=100&sort=conflict&offset={Whole(100 * n)}"));
        var clip = "";
        await AskAsync("first claim", async () =>
        {
            var answer = await client.PostAsJsonAsync("/api/v1/queue/claims", new { filter = new { }, count = 1, have = Array.Empty<string>() });
            clip = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("clips")[0].GetProperty("clip").GetString()!;
            return answer;
        });
        await MedianAsync("review page", n => client.GetAsync($"/api/v1/clips/{Uri.EscapeDataString(n == 0 ? clip : $"t{Whole((long)n * clips / Pages)}")}"));
        tell(new StoreFigure("review app", server.Process.Peak, "bytes"));
        await server.Process.StopAsync();
    }

    private async Task AskAsync(string step, Func<Task<HttpResponseMessage>> ask) => tell(new StoreFigure(step, await TimeAsync(ask), "s"));

    private async Task MedianAsync(string step, Func<int, Task<HttpResponseMessage>> ask)
    {
        var times = new double[Pages];
        for (var n = 0; n < Pages; n++)
            times[n] = await TimeAsync(() => ask(n));
        Array.Sort(times);
        tell(new StoreFigure(step, times[Pages / 2], "s"));
    }

    private static async Task<double> TimeAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await ask();
        await answer.Content.LoadIntoBufferAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        answer.EnsureSuccessStatusCode();
        return seconds;
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
