using FusionScorer.Library.Policies;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Checking;

/// <summary>Media files of the catalogue against the disk. Reads only.</summary>
public static class MediaCheck
{
    private const string Rescan = "run fusion scan, so that the catalogue says what is there";

    /// <summary>Looks at each media file that the catalogue says is there.</summary>
    /// <param name="database">The store.</param>
    /// <param name="roots">The libraries of the project file.</param>
    /// <param name="deep">Whether to read each file's content, too.</param>
    /// <param name="cancellation">Stops between files.</param>
    public static IReadOnlyList<CheckFinding> Run(CheckedDatabase database, IReadOnlyList<LibraryRoot> roots, bool deep, CancellationToken cancellation)
    {
        var findings = new List<CheckFinding>();
        foreach (var (name, count) in database.Guard(() => database.Connection.Rows("SELECT root, count(*) FROM file WHERE kind = 0 AND present = 1 GROUP BY root ORDER BY root", row => (row.String(0), row.Whole(1)))))
        {
            if (roots.FirstOrDefault(root => root.Name == name) is not { } root)
                findings.Add(new CheckFinding("files", $"media files of library {name}, which {ProjectFileReader.FileName} does not name", count, Example: null, $"add the library to {ProjectFileReader.FileName}", IsFault: false));
            else if (!Directory.Exists(root.Path))
                findings.Add(new CheckFinding("files", $"media files of library {name}, whose folder is not there", count, root.Path, $"mount it, or correct its path in {ProjectFileReader.FileName}"));
            else
                findings.AddRange(Look(database, root, deep, cancellation));
        }

        return findings;
    }

    private static List<CheckFinding> Look(CheckedDatabase database, LibraryRoot root, bool deep, CancellationToken cancellation)
    {
        var (missing, changed, other) = (new Found(), new Found(), new Found());
        database.Each($"SELECT path, size, hash FROM file WHERE root = '{root.Name}' AND kind = 0 AND present = 1 ORDER BY path", row =>
        {
            cancellation.ThrowIfCancellationRequested();
            var path = row.String(0);
            var full = Path.Combine(root.Path, path);
            var file = new FileInfo(full);
            if (!file.Exists)
                missing.Add(path);
            else if (file.Length != row.Whole(1))
                changed.Add(path);
            else if (deep && file.Length > 0 && Content(full) != row.String(2))
                other.Add(path);
        });
        return
        [
            .. missing.Finding($"media files of library {root.Name} that are not there", Rescan),
            .. changed.Finding($"media files of library {root.Name} whose size is another one", Rescan),
            .. other.Finding($"media files of library {root.Name} that cannot be read or hold something else", "compare them with a copy; if they were meant to change, run fusion scan"),
        ];
    }

    private static string? Content(string path)
    {
        try
        {
            return Fingerprint.OfMedia(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed class Found
    {
        private long _count;
        private string? _first;

        public void Add(string path)
        {
            _count++;
            _first ??= path;
        }

        public IEnumerable<CheckFinding> Finding(string what, string mend) => _count == 0 ? [] : [new CheckFinding("files", what, _count, _first, mend)];
    }
}
