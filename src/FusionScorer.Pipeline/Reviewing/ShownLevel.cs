using FusionScorer.Core.Fusion;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Policies;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>The level that a posterior shows under a policy, and what the model itself expects of it.</summary>
/// <param name="Level">Index of the level.</param>
/// <param name="Confidence">The probability that it is right.</param>
/// <param name="UnderRated">The probability that the truth is stricter.</param>
/// <param name="Cost">The expected cost.</param>
internal readonly record struct ShownLevel(int Level, double Confidence, double UnderRated, double Cost)
{
    public static ShownLevel Of(ReadOnlySpan<double> posterior, Policy policy, CostMatrix cost)
    {
        var level = policy.LevelRule == LevelRule.Argmax ? PosteriorMetrics.Argmax(posterior) : cost.LeastCost(posterior);
        var stricter = 0.0;
        for (var other = level + 1; other < posterior.Length; other++)
            stricter += posterior[other];

        // Stored probabilities are single: their sums may be beyond 1 by a rounding.
        return new ShownLevel(level, Math.Clamp(posterior[level], 0, 1), Math.Clamp(stricter, 0, 1), Math.Clamp(cost.Expected(posterior, level), 0, Most(cost)));
    }

    /// <summary>The largest cost there is.</summary>
    public static double Most(CostMatrix cost) => Math.Max(cost[0, cost.Levels - 1], cost[cost.Levels - 1, 0]);
}
