using System.Diagnostics;
using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd.Documentation;

/// <summary>The tutorial, typed into a shell in a clean clone.</summary>
public sealed class TutorialTests
{
    [SkippableFact]
    public async Task Tutorial_FollowedToTheLetterInACleanClone_Works()
    {
        SkipTest.Because(OperatingSystem.IsWindows() ? "the tutorial is for bash" : null);
        SkipTest.Because(Directory.Exists(Path.Combine(Repository.Root, ".git")) || File.Exists(Path.Combine(Repository.Root, ".git")) ? null : "this is no clone, so it cannot be cloned");
        using var folder = new TempFolder();
        var clone = Path.Combine(folder.Path, "FusionScorer");
        using (var git = Process.Start("git", ["clone", "--quiet", Repository.Root, clone]))
        {
            await git.WaitForExitAsync();
            Assert.Equal(0, git.ExitCode);
        }

        await DocSamples.FollowAsync(Path.Combine(clone, "docs", "tutorial.md"), clone, folder.Path, TimeSpan.FromMinutes(10));
    }
}
