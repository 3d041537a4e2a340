using FusionScorer.Core;
using FusionScorer.Library.Checking;
using FusionScorer.Library.Policies;

namespace FusionScorer.Pipeline.Care;

/// <summary>Whether a project holds together: its file, its store, its caches and its media.</summary>
public static class ProjectCheck
{
    /// <summary>Looks at all of it and changes nothing.</summary>
    /// <param name="location">The project's folder and store.</param>
    /// <param name="deep">Whether to look up each observation and to read media.</param>
    /// <param name="clock">Gives the time.</param>
    /// <param name="told">Hears what is looked at.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="BadInputException">There is no store, or it cannot be read at all.</exception>
    public static IReadOnlyList<CheckFinding> Run(ProjectLocation location, bool deep, TimeProvider clock, Action<string>? told, CancellationToken cancellation)
    {
        var findings = new List<CheckFinding>();
        if (location.FileFault is { } fault)
            findings.Add(new CheckFinding("files", "the project file cannot be read", 1, fault, $"correct it, or take {ProjectFileReader.FileName} from a backup"));
        using var database = CheckedDatabase.Open(location.Store);
        findings.AddRange(StoreCheck.Run(database, deep, told, cancellation));
        if (findings.Exists(finding => finding.Area is "engine" or "schema"))
            return findings;
        told?.Invoke("caches");
        findings.AddRange(CacheCheck.Run(database, location.Folder, clock));
        if (location.File is { } file)
        {
            told?.Invoke("media files");
            findings.AddRange(MediaCheck.Run(database, file.Libraries, deep, cancellation));
        }

        return findings;
    }
}
