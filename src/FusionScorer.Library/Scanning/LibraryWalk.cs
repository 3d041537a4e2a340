using FusionScorer.Library.Importing;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Scanning;

/// <summary>A file that a walk found.</summary>
/// <param name="Path">Path under the root, with forward slashes.</param>
/// <param name="FullPath">Where to open it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedMs">Time of the last change, Unix milliseconds.</param>
internal sealed record FoundFile(string Path, string FullPath, FileKind Kind, long Size, long ModifiedMs)
{
    /// <summary>The folder under the root; empty at the top.</summary>
    public string Folder => Path.LastIndexOf('/') is var slash and >= 0 ? Path[..slash] : "";
}

/// <summary>Finds the files of a library. Files and folders whose names start with a dot are left alone.</summary>
/// <remarks>
/// Links that leave the root are skipped with a warning. Links that stay inside are followed only to what the walk does not reach by itself,
/// so that no file is found twice and no loop is entered.
/// </remarks>
internal sealed class LibraryWalk
{
    private readonly LibraryRoot _root;
    private readonly string _realRoot;
    private readonly List<string> _warnings;
    private readonly List<FoundFile> _files = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<(FileSystemInfo Link, string Path)> _links = [];

    private LibraryWalk(LibraryRoot root, string realRoot, List<string> warnings)
    {
        _root = root;
        _realRoot = realRoot;
        _warnings = warnings;
    }

    /// <summary>Folders (paths under the root) that could not be looked into, so that nothing is known of what lies there.</summary>
    public HashSet<string> Unreadable { get; } = new(StringComparer.Ordinal);

    /// <summary>All files that matter, in ordinal order of their paths.</summary>
    public IReadOnlyList<FoundFile> Files => _files;

    /// <summary>Walks a root whose folder exists.</summary>
    public static LibraryWalk Of(LibraryRoot root, List<string> warnings)
    {
        var walk = new LibraryWalk(root, RealPath.Of(root.Path) ?? root.Path, warnings);
        walk.Folders(walk._realRoot, "");
        walk.FollowLinks();
        walk._files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return walk;
    }

    private void Folders(string fullPath, string path)
    {
        var waiting = new Stack<(string FullPath, string Path)>([(fullPath, path)]);
        while (waiting.TryPop(out var folder))
        {
            if (!_seen.Add(folder.FullPath))
                continue;
            foreach (var entry in Entries(folder.FullPath, folder.Path))
            {
                var entryPath = folder.Path.Length == 0 ? entry.Name : $"{folder.Path}/{entry.Name}";
                if (entry.Name.StartsWith('.'))
                    continue;
                if (entry.LinkTarget is not null)
                    _links.Add((entry, entryPath));
                else if (entry is DirectoryInfo)
                    waiting.Push((entry.FullName, entryPath));
                else
                    AddFile((FileInfo)entry, entryPath, entry.FullName);
            }
        }
    }

    private FileSystemInfo[] Entries(string fullPath, string path)
    {
        try
        {
            var entries = new DirectoryInfo(fullPath).GetFileSystemInfos();
            Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return entries;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Unreadable.Add(path);
            Warn(path, $"the folder cannot be read: {exception.Message}");
            return [];
        }
    }

    private void AddFile(FileInfo file, string path, string realPath)
    {
        if (MediaFiles.KindOf(path) is not { } kind)
            return;
        if (path.Contains('\uFFFD', StringComparison.Ordinal) && !file.Exists)
        {
            Warn(path, "the name is not valid UTF-8, so that no program here can open the file; rename it");
            return;
        }

        try
        {
            if (!_seen.Add(realPath))
                return;
            _files.Add(new FoundFile(path, file.FullName, kind, file.Length, new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Warn(path, $"cannot be read: {exception.Message}");
        }
    }

    // Following a link may find more links; they join the end of the list.
    private void FollowLinks()
    {
        for (var i = 0; i < _links.Count; i++)
        {
            var (link, path) = _links[i];
            var target = RealPath.Of(link.FullName);
            if (target is null)
            {
                if (MediaFiles.KindOf(path) is not null)
                    Warn(path, "is a link that leads nowhere; skipped");
            }
            else if (!RealPath.IsInside(target, _realRoot))
            {
                if (MediaFiles.KindOf(path) is not null || Directory.Exists(target))
                    Warn(path, "is a link that leaves the library; skipped");
            }
            else if (Directory.Exists(target))
            {
                Folders(target, path);
            }
            else
            {
                AddFile(new FileInfo(target), path, target);
            }
        }
    }

    private void Warn(string path, string message) => _warnings.Add(OneLine.Of($"{_root.Name}:{path}: {message}"));
}
