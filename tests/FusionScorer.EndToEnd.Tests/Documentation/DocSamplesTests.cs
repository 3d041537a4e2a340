using FusionScorer.TestKit;

namespace FusionScorer.EndToEnd.Documentation;

/// <summary>Every sample of the documentation works, and prints what the page shows.</summary>
public sealed class DocSamplesTests
{
    // What a page needs more than a machine that builds the program: servers, names of hosts.
    private static readonly string[] NotFollowed = ["deployment.md", "workers.md", "tutorial.md"];

    private static readonly string Docs = Path.Combine(Repository.Root, "docs");

    public static TheoryData<string> Pages() =>
        [.. Directory.EnumerateFiles(Docs, "*.md").Where(page => DocPage.Read(page).Any(block => block.IsCommands)).Select(page => Path.GetFileName(page)!).Except(NotFollowed).Order(StringComparer.Ordinal)];

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task Page_FollowedToTheLetter_Works(string page)
    {
        SkipTest.Because(OperatingSystem.IsWindows() ? "the pages are for bash" : null);
        using var folder = new TempFolder();
        var place = Directory.CreateDirectory(Path.Combine(folder.Path, "FusionScorer")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(place, "data-samples"), Path.Combine(Repository.Root, "data-samples"));
        var script = Path.Combine(place, "run.sh");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\nFUSION_SELF=\"$0\" exec dotnet '{Path.Combine(AppContext.BaseDirectory, "fusion.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await DocSamples.FollowAsync(Path.Combine(Docs, page), place, folder.Path, TimeSpan.FromMinutes(3));
    }

    [SkippableFact]
    public void Expected_TellsOtherOutput()
    {
        Assert.Null(ExpectedOutput.Missing("a\n…\nc … e\n", "a\nb\nb2\nc d e\n"));
        Assert.Equal("c", ExpectedOutput.Missing("a\nc\n", "a\nb\nc\n"));
        Assert.Equal("c", ExpectedOutput.Missing("a\n…\nc\n", "a\nb\n"));
        Assert.NotNull(ExpectedOutput.Missing("a\n", "a\nb\n"));
    }
}
