using FusionScorer.Library.Exporting;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.Pipeline.Reviewing.Desk.Browsing;
using FusionScorer.Pipeline.Reviewing.Desk.Tables;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>What leaves a project: clips with their levels, decisions, evidence. Rows are made as they are read.</summary>
public static class ProjectExport
{
    /// <summary>All clips with the level that stands.</summary>
    public static IEnumerable<ExportRow> Clips(Project project)
    {
        var policy = project.Policy;
        foreach (var (clip, level, fused) in Levels(project))
        {
            yield return new ExportRow(
                clip.ClipId, Reference(clip), clip.Metadata.Title, level.Level < 0 ? null : policy.Taxonomy[level.Level],
                level.Level < 0 ? null : level.Source, level.Status, fused?.Conflict, [.. fused?.Posterior ?? []], project.PolicyRow.Hash);
        }
    }

    /// <summary>The same as a running review app has it in memory.</summary>
    public static IEnumerable<ExportRow> Clips(RowStates states)
    {
        for (var row = 0; row < states.Count; row++)
        {
            var view = states.View(row);
            yield return new ExportRow(
                view.Clip.ClipId, Reference(view.Clip), view.Clip.Metadata.Title, view.Level, view.Source, view.Status, view.Result.Conflict,
                [.. view.Result.Posterior.Select(p => (double)p)], states.PolicyHash);
        }
    }

    /// <summary>Clips as nodes of a graph.</summary>
    internal static IEnumerable<GraphClip> GraphClips(Project project, IReadOnlyList<Clip> clips, Func<Clip, string> id)
    {
        foreach (var (clip, level, _) in ClipLevels.Of(project, clips.Chunk(ClipPages.Size)))
        {
            yield return new GraphClip(
                id(clip), clip.ClipId, clip.Metadata.Title, clip.Metadata.Year, level.Level < 0 ? null : project.Policy.Taxonomy[level.Level],
                level.Level < 0 ? null : level.Source);
        }
    }

    /// <summary>All decisions, undone ones included, oldest first.</summary>
    public static IEnumerable<ExportDecision> Decisions(Project project)
    {
        foreach (var page in DecisionPages(project))
        {
            var clips = project.Store.Clips.Of([.. page.Select(decision => decision.ClipNo)]).ToDictionary(clip => clip.No);
            foreach (var decision in page)
            {
                if (clips.TryGetValue(decision.ClipNo, out var clip))
                    yield return new ExportDecision(clip.ClipId, Reference(clip), decision);
            }
        }
    }

    /// <summary>The same as a running review app knows their clips.</summary>
    public static IEnumerable<ExportDecision> Decisions(Project project, ClipTable clips)
    {
        foreach (var decision in DecisionPages(project).SelectMany(page => page))
        {
            if (clips.RowOf(decision.ClipNo) is var row and >= 0)
                yield return new ExportDecision(clips.IdOf(row), Reference(clips[row]), decision);
        }
    }

    /// <summary>All evidence, by clip, signal and time.</summary>
    public static IEnumerable<ExportEvidence> Evidence(Project project)
    {
        foreach (var (clip, evidence) in ClipPages.Of(project.Store).SelectMany(page => EvidencePages.Of(project.Store, page)))
            yield return new ExportEvidence(clip.ClipId, Reference(clip), evidence);
    }

    /// <summary>All clips with the level that stands, read by pages.</summary>
    internal static IEnumerable<(Clip Clip, ClipLevel Level, FusedClip? Fused)> Levels(Project project) => ClipLevels.Of(project, ClipPages.Of(project.Store));

    internal static string? Reference(Clip clip) => clip.Root is null ? null : $"{clip.Root}:{clip.Path}";

    private static IEnumerable<IReadOnlyList<Decision>> DecisionPages(Project project)
    {
        for (var after = 0L; project.Store.Decisions.After(after, ClipPages.Size) is { Count: > 0 } page; after = page[^1].Place)
            yield return [.. page.Select(row => row.Decision)];
    }
}
