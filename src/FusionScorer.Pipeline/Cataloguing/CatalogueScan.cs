using System.Security.Cryptography;
using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Scanning;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>What a scan found in one library.</summary>
/// <param name="Name">The library.</param>
/// <param name="Clips">Clips present now.</param>
/// <param name="New">Clips that were not known.</param>
/// <param name="Changed">Clips whose files or metadata changed.</param>
/// <param name="Moved">Clips found under another path.</param>
/// <param name="Gone">Clips whose media file is no longer there.</param>
/// <param name="Unchanged">Clips as they were.</param>
/// <param name="ViewerLinks">Links of viewers to clips; those known before when the library has no viewers.csv.</param>
/// <param name="Warnings">What could not be read and why, a line each.</param>
public sealed record RootScan(
    string Name, int Clips, int New, int Changed, int Moved, int Gone, int Unchanged, int ViewerLinks, IReadOnlyList<string> Warnings);

/// <summary>Brings the catalogue in step with the libraries on disk.</summary>
public static class CatalogueScan
{
    private const int LinesOfAFile = 20;

    /// <summary>Scans every library of the project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="emptied">Whether a library without any media file was emptied on purpose.</param>
    /// <exception cref="BadInputException">The project has no library, or a library's folder is not there, or empty and was not before.</exception>
    public static IReadOnlyList<RootScan> Run(Project project, CancellationToken cancellation, bool emptied = false)
    {
        if (project.File.Libraries.Length == 0)
            throw new BadInputException(project.FilePath, 0, "names no library; add one under 'libraries: NAME: PATH'");
        if (project.Libraries.FirstOrDefault(root => RemotePath.Is(root.Path)) is { } remote)
            throw new BadInputException($"library '{remote.Name}' lies on a server here ({remote.Path}); scan on a machine that has it as a folder, or set {LibraryMap.Variable}={remote.Name}=FOLDER");
        var scanner = new LibraryScanner(project.Clock, RandomNumberGenerator.Fill) { Emptied = emptied };
        return [.. project.Libraries.Select(root => Scan(project, scanner, root, cancellation))];
    }

    private static RootScan Scan(Project project, LibraryScanner scanner, LibraryRoot root, CancellationToken cancellation)
    {
        var store = project.Store;
        var result = scanner.Scan(root, store.Clips, cancellation);
        store.Clips.Apply(result.Changes);
        var warnings = new List<string>(result.Warnings);
        var links = 0;
        if (ViewerTable.ReadOf(root, store.Clips.References(), ViewerKey.Of(project)) is { } viewers)
        {
            store.Clips.ReplaceViewerLinks($"library:{root.Name}", viewers.Links);
            links = viewers.Links.Count;
            warnings.AddRange(viewers.Warnings(Path.Combine(root.Path, ViewerTable.FileName)).Take(LinesOfAFile));
        }

        warnings.AddRange(UnknownRatings.Warnings(store.Clips.All().Where(clip => clip.Root == root.Name), project.Policy.Taxonomy));
        return new RootScan(
            root.Name, result.New + result.Changed + result.Moved + result.Unchanged, result.New, result.Changed, result.Moved, result.Gone,
            result.Unchanged, links, warnings);
    }
}
