using FusionScorer.Core;
using FusionScorer.Library;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Care;

/// <summary>Where a project lies, found without opening it: opening brings the schema up to date and activates a policy, which hides faults.</summary>
public sealed class ProjectLocation
{
    private ProjectLocation(string folder, ProjectFile? file, string? fault, StoreLocation store)
    {
        Folder = folder;
        File = file;
        FileFault = fault;
        Store = store;
    }

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    /// <summary>Path of the project file.</summary>
    public string FilePath => Path.Combine(Folder, Project.FileName);

    /// <summary>The project file; null when it cannot be read.</summary>
    public ProjectFile? File { get; }

    /// <summary>Why the project file cannot be read; null when it can.</summary>
    public string? FileFault { get; }

    /// <summary>Where the store lies; the one in the folder when the project file cannot be read and names none.</summary>
    public StoreLocation Store { get; }

    /// <summary>Finds the parts of a project.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <exception cref="BadInputException">There is none, or its file cannot be read and nothing else tells where the store is.</exception>
    public static ProjectLocation Of(string folder, Func<string, string?> environment)
    {
        folder = Path.GetFullPath(folder);
        var path = Path.Combine(folder, Project.FileName);
        if (!System.IO.File.Exists(path))
            throw Project.IsClosed(folder)
                ? new BadInputException(folder, 0, "the project's folder may not be read: allow reading and writing of it and what it holds")
                : new BadInputException($"no {Project.FileName} in {folder}; name a project with --project DIR");
        ProjectFile? file = null;
        string? fault = null;
        try
        {
            file = ProjectFileReader.Read(path);
        }
        catch (BadInputException broken) when (environment(StoreLocation.Variable) is { Length: > 0 } || !NamesAStore(path))
        {
            fault = broken.Message;
        }

        return new ProjectLocation(folder, file, fault, StoreLocation.Of(folder, file ?? new ProjectFile { Policy = DefaultPolicy.Policy }, environment));
    }

    // A project that moved to a server may have its old database left in the folder: nobody may check, copy or back that up in its stead.
    private static bool NamesAStore(string path) => System.IO.File.ReadLines(path).Any(line => line.StartsWith("store", StringComparison.OrdinalIgnoreCase));
}
