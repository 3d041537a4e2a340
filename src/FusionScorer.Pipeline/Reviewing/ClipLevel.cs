using FusionScorer.Core.Levels;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>The level that a clip has, and who says so.</summary>
/// <param name="Level">Index of the level; −1 when nothing was fused yet.</param>
/// <param name="Source"><c>decision</c>, <c>known</c> or <c>model</c>.</param>
/// <param name="Status"><c>unreviewed</c>, <c>auto</c> (known from outside), <c>decided</c>, <c>disputed</c> or <c>reopened</c>.</param>
/// <param name="ModelDisagrees">Whether the model would say something that the decision rules out.</param>
public readonly record struct ClipLevel(int Level, string Source, string Status, bool ModelDisagrees)
{
    /// <summary>A decision stands, else a known level, else the model's; the model never overrules a person.</summary>
    /// <param name="standing">What people said; null for nothing.</param>
    /// <param name="known">The level known from outside; null for none.</param>
    /// <param name="fused">The model's result; null before fusing.</param>
    /// <param name="cost">Chooses within a decided set of several levels.</param>
    public static ClipLevel Of(Standing? standing, int? known, FusedClip? fused, CostMatrix cost)
    {
        if (standing is { Levels.IsEmpty: false })
        {
            var level = standing.Levels.Count == 1 || fused is null
                ? standing.Levels.Highest
                : cost.LeastCost([.. fused.Posterior.Select(p => (double)p)], standing.Levels);
            return new ClipLevel(level, "decision", standing.Reopened ? "reopened" : standing.Disputed ? "disputed" : "decided", fused is not null && !standing.Levels.Contains(fused.Level));
        }

        if (known is { } stated)
            return new ClipLevel(stated, "known", "auto", fused is not null && fused.Level != stated);
        return new ClipLevel(fused?.Level ?? -1, "model", "unreviewed", ModelDisagrees: false);
    }
}
