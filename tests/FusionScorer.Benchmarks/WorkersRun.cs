using System.Diagnostics;
using System.Globalization;
using FusionScorer.TestKit;
using FusionScorer.TestKit.Services;

namespace FusionScorer.Benchmarks;

/// <summary>What work on many machines costs: two workers of one clip at once against one process of two, on the same clips.</summary>
internal static class WorkersRun
{
    private const int Rounds = 3;

    /// <summary>Extracts everything by turns in both ways, and prints the times.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="library">A folder of clips; null for the samples.</param>
    public static async Task PrintAsync(TextWriter to, string? library)
    {
        if (RabbitServer.Unavailable is { } why)
        {
            to.WriteLine(why);
            return;
        }

        using var folder = new TempFolder();
        await using var server = await RabbitServer.StartAsync();
        var program = Path.Combine(AppContext.BaseDirectory, "fusion.dll");
        var project = folder.At("project");
        await RunAsync("init", project, "--library", $"clips={library ?? Repository.At("data-samples", "library")}");
        await RunAsync("scan", "--project", project);
        await RunAsync("extract", "--project", project); // once for the disk's and the engines' caches
        double alone = double.MaxValue, many = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            alone = Math.Min(alone, await RunAsync("extract", "--project", project, "--force", "--jobs", "2"));
            Process[] workers = [Start("worker", "--project", project, "--jobs", "1"), Start("worker", "--project", project, "--jobs", "1")];
            foreach (var worker in workers)
                await worker.StandardError.ReadLineAsync(); // it takes work
            many = Math.Min(many, await RunAsync("extract", "--project", project, "--force", "--broker", server.Uri.ToString().Replace("guest:guest@", "guest@", StringComparison.Ordinal)));
            foreach (var worker in workers)
            {
                worker.Kill(entireProcessTree: true);
                await worker.WaitForExitAsync();
                worker.Dispose();
            }
        }

        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"one process with 2 jobs: {alone:0.0} s; 2 workers with 1 job each: {many:0.0} s; {(many / alone - 1) * 100:+0;-0} % (the best of {Rounds}, the start of `fusion extract` included in both)"));

        async Task<double> RunAsync(params string[] arguments)
        {
            var started = Stopwatch.GetTimestamp();
            using var process = Start(arguments);
            var error = process.StandardError.ReadToEndAsync();
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode is 0 or 3
                ? Stopwatch.GetElapsedTime(started).TotalSeconds
                : throw new InvalidOperationException($"fusion {arguments[0]} ended with {process.ExitCode}: {await error}");
        }

        Process Start(params string[] arguments)
        {
            var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
            foreach (var argument in (string[])[program, .. arguments])
                start.ArgumentList.Add(argument);
            start.Environment.Remove("FUSION_BROKER");
            start.Environment["FUSION_BROKER_PASSWORD"] = "guest";
            if (arguments[0] == "worker")
                start.Environment["FUSION_BROKER"] = server.Uri.ToString();
            return Process.Start(start)!;
        }
    }
}
