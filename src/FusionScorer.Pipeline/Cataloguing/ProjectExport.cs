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
        var standings = StandingDecisions.Of(project.Store.Decisions.All(), policy.Taxonomy);
        var clips = project.Store.Clips.All();
        var known = KnownLevels.Of(project.Store, clips, policy);
        var results = project.Store.Fusion.Results().ToDictionary(result => result.ClipNo);
        var cost = CostMatrix.Linear(policy.Taxonomy.Count, policy.UnderRatingCost, policy.OverRatingCost);
        foreach (var clip in clips)
        {
            var fused = results.GetValueOrDefault(clip.No);
            var level = ClipLevel.Of(
                standings.GetValueOrDefault(clip.No),
                known.TryGetValue(clip.No, out var stated) ? stated : null, fused, cost);
            yield return new ExportRow(
                clip.ClipId, Reference(clip), clip.Metadata.Title, level.Level < 0 ? null : policy.Taxonomy[level.Level],
                level.Level < 0 ? null : level.Source, level.Status, fused?.Conflict, [.. fused?.Posterior ?? []], project.PolicyRow.Hash);
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

    private static string? Reference(Clip clip) => clip.Root is null ? null : $"{clip.Root}:{clip.Path}";
}
