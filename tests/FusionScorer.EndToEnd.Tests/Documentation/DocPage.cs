namespace FusionScorer.EndToEnd.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Line">The line of its fence, from 1.</param>
/// <param name="Language">The first word behind the fence; empty for none.</param>
/// <param name="Words">The other words behind the fence; a page's readers do not see them.</param>
/// <param name="Text">What stands between the fences, ended lines.</param>
internal sealed record DocBlock(int Line, string Language, IReadOnlyList<string> Words, string Text)
{
    /// <summary>Whether it is commands to run.</summary>
    public bool IsCommands => Language == "sh";

    /// <summary>What they end with.</summary>
    public int ExitCode => Words.FirstOrDefault(word => word.StartsWith("exit=", StringComparison.Ordinal)) is { } word
        ? int.Parse(word.AsSpan("exit=".Length), System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>Whether it starts a server, which is stopped once it answers.</summary>
    public bool IsServer => Words.Contains("server", StringComparer.Ordinal);
}

/// <summary>The fenced blocks of a Markdown file: <c>sh</c> is run, a <c>text</c> behind it is what it prints.</summary>
internal static class DocPage
{
    private const string Fence = "```";

    /// <summary>Reads a page.</summary>
    public static IReadOnlyList<DocBlock> Read(string path)
    {
        var blocks = new List<DocBlock>();
        (int Line, string Info)? open = null;
        var text = new List<string>();
        foreach (var (at, line) in File.ReadAllLines(path).Index())
        {
            if (!line.StartsWith(Fence, StringComparison.Ordinal))
            {
                if (open is not null)
                    text.Add(line);
            }
            else if (open is null)
            {
                open = (at + 1, line[Fence.Length..]);
                text.Clear();
            }
            else
            {
                var words = open.Value.Info.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                blocks.Add(new DocBlock(open.Value.Line, words.FirstOrDefault(""), words.Length > 1 ? words[1..] : [], string.Concat(text.Select(row => row + "\n"))));
                open = null;
            }
        }

        return blocks;
    }
}
