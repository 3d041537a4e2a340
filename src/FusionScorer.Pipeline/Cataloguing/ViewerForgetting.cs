using FusionScorer.Core;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>What was forgotten, and what a person still has to do.</summary>
/// <param name="Removed">What the store removed.</param>
/// <param name="KeyDestroyed">Whether this machine's key of the project went too.</param>
/// <param name="Left">What this program cannot do itself, a line each.</param>
public sealed record Forgetting(ForgottenViewers Removed, bool KeyDestroyed, IReadOnlyList<string> Left);

/// <summary>Takes viewers out of a project: out of the store, its log and the caches.</summary>
public static class ViewerForgetting
{
    private const string Cache = "links.bin";

    /// <summary>Forgets some viewers by the ids under which they were imported.</summary>
    /// <exception cref="BadInputException">This machine has no key of the project's viewers, so that it cannot tell who they are.</exception>
    public static Forgetting Some(Project project, IReadOnlyCollection<string> viewerIds)
    {
        var hash = ViewerKey.Existing(project)
            ?? throw new BadInputException("this machine has no key of the project's viewers: run this where they were imported, or forget all with --all");
        var removed = project.Store.Clips.ForgetViewers([.. viewerIds.Select(hash.Of).Distinct()]);
        EraseCache(project);
        return new Forgetting(removed, KeyDestroyed: false, Left(project, removed, all: false));
    }

    /// <summary>Forgets every viewer, and destroys the key.</summary>
    public static Forgetting All(Project project)
    {
        var removed = project.Store.Clips.ForgetViewers(viewers: null);
        EraseCache(project);
        return new Forgetting(removed, ViewerKey.Destroy(project), Left(project, removed, all: true));
    }

    private static List<string> Left(Project project, ForgottenViewers removed, bool all)
    {
        var left = new List<string>();
        var whom = all ? "all viewers" : "these viewers";
        foreach (var root in project.Libraries)
        {
            var table = Path.Combine(root.Path, ViewerTable.FileName);
            if (File.Exists(table))
                left.Add($"take {whom} out of {table}: the next scan would bring them back");
        }

        left.Add($"take {whom} out of the folders that you imported with fusion import");
        left.Add("levels still reflect them until the next: fusion fuse");
        left.Add($"copies and backups of the project, and its exports, still hold {whom}");
        if (!removed.Erased)
            left.Insert(0, "another program has the project open, so that its database file may still hold them: close it and run this again");
        return left;
    }

    // Also what a writer left behind that was killed in the midst of it.
    private static void EraseCache(Project project)
    {
        var folder = Path.GetDirectoryName(project.CachePath(Cache))!;
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, Cache + "*"))
            File.Delete(file);
    }
}
