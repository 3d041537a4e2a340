using System.Diagnostics;
using System.Text.Json;

namespace FusionScorer.TestRunner;

/// <summary>Runs the tests of the review app's TypeScript with Vitest.</summary>
internal static class ClientAppRun
{
    public static async Task<TestCounts> RunAsync(string root, CancellationToken cancellation)
    {
        var folder = Path.Combine(root, "src", "FusionScorer.Web", "ClientApp");
        var report = Path.Combine(Directory.CreateTempSubdirectory("fusionscorer-vitest-").FullName, "report.json");
        var vitest = Path.Combine(folder, "node_modules", "vitest", "vitest.mjs");
        var start = new ProcessStartInfo("node", [vitest, "run", "--reporter=json", $"--outputFile={report}"]) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        await using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        if (!File.Exists(report))
            return new TestCounts(0, 1, 0);
        using var read = JsonDocument.Parse(await File.ReadAllTextAsync(report, CancellationToken.None));
        foreach (var failed in Failed(read.RootElement))
            Console.WriteLine($"  Failed {failed}");
        int Number(string name) => read.RootElement.GetProperty(name).GetInt32();
        var failures = Number("numFailedTests") + (Number("numFailedTests") == 0 && process.ExitCode != 0 ? 1 : 0);
        var counts = new TestCounts(Number("numPassedTests"), failures, Number("numPendingTests"));
        Console.WriteLine($"{(failures == 0 ? "Passed" : "Failed")}!  review app (Vitest): {counts}");
        return counts;
    }

    private static IEnumerable<string> Failed(JsonElement report)
    {
        foreach (var file in report.GetProperty("testResults").EnumerateArray())
        {
            foreach (var test in file.GetProperty("assertionResults").EnumerateArray().Where(test => test.GetProperty("status").GetString() == "failed"))
                yield return $"{test.GetProperty("fullName").GetString()}: {string.Join(' ', test.GetProperty("failureMessages").EnumerateArray().Select(message => message.GetString()))}";
        }
    }
}
