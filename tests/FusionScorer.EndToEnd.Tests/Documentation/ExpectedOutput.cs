using System.Text.RegularExpressions;

namespace FusionScorer.EndToEnd.Documentation;

/// <summary>What a page says that commands print: line by line, <c>…</c> stands for anything within a line, and alone on a line for any lines.</summary>
internal static class ExpectedOutput
{
    private const string Anything = "…";

    /// <summary>The first line of the page that the output lacks; null when it says all of it in this order.</summary>
    public static string? Missing(string expected, string actual)
    {
        var lines = Lines(actual);
        var at = 0;
        var jump = false;
        foreach (var line in Lines(expected))
        {
            if (line == Anything)
            {
                jump = true;
                continue;
            }

            var pattern = new Regex($"^{string.Join(".*", line.Split(Anything).Select(Regex.Escape))}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            while (jump && at < lines.Count && !pattern.IsMatch(lines[at]))
                at++;
            if (at >= lines.Count || !pattern.IsMatch(lines[at]))
                return line;
            at++;
            jump = false;
        }

        return jump || at >= lines.Count ? null : $"the end; the output goes on with: {lines[at]}";
    }

    // Blank lines and trailing blanks are the reader's eye, not the program's word.
    private static List<string> Lines(string text) => [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
}
