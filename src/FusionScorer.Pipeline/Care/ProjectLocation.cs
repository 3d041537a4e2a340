using FusionScorer.Core;
using FusionScorer.Library.Checking;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Care;

/// <summary>Where a project lies, found without opening it: opening brings the schema up to date and activates a policy, which hides faults.</summary>
public sealed class ProjectLocation
{
    private ProjectLocation(string folder, ProjectFile? file, string? fault)
    {
        Folder = folder;
        File = file;
        FileFault = fault;
    }

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    /// <summary>Path of the project file.</summary>
    public string FilePath => Path.Combine(Folder, Project.FileName);

    /// <summary>The project file; null when it cannot be read.</summary>
    public ProjectFile? File { get; }

    /// <summary>Why the project file cannot be read; null when it can.</summary>
    public string? FileFault { get; }

    /// <summary>Path of the SQLite store.</summary>
    public string StorePath => Path.Combine(Folder, Project.StoreName);

    /// <summary>How people know the store.</summary>
    public string StoreName => StorePath;

    /// <summary>Finds the parts of a project.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static ProjectLocation Of(string folder)
    {
        folder = Path.GetFullPath(folder);
        var path = Path.Combine(folder, Project.FileName);
        if (!System.IO.File.Exists(path))
            throw new BadInputException($"no {Project.FileName} in {folder}; name a project with --project DIR");
        try
        {
            return new ProjectLocation(folder, ProjectFileReader.Read(path), fault: null);
        }
        catch (BadInputException fault)
        {
            return new ProjectLocation(folder, file: null, fault.Message);
        }
    }

    /// <summary>Opens the store for a check.</summary>
    public CheckedDatabase OpenToCheck() => SqliteCheckedDatabase.Open(StorePath);

    /// <summary>Counts anew what the store's counters keep.</summary>
    public void MendCounters() => CounterMend.Run(StorePath);
}
