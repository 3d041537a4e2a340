using System.Text;

namespace FusionScorer.Signals.Media;

/// <summary>Turns what ffmpeg says on standard error into one short line without absolute paths.</summary>
internal static class MediaReason
{
    private const int MaxLength = 160;

    /// <summary>Why a run did not succeed.</summary>
    public static string Of(ProcessResult result, string path, TimeSpan limit) => result.End switch
    {
        ProcessEnd.TimedOut => $"reading took longer than {limit.TotalSeconds:0} s",
        ProcessEnd.OutputTooLong => "the file holds more than can be read",
        ProcessEnd.NotStarted => "ffmpeg could not be started: " + OneLine(result.Error, path),
        _ => OneLine(result.Error, path) is { Length: > 0 } line ? line : $"ffmpeg ended with code {result.ExitCode}",
    };

    /// <summary>The first line that says something.</summary>
    public static string OneLine(string error, string path)
    {
        var name = Path.GetFileName(path);
        foreach (var raw in error.AsSpan().EnumerateLines())
        {
            var line = WithoutContext(raw.Trim()).ToString()
                .Replace(MediaGuards.Url(path), name, StringComparison.Ordinal)
                .Replace(path, name, StringComparison.Ordinal);
            line = Clean(line);
            if (line.StartsWith("Format not on whitelist", StringComparison.Ordinal))
                return "not a media file of a known format";
            if (line.Length > 0)
                return line;
        }

        return "";
    }

    // "[mov,mp4 @ 0x55e0c0ffee] moov atom not found": the address differs from run to run.
    private static ReadOnlySpan<char> WithoutContext(ReadOnlySpan<char> line)
    {
        var close = line.IndexOf(']');
        return line.StartsWith("[") && close > 0 && line[..close].Contains(" @ 0x", StringComparison.Ordinal) ? line[(close + 1)..].Trim() : line;
    }

    private static string Clean(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            var slash = words[i].LastIndexOfAny(['/', '\\']);
            if (slash > 0 || (slash == 0 && words[i].Length > 1))
                words[i] = words[i][(slash + 1)..];
        }

        var text = new StringBuilder(string.Join(' ', words));
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || char.IsSurrogate(text[i]))
                text[i] = '?';
        }

        return text.Length > MaxLength ? text.ToString(0, MaxLength - 1) + "…" : text.ToString();
    }
}
