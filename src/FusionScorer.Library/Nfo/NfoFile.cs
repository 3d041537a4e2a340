using FusionScorer.Core.Levels;
using FusionScorer.Library.Scanning;

namespace FusionScorer.Library.Nfo;

/// <summary>Writes ratings into NFO files of a library: a backup once, then whole or not at all, never through a link.</summary>
public static class NfoFile
{
    /// <summary>What the copy of the file as it was found is called: its name and this. Nobody else calls files so: a copy that is there is ours.</summary>
    public const string BackupSuffix = ".fusion.bak";

    private const string PartSuffix = ".fusion-part";

    /// <summary>Sets the rating of a file.</summary>
    /// <param name="root">The library's folder.</param>
    /// <param name="path">The file.</param>
    /// <param name="rating">What to state.</param>
    /// <param name="taxonomy">The levels in use.</param>
    /// <param name="custom">Whether to set <c>customrating</c> as well.</param>
    /// <param name="dryRun">Whether only to say what would become of it.</param>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static NfoEdit Set(string root, string path, string rating, Taxonomy taxonomy, bool custom, bool dryRun)
    {
        if (Leaves(root, path))
            return new NfoEdit(NfoOutcome.Failed, null, null, "it is a link, or leads out of the library");
        var file = new FileInfo(path);
        if (!file.Exists)
            return new NfoEdit(NfoOutcome.Absent, null, null, null);
        if (file.Length is 0 or > NfoReader.MaxBytes)
            return new NfoEdit(NfoOutcome.Failed, null, null, file.Length == 0 ? "it is empty, or no file" : $"it is larger than {NfoReader.MaxBytes >> 20} MB");
        var found = File.ReadAllBytes(path);
        var edit = NfoRating.Set(found, rating, taxonomy, custom);
        if (edit.Content is null)
            return edit;
        if (file.IsReadOnly)
            return new NfoEdit(NfoOutcome.Failed, null, null, "it is write-protected; allow writing to it, or lock its rating");
        if (dryRun)
            return edit;
        UnixFileMode? mode = OperatingSystem.IsWindows() ? null : file.UnixFileMode;
        if (!File.Exists(path + BackupSuffix))
            Put(path + BackupSuffix, found, mode);
        Put(path, edit.Content, mode);
        return edit;
    }

    /// <summary>Makes a file where there is none.</summary>
    /// <inheritdoc cref="Set"/>
    /// <param name="root">The library's folder.</param>
    /// <param name="path">The file.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="rating">What it states.</param>
    /// <param name="dryRun">Whether only to say what would become of it.</param>
    public static NfoEdit Make(string root, string path, byte[] content, string rating, bool dryRun)
    {
        if (Leaves(root, path) || File.Exists(path))
            return new NfoEdit(NfoOutcome.Failed, null, null, "its folder leads out of the library, or something is there");
        if (NfoReader.Parse(content, out _).Rating != rating)
            return new NfoEdit(NfoOutcome.Failed, null, null, "the title cannot stand in an NFO");
        if (!dryRun)
            Put(path, content, mode: null);
        return new NfoEdit(NfoOutcome.Written, content, null, null);
    }

    private static void Put(string path, byte[] content, UnixFileMode? mode)
    {
        // Opened before anything is undone: one that is there already belongs to somebody else.
        var part = path + PartSuffix;
        var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write);
        try
        {
            using (file)
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            if (mode is { } rights && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(part, rights);
            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static bool Leaves(string root, string path) =>
        RealPath.Of(root) is not { } folder || RealPath.Of(Path.GetDirectoryName(path)!) is not { } place || !(place == folder || RealPath.IsInside(place, folder))
        || new FileInfo(path).LinkTarget is not null;
}
