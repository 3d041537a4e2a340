namespace FusionScorer.Library.Scanning;

/// <summary>Resolves every symbolic link of a path, also those in the middle of it.</summary>
public static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>The path without links.</summary>
    /// <returns>Null when it leads nowhere, in circles, or may not be looked at.</returns>
    public static string? Of(string path)
    {
        var root = Path.GetPathRoot(Path.GetFullPath(path))!;
        var done = root;
        var rest = new Stack<string>(Parts(Path.GetFullPath(path)[root.Length..]).Reverse());
        var links = 0;
        try
        {
            while (rest.TryPop(out var part))
            {
                if (part == "..")
                {
                    done = Path.GetDirectoryName(done) ?? root;
                    continue;
                }

                var next = Path.Combine(done, part);
                var target = new FileInfo(next).LinkTarget;
                if (target is null)
                {
                    done = next;
                    continue;
                }

                if (++links > MaxLinks)
                    return null;
                if (Path.IsPathRooted(target))
                    done = root;
                foreach (var step in Parts(target).Reverse())
                    rest.Push(step);
            }

            return Path.Exists(done) ? done : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a path without links lies in a folder without links, or is that folder.</summary>
    public static bool IsInside(string path, string folder) =>
        path == folder || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".");
}
