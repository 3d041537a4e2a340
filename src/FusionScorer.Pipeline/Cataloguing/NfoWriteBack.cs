using FusionScorer.Core;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Nfo;
using FusionScorer.Library.Records;
using FusionScorer.Library.Scanning;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>What to write into NFO files.</summary>
public sealed record NfoWriteOptions
{
    /// <summary>Whether levels that only the model gives are written, too.</summary>
    public bool Auto { get; init; }

    /// <summary>Whether to say what would change and write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether clips without an NFO get a small one.</summary>
    public bool Create { get; init; }

    /// <summary>Whether Jellyfin's <c>customrating</c> is set as well.</summary>
    public bool Custom { get; init; }

    /// <summary>The scheme to write in, mapped by age; null for the project's own levels.</summary>
    public RatingScheme? Scheme { get; init; }

    /// <summary>How series are rolled up into <c>tvshow.nfo</c> (<see cref="SeriesRun.Run"/>); null to leave those alone.</summary>
    public double? SeriesShare { get; init; }
}

/// <summary>What became of one NFO.</summary>
/// <param name="ClipId">The clip; null for a series.</param>
/// <param name="Path">The file, as <c>library:path</c>.</param>
/// <param name="Edit">What became of it.</param>
/// <param name="Rating">What was to be stated.</param>
public sealed record NfoWritten(string? ClipId, string Path, NfoEdit Edit, string Rating);

/// <summary>Writes levels back to where players and media servers read them.</summary>
public static class NfoWriteBack
{
    /// <summary>Writes the levels of clips, and of series when asked.</summary>
    /// <param name="project">The project.</param>
    /// <param name="options">What to write.</param>
    /// <param name="warn">Takes a line on a library that cannot be written.</param>
    /// <param name="cancellation">Stops between files; what was written stays.</param>
    /// <exception cref="BadInputException">The policy trusts stated ratings and the model's own levels would be written: it would come to believe itself. Or the levels are of no scheme, and another is asked for.</exception>
    public static IEnumerable<NfoWritten> Run(Project project, NfoWriteOptions options, Action<string> warn, CancellationToken cancellation)
    {
        if (options.Auto && project.Policy.TrustRatings)
            throw new BadInputException("the policy has trust-ratings: true, so levels of the model would be read back as known; leave out --auto, or set trust-ratings: false");
        var ratings = Ratings(project.Policy.Taxonomy, options.Scheme);
        var targets = Targets(project, options).Where(target => target.Level >= 0).GroupBy(target => target.Root, StringComparer.Ordinal);
        return Written(project, options, ratings, targets, warn, cancellation);
    }

    /// <summary>Whether a clip's level is settled: decided without a dispute, or known from outside.</summary>
    internal static bool Stands(string? source, string status) => (source, status) is ("decision", "decided") or ("known", _);

    private static IEnumerable<NfoWritten> Written(
        Project project, NfoWriteOptions options, string[] ratings, IEnumerable<IGrouping<string, Target>> targets, Action<string> warn, CancellationToken cancellation)
    {
        foreach (var group in targets)
        {
            var root = project.Libraries.FirstOrDefault(library => library.Name == group.Key)?.Path;
            if (root is null || RemotePath.Is(root))
            {
                warn($"library {group.Key} is no folder on this machine; its NFO files were left alone");
                continue;
            }

            foreach (var target in group)
            {
                cancellation.ThrowIfCancellationRequested();
                NfoEdit edit;
                try
                {
                    edit = Write(root, target, ratings[target.Level], project.Policy.Taxonomy, options);
                }
                catch (UnauthorizedAccessException fault)
                {
                    edit = new NfoEdit(NfoOutcome.Failed, null, null, fault.Message.ReplaceLineEndings(" "));
                }
                catch (IOException fault) when (IsReadOnly(fault))
                {
                    warn($"library {group.Key} is mounted read-only ({root}); mount it writable for this, its NFO files were left alone");
                    break;
                }
                catch (IOException fault)
                {
                    edit = new NfoEdit(NfoOutcome.Failed, null, null, fault.Message.ReplaceLineEndings(" "));
                }

                yield return new NfoWritten(target.ClipId, $"{group.Key}:{target.Nfo ?? target.Path}", edit with { Content = null }, ratings[target.Level]);
            }
        }
    }

    private static NfoEdit Write(string root, Target target, string rating, Taxonomy taxonomy, NfoWriteOptions options)
    {
        var own = options.Scheme is null ? taxonomy : options.Scheme.Taxonomy;
        if (target.Nfo is { } nfo)
            return NfoFile.Set(root, Path.Combine(root, nfo), rating, own, options.Custom, options.DryRun);
        if (!options.Create)
            return new NfoEdit(NfoOutcome.Absent, null, null, null);
        var path = target.ClipId is null ? Path.Combine(root, target.Path, "tvshow.nfo") : Path.ChangeExtension(Path.Combine(root, target.Path), ".nfo");

        // One that this command made before the last scan.
        if (File.Exists(path))
            return NfoFile.Set(root, path, rating, own, options.Custom, options.DryRun);
        var kind = target.ClipId is null ? "tvshow" : EpisodePath.Of(target.Path) is null ? "movie" : "episodedetails";
        return NfoFile.Make(root, path, NfoRating.Create(kind, target.Title, rating), rating, options.DryRun);
    }

    private static IEnumerable<Target> Targets(Project project, NfoWriteOptions options)
    {
        var nfo = new Dictionary<(string, long), string>();
        foreach (var file in project.Libraries.SelectMany(root => project.Store.Clips.Files(root.Name)).Where(file => file.Kind == FileKind.Nfo && file.Present))
            nfo[(file.Root, file.ClipNo)] = file.Path;
        foreach (var (clip, level, _) in ProjectExport.Levels(project))
        {
            if (clip.Root is { } root && clip.Path is { } path && level.Level >= 0 && (options.Auto || Stands(level.Source, level.Status)))
                yield return new Target(root, path, nfo.GetValueOrDefault((root, clip.No)), clip.ClipId, clip.Metadata.Title, level.Level);
        }

        if (options.SeriesShare is not { } share)
            yield break;

        // Seasons may spell a show's name in different ways: what lies in one folder has one file, with the strictest level.
        foreach (var folder in SeriesRun.Run(project, share).Where(series => series.Folder.Length > 0).GroupBy(series => (series.Root, series.Folder)).Select(group => group.ToList()))
        {
            var level = folder.Max(series => series.Level);
            if (level < 0 || (!options.Auto && !folder.TrueForAll(series => series.Decided)))
                continue;
            var file = folder[0].Folder + "/tvshow.nfo";

            // Clips of a library that the project no longer names are still there; it is told when its turn comes.
            var there = project.Root(folder[0].Root) is { } library && File.Exists(Path.Combine(library.Path, file));

            // A file made for several shows at once would bear the name of one.
            if (there || folder.Count == 1)
                yield return new Target(folder[0].Root, folder[0].Folder, there ? file : null, null, folder[0].Name, level);
        }
    }

    private static string[] Ratings(Taxonomy taxonomy, RatingScheme? scheme)
    {
        var own = RatingSchemes.Of(taxonomy);
        var to = scheme ?? own;
        if (to is null)
            return [.. taxonomy.Levels];
        if (own is null)
            throw new BadInputException($"the project's levels ({taxonomy}) are of no scheme that ships, so they cannot be mapped to {to.Id} by age; leave out --scheme");
        return [.. SchemeMapping.ByAge(own, to).Select(level => string.Format(System.Globalization.CultureInfo.InvariantCulture, to.Written, to.Taxonomy[level]))];
    }

    // EROFS of the system's errno.
    private static bool IsReadOnly(IOException fault) => fault.HResult == 30 || fault.Message.Contains("Read-only file system", StringComparison.Ordinal);

    private sealed record Target(string Root, string Path, string? Nfo, string? ClipId, string? Title, int Level);
}
