using System.Diagnostics;
using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests;

/// <summary>The example of the package's README: what stands there is what is compiled, and it does what is said.</summary>
public sealed class ExampleTests
{
    [Fact]
    public void Readme_ShowsTheCompiledExample()
    {
        var readme = Text(Repository.At("src", "FusionScorer.Core", "README.md"));
        var example = Text(Repository.At("tests", "FusionScorer.Core.Example", "Program.cs"));

        Assert.Contains($"```csharp\n{example}```\n", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Example_AsksAboutThreeClipsThatNobodyAnswered()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FusionScorer.Core.Example.dll")]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(3, lines.Distinct().Count());
        Assert.All(lines, line => Assert.Matches(@"^clip \d+: G 0\.\d\d  PG 0\.\d\d  PG-13 0\.\d\d  R 0\.\d\d  NC-17 0\.\d\d$", line));
        Assert.DoesNotContain(lines, line => line.StartsWith("clip 0:", StringComparison.Ordinal) || line.StartsWith("clip 9:", StringComparison.Ordinal));
    }

    private static string Text(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");
}
