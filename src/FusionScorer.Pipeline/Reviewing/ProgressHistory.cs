using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Writes the learning curve, one point a fusion run.</summary>
internal static class ProgressHistory
{
    /// <summary>Notes how sure the model is at the present number of decisions.</summary>
    /// <param name="project">The project.</param>
    /// <param name="inputs">What was learned from.</param>
    /// <param name="results">One a clip, in the order of the inputs.</param>
    public static void Record(Project project, FusionInputs inputs, FusedResults results)
    {
        var policy = project.Policy;
        var levels = policy.Taxonomy.Count;
        var cost = CostMatrix.Linear(levels, policy.UnderRatingCost, policy.OverRatingCost);
        Span<double> p = stackalloc double[levels];
        var (clips, decided, confidence) = (0, 0, 0.0);
        for (var row = 0; row < inputs.Count; row++)
        {
            var no = inputs.Numbers[row];
            if (inputs.Standings.TryGetValue(no, out var standing) && !standing.Levels.IsEmpty)
                decided++;
            if (inputs.Known.ContainsKey(no) || inputs.Unplayable.Contains(no))
                continue;
            clips++;
            confidence += ShownLevel.Of(ShownMeans.Row(results.Posterior, row, p), policy, cost).Confidence;
        }

        if (clips > 0)
            project.Store.Fusion.SaveProgress(new ProgressPoint(project.PolicyRow.Hash, decided, clips, confidence / clips, project.Clock.GetUtcNow()));
    }
}
