using System.Security.Cryptography;
using FusionScorer.Core;
using FusionScorer.Library.Scanning;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>The secret under which viewer ids are hashed. It lies outside the project, so that a copied project names no viewer.</summary>
public static class ViewerKey
{
    private const int Bytes = 32;

    /// <summary>The hash of this project's viewers; makes the key on first use.</summary>
    /// <exception cref="BadInputException">The key file is damaged.</exception>
    public static ViewerHash Of(Project project)
    {
        var path = PathOf(project);
        if (!File.Exists(path))
            Make(path);
        return Read(path);
    }

    /// <summary>The hash of this project's viewers if this machine has its key; null when it has none.</summary>
    /// <exception cref="BadInputException">The key file is damaged.</exception>
    public static ViewerHash? Existing(Project project) => File.Exists(PathOf(project)) ? Read(PathOf(project)) : null;

    /// <summary>Destroys the key: viewers imported later can no longer be matched with any hash made before.</summary>
    /// <returns>Whether there was one on this machine.</returns>
    public static bool Destroy(Project project)
    {
        var path = PathOf(project);
        if (!File.Exists(path))
            return false;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            file.Write(RandomNumberGenerator.GetBytes(Bytes));
            file.Flush(flushToDisk: true);
        }

        File.Delete(path);
        return true;
    }

    private static string PathOf(Project project) =>
        Path.Combine(UserData.Folder(Environment.GetEnvironmentVariable, "viewer-keys"), $"{UserData.ProjectId(project)}.key");

    private static ViewerHash Read(string path)
    {
        var key = File.ReadAllBytes(path);
        return key.Length == Bytes
            ? new ViewerHash(key)
            : throw new BadInputException(path, 0, $"is damaged: it must hold {Bytes} bytes; restore it from a backup, or delete it and import all viewers again");
    }

    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var fresh = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(fresh, options))
            file.Write(RandomNumberGenerator.GetBytes(Bytes));
        try
        {
            File.Move(fresh, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first; its key counts.
            File.Delete(fresh);
        }
    }
}
