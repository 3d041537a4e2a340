using FusionScorer.Core.Levels;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>What leaves a project: clips with their levels, decisions, evidence. Rows are made as they are read.</summary>
public static class ProjectExport
{
    /// <summary>All clips with the level that stands.</summary>
    public static IEnumerable<ExportRow> Clips(Project project)
    {
        var policy = project.Policy;
        foreach (var (clip, level, fused) in Levels(project, project.Store.Clips.All()))
        {
            yield return new ExportRow(
                clip.ClipId, Reference(clip), clip.Metadata.Title, level.Level < 0 ? null : policy.Taxonomy[level.Level],
                level.Level < 0 ? null : level.Source, level.Status, fused?.Conflict, [.. fused?.Posterior ?? []], project.PolicyRow.Hash);
        }
    }

    /// <summary>Clips as nodes of a graph.</summary>
    internal static IEnumerable<GraphClip> GraphClips(Project project, IReadOnlyList<Clip> clips, Func<Clip, string> id)
    {
        foreach (var (clip, level, _) in Levels(project, clips))
        {
            yield return new GraphClip(
                id(clip), clip.ClipId, clip.Metadata.Title, clip.Metadata.Year, level.Level < 0 ? null : project.Policy.Taxonomy[level.Level],
                level.Level < 0 ? null : level.Source);
        }
    }

    /// <summary>All decisions, undone ones included, oldest first.</summary>
    public static IEnumerable<ExportDecision> Decisions(Project project)
    {
        var clips = project.Store.Clips.All().ToDictionary(clip => clip.No);
        foreach (var decision in project.Store.Decisions.All())
        {
            if (clips.TryGetValue(decision.ClipNo, out var clip))
                yield return new ExportDecision(clip.ClipId, Reference(clip), decision);
        }
    }

    /// <summary>All evidence, by clip, signal and time.</summary>
    public static IEnumerable<ExportEvidence> Evidence(Project project)
    {
        foreach (var clip in project.Store.Clips.All())
        {
            foreach (var evidence in project.Store.Readings.Evidence(clip.No))
                yield return new ExportEvidence(clip.ClipId, Reference(clip), evidence);
        }
    }

    private static IEnumerable<(Clip Clip, ClipLevel Level, FusedClip? Fused)> Levels(Project project, IReadOnlyList<Clip> clips)
    {
        var policy = project.Policy;
        var standings = StandingDecisions.Of(project.Store.Decisions.All(), policy.Taxonomy);
        var known = KnownLevels.Of(project.Store, clips, policy);
        var results = project.Store.Fusion.Results().ToDictionary(result => result.ClipNo);
        var cost = CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost);
        foreach (var clip in clips)
        {
            var fused = results.GetValueOrDefault(clip.No);
            yield return (clip, ClipLevel.Of(standings.GetValueOrDefault(clip.No), known.TryGetValue(clip.No, out var stated) ? stated : null, fused, cost), fused);
        }
    }

    private static string? Reference(Clip clip) => clip.Root is null ? null : $"{clip.Root}:{clip.Path}";
}
