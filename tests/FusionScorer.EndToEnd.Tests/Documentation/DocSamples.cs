namespace FusionScorer.EndToEnd.Documentation;

/// <summary>Follows a page to the letter.</summary>
internal static class DocSamples
{
    /// <summary>Runs every block of commands of a page, one after the other, and compares what they print where the page shows it.</summary>
    public static async Task FollowAsync(string page, string folder, string home, TimeSpan limit)
    {
        var blocks = DocPage.Read(page);
        Assert.Contains(blocks, block => block.IsCommands);
        await using var shell = new DocShell(folder, home);
        for (var at = 0; at < blocks.Count; at++)
        {
            var block = blocks[at];
            if (!block.IsCommands)
                continue;
            var (output, exitCode) = await shell.RunAsync(block, limit);
            var place = $"{Path.GetFileName(page)}:{block.Line}\n{block.Text}";
            Assert.True(exitCode == block.ExitCode, $"{place}ended with {exitCode} instead of {block.ExitCode}; it said:\n{output}");
            if (at + 1 < blocks.Count && blocks[at + 1].Language == "text" && ExpectedOutput.Missing(blocks[at + 1].Text, output) is { } missing)
                Assert.Fail($"{place}prints something else than the page shows; this is missing:\n{missing}\nIt said:\n{output}");
        }
    }
}
