using System.Diagnostics;
using FusionScorer.TestKit.Services;

namespace FusionScorer.TestRunner;

/// <summary>Runs <c>dotnet test</c> on the solution and adds up what its assemblies report.</summary>
internal static class TestRun
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = RepositoryRoot() };
        foreach (var argument in (string[])["test", "FusionScorer.sln", "-c", "Release", "--nologo", .. arguments])
            start.ArgumentList.Add(argument);
        var servers = Path.GetTempFileName();
        start.Environment[ServerUse.Variable] = servers;
        using var process = Process.Start(start)!;
        await using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));

        var total = new TestCounts(0, 0, 0);
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            Console.WriteLine(line);
            if (TestCounts.TryParse(line, out var counts))
                total += counts;
        }

        await process.WaitForExitAsync(CancellationToken.None);

        // After the build, which brings its packages; a filter is for .NET's tests.
        if (arguments.Length == 0)
            total += await ClientAppRun.RunAsync(RepositoryRoot(), cancellation);
        var used = await File.ReadAllLinesAsync(servers, CancellationToken.None);
        File.Delete(servers);
        if (arguments.Length == 0 && ServerPackages.Fault(used) is { } fault)
        {
            Console.WriteLine($"  Failed {fault}");
            total += new TestCounts(0, 1, 0);
        }

        Console.WriteLine($"servers that tests started: {string.Join(", ", used.CountBy(name => name, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value} times").DefaultIfEmpty("none"))}");
        Console.WriteLine(total);
        return process.ExitCode != 0 || total.Failed > 0 || total.Passed == 0 ? 1 : 0;
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
