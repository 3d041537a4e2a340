using FusionScorer.Core;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>Clips of a project as tasks for Label Studio, made as they are read.</summary>
public static class LabelStudioExport
{
    private const string LibraryMark = "{library}";

    /// <summary>All clips, or those of the latest batch of the queue in its order.</summary>
    /// <param name="project">The project.</param>
    /// <param name="queue">Whether only the latest batch is wanted.</param>
    /// <param name="mediaUrl">What goes before a clip's path, <c>{library}</c> in it standing for the library's name; null for paths of this machine.</param>
    /// <exception cref="BadInputException">There is no batch.</exception>
    public static IEnumerable<LabelStudioTask> Tasks(Project project, bool queue, string? mediaUrl)
    {
        if (!queue)
            return ProjectExport.Levels(project).Select(row => Task(project, row.Clip, row.Fused, pick: null, mediaUrl));
        ClipLevels.RequireInForce(project);
        var batch = project.Store.Fusion.LatestBatch() ?? throw new BadInputException("there is no queue yet; make one with: fusion queue");
        return batch.Picks.Chunk(ClipPages.Size).SelectMany(picks => Tasks(project, picks, mediaUrl));
    }

    private static IEnumerable<LabelStudioTask> Tasks(Project project, IReadOnlyList<Pick> picks, string? mediaUrl)
    {
        var clips = project.Store.Clips.Of([.. picks.Select(pick => pick.ClipNo)]).ToDictionary(clip => clip.No);
        return picks.Where(pick => clips.ContainsKey(pick.ClipNo)).Select(pick => Task(project, clips[pick.ClipNo], project.Store.Fusion.Result(pick.ClipNo), pick, mediaUrl));
    }

    private static LabelStudioTask Task(Project project, Clip clip, FusedClip? fused, Pick? pick, string? mediaUrl) => new(
        clip.ClipId, ProjectExport.Reference(clip), clip.Name, Video(project, clip, mediaUrl), fused is null ? null : project.Policy.Taxonomy[fused.Level],
        fused is null ? 0 : fused.Posterior[fused.Level], project.PolicyRow.Hash, pick?.Reason, project.Store.Readings.Evidence(clip.No));

    private static string Video(Project project, Clip clip, string? mediaUrl)
    {
        if (clip.Path is null || clip.Root is null)
            return "";
        if (mediaUrl is null)
            return project.Root(clip.Root) is { } root ? Path.Combine(root.Path, clip.Path.Replace('/', Path.DirectorySeparatorChar)) : $"{clip.Root}:{clip.Path}";
        var prefix = mediaUrl.Replace(LibraryMark, Uri.EscapeDataString(clip.Root), StringComparison.Ordinal);
        var path = string.Join('/', clip.Path.Split('/').Select(Uri.EscapeDataString));
        return prefix.EndsWith('/') || prefix.EndsWith('=') ? prefix + path : $"{prefix}/{path}";
    }
}
