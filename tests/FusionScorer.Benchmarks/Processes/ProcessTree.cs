using System.Globalization;

namespace FusionScorer.Benchmarks.Processes;

/// <summary>What a process uses, as Linux tells under <c>/proc</c>.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its program, cut to 15 letters.</param>
/// <param name="Resident">Bytes in memory now.</param>
/// <param name="Peak">The most bytes that it ever had in memory.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Handles">Open files, sockets and the like.</param>
internal readonly record struct ProcessUse(int Id, string Name, long Resident, long Peak, int Threads, int Handles);

/// <summary>A process and all that it started, directly or not.</summary>
internal static class ProcessTree
{
    /// <summary>Reads the tree; the process itself comes first. Empty when it has ended.</summary>
    public static List<ProcessUse> Of(int root)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Parent(id) is { } parent)
                parents[id] = parent;
        }

        List<ProcessUse> tree = [];
        if (Use(root) is { } first)
            tree.Add(first);
        foreach (var id in parents.Keys.Where(id => IsUnder(id, root, parents)))
        {
            if (Use(id) is { } use)
                tree.Add(use);
        }

        return tree;
    }

    /// <summary>Bytes of a tree where pages that several processes share count once.</summary>
    public static long Proportional(int root)
    {
        var bytes = 0L;
        foreach (var process in Of(root))
        {
            foreach (var line in (Text($"/proc/{process.Id}/smaps_rollup") ?? "").AsSpan().EnumerateLines())
            {
                if (line.StartsWith("Pss:"))
                    bytes += Number(line[4..]) * 1024;
            }
        }

        return bytes;
    }

    private static bool IsUnder(int id, int root, Dictionary<int, int> parents)
    {
        while (parents.TryGetValue(id, out var parent))
        {
            if (parent == root)
                return true;
            id = parent;
        }

        return false;
    }

    // The name stands in brackets and may hold anything; what follows the last bracket is state and parent.
    private static int? Parent(int id)
    {
        if (Text($"/proc/{id}/stat") is not { } text)
            return null;
        var words = text.AsSpan(text.LastIndexOf(')') + 2);
        words = words[(words.IndexOf(' ') + 1)..];
        return int.Parse(words[..words.IndexOf(' ')], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    private static ProcessUse? Use(int id)
    {
        if (Text($"/proc/{id}/status") is not { } text)
            return null;
        var name = "";
        long resident = 0, peak = 0, threads = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("Name:"))
                name = line[5..].Trim().ToString();
            else if (line.StartsWith("VmRSS:"))
                resident = Number(line[6..]) * 1024;
            else if (line.StartsWith("VmHWM:"))
                peak = Number(line[6..]) * 1024;
            else if (line.StartsWith("Threads:"))
                threads = Number(line[8..]);
        }

        // A process that has ended and whom nobody waited for has no memory.
        return resident == 0 ? null : new ProcessUse(id, name, resident, peak, (int)threads, Handles(id));
    }

    private static long Number(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return long.Parse(end < 0 ? text : text[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static int Handles(int id)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{id}/fd").Count();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
