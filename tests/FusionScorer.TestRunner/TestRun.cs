using System.Diagnostics;
using System.Threading.Channels;
using FusionScorer.TestKit.Services;

namespace FusionScorer.TestRunner;

/// <summary>Builds the solution, runs its test projects two at a time and the review app's tests, and adds up what they report.</summary>
internal static class TestRun
{
    // It takes as long as all the others together; begun last, it would run alone at the end.
    private const string Longest = "FusionScorer.EndToEnd.Tests";
    private const int SlowTestsTold = 10;

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var root = RepositoryRoot();
        var work = Directory.CreateTempSubdirectory("fusionscorer-tests-").FullName;
        var servers = Path.Combine(work, "servers");
        await File.WriteAllTextAsync(servers, "", CancellationToken.None);
        if (await DotnetAsync(root, ["build", "FusionScorer.sln", "-c", "Release", "--nologo", "-v", "minimal"], Environment, Console.WriteLine, cancellation) != 0)
        {
            Console.WriteLine(new TestCounts(0, 1, 0));
            return 1;
        }

        var projects = Channel.CreateUnbounded<string>();
        foreach (var project in Projects(root))
            projects.Writer.TryWrite(project);
        projects.Writer.Complete();
        var lanes = await Task.WhenAll(LaneAsync(), LaneAsync());
        var (total, failed) = (lanes[0].Total + lanes[1].Total, lanes[0].Failed || lanes[1].Failed);

        // A filter is for .NET's tests.
        if (arguments.Length == 0)
            total += await ClientAppRun.RunAsync(root, cancellation);
        foreach (var test in SlowTests.Read(work, SlowTestsTold))
            Console.WriteLine(test);
        var used = await File.ReadAllLinesAsync(servers, CancellationToken.None);
        Directory.Delete(work, recursive: true);
        if (arguments.Length == 0 && ServerPackages.Fault(used) is { } fault)
        {
            Console.WriteLine($"  Failed {fault}");
            total += new TestCounts(0, 1, 0);
        }

        Console.WriteLine($"servers that tests started: {string.Join(", ", used.CountBy(name => name, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value} times").DefaultIfEmpty("none"))}");
        Console.WriteLine(total);
        return failed || total.Failed > 0 || total.Passed == 0 ? 1 : 0;

        void Environment(IDictionary<string, string?> variables) => variables[ServerUse.Variable] = servers;

        async Task<(TestCounts Total, bool Failed)> LaneAsync()
        {
            var (total, failed) = (new TestCounts(0, 0, 0), false);
            await foreach (var project in projects.Reader.ReadAllAsync(CancellationToken.None))
            {
                string[] words = ["test", project, "-c", "Release", "--no-build", "--nologo", "--logger", $"trx;LogFileName={Path.Combine(work, Path.GetFileName(project) + ".trx")}", .. arguments];
                failed |= await DotnetAsync(root, words, Environment, Hear, cancellation) != 0;
            }

            return (total, failed);

            void Hear(string line)
            {
                Console.WriteLine(line);
                if (TestCounts.TryParse(line, out var counts))
                    total += counts;
            }
        }
    }

    private static IEnumerable<string> Projects(string root) => Directory
        .EnumerateDirectories(Path.Combine(root, "tests"), "*.Tests")
        .OrderBy(folder => Path.GetFileName(folder) != Longest).ThenBy(folder => folder, StringComparer.Ordinal);

    private static async Task<int> DotnetAsync(string root, string[] words, Action<IDictionary<string, string?>> environment, Action<string> hear, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return 130;
        var start = new ProcessStartInfo("dotnet", words) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = root };
        environment(start.Environment);
        using var process = Process.Start(start)!;
        await using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
            hear(line);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FusionScorer.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the test runner lies outside the repository");
    }
}
