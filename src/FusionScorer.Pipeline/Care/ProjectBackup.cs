using FusionScorer.Core;
using FusionScorer.Library;
using FusionScorer.Library.Checking;
using FusionScorer.Library.Moving;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Care;

/// <summary>A backup that was made.</summary>
/// <param name="Path">The copy of the store.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ProjectFile">The copy of the project file.</param>
/// <param name="Findings">What a check of the copy finds.</param>
/// <param name="Keep">What else to keep: files that belong to the project but lie elsewhere, each with why.</param>
public sealed record BackupReport(string Path, long Bytes, string ProjectFile, IReadOnlyList<CheckFinding> Findings, IReadOnlyList<(string Path, string Why)> Keep);

/// <summary>Copies a project's store and file while it is in use.</summary>
public static class ProjectBackup
{
    /// <summary>Makes a backup: a SQLite file that opens as a project's store, and the project file under the same name ending in <c>.yaml</c>.</summary>
    /// <param name="location">The project.</param>
    /// <param name="target">The copy of the store.</param>
    /// <param name="force">Whether files that are there may be replaced.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="clock">Gives the time.</param>
    /// <param name="told">Hears what is done.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="BadInputException">Something cannot be read or written, or exists already.</exception>
    public static BackupReport Run(ProjectLocation location, string target, bool force, Func<string, string?> environment, TimeProvider clock, Action<string>? told, CancellationToken cancellation)
    {
        target = Path.GetFullPath(target);
        var file = Path.ChangeExtension(target, ".yaml");
        if (file == target || file == location.FilePath)
            throw new BadInputException(target, 0, "name a file that ends in .db, outside the project's folder");
        if (!force && File.Exists(file))
            throw new BadInputException(file, 0, "exists already, and the project file is kept there: name another file, or replace both with --force");
        var text = File.ReadAllBytes(location.FilePath);
        var findings = location.Store.File is { } store
            ? SqliteBackup.Run(store, target, force, told, cancellation)
            : FromServer(location.Store, StoreLocation.OfFile(target), force, clock, told, cancellation);
        AtomicFile.WriteBytes(file, text);
        return new BackupReport(target, new FileInfo(target).Length, file, findings, [.. Keep(location, target, environment)]);
    }

    private static IReadOnlyList<CheckFinding> FromServer(StoreLocation from, StoreLocation to, bool force, TimeProvider clock, Action<string>? told, CancellationToken cancellation)
    {
        told?.Invoke("copying");
        StoreCopy.Run(from, to, force, clock, told: null, cancellation);
        told?.Invoke("checking the copy");
        using var copy = CheckedDatabase.Open(to);
        return StoreCheck.Run(copy, deep: false, told: null, cancellation);
    }

    private static IEnumerable<(string Path, string Why)> Keep(ProjectLocation location, string copy, Func<string, string?> environment)
    {
        using (var database = CheckedDatabase.Open(StoreLocation.OfFile(copy)))
        {
            if (database.ProjectId() is { } id)
            {
                foreach (var (folder, ending, why) in ((string, string, string)[])
                [
                    ("viewer-keys", ".key", "without it, viewers of later imports are other people than those of before"),
                    ("review-keys", "", "without it, people must sign in again and webhooks lose their secrets"),
                ])
                {
                    var path = Path.Combine(UserData.Folder(environment, folder), id + ending);
                    if (Path.Exists(path))
                        yield return (path, why);
                }
            }
        }

        foreach (var lexicon in Directory.GetFiles(location.Folder, "lexicon.*.csv").Order(StringComparer.Ordinal))
            yield return (lexicon, "the project's own word list");
        foreach (var library in location.File?.Libraries ?? [])
            yield return (library.Path, "the media and their captions; a scan finds them again wherever they lie");
    }
}
