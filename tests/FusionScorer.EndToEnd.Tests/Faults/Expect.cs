namespace FusionScorer.EndToEnd.Faults;

/// <summary>What a fault must look like: one line, the right code, nothing corrupted.</summary>
internal static class Expect
{
    /// <summary>One line on standard error that says what, and exit code 2.</summary>
    public static void OneLine(FusionProgram.Result run, string what)
    {
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("error:", StringComparison.Ordinal)).ToList();
        Assert.True(run.ExitCode == 2, $"ended with {run.ExitCode}: {run.Error}");
        Assert.Contains(what, Assert.Single(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A check that finds no fault.</summary>
    public static async Task SoundAsync(string project)
    {
        var check = await FusionProgram.RunAsync(project, "db", "check", "--deep", "--json");
        Assert.True(check.ExitCode == 0, check.Out + check.Error);
    }
}
