using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Writes the learning curve, one point a fusion run.</summary>
internal static class ProgressHistory
{
    /// <summary>Notes how sure the model is at the present number of decisions.</summary>
    public static void Record(Project project, FusionInputs inputs, IReadOnlyList<FusedClip> results)
    {
        var resultOf = results.ToDictionary(result => result.ClipNo);
        var pool = QueueRun.AuditPool(inputs, resultOf);
        if (pool.Count == 0)
            return;
        var cost = CostMatrix.Linear(project.Policy.Taxonomy.Count, project.Policy.UnderRatingCost, project.Policy.OverRatingCost);
        var posterior = new StoredPosterior(resultOf);
        var expected = pool.Order().Average(row => ShownLevel.Of(posterior.Of(inputs.Clips[row].No), project.Policy, cost).Confidence);
        project.Store.Fusion.SaveProgress(new ProgressPoint(project.PolicyRow.Hash, Decided(inputs), pool.Count, expected, project.Clock.GetUtcNow()));
    }

    /// <summary>How many clips have a decision that stands.</summary>
    public static int Decided(FusionInputs inputs) => inputs.Clips.Count(clip => inputs.Standings.TryGetValue(clip.No, out var standing) && !standing.Levels.IsEmpty);
}
