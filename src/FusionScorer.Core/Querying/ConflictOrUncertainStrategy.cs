namespace FusionScorer.Core.Querying;

/// <summary>The default: asks only about clips whose signals contradict each other or whose level may cost much if it is wrong.</summary>
/// <remarks>
/// Eligible: conflict ≥ its threshold or expected cost ≥ its threshold; all available clips while too few decisions exist for thresholds to count.
/// Utility = expected cost ÷ the largest among available clips + conflict: both lie in 0 to 1 and count alike.
/// </remarks>
public sealed class ConflictOrUncertainStrategy : IQueryStrategy
{
    /// <inheritdoc/>
    public string Name => "conflict-or-uncertain";

    /// <inheritdoc/>
    public void Score(QueryContext context, Span<double> utilities)
    {
        var available = context.Available.Span;
        var conflict = context.Conflict.Span;
        var cost = context.ExpectedCost.Span;
        var most = 0f;
        for (var row = 0; row < utilities.Length; row++)
            most = available[row] ? Math.Max(most, cost[row]) : most;
        var scale = most > 0 ? 1 / (double)most : 0;
        for (var row = 0; row < utilities.Length; row++)
        {
            var eligible = available[row]
                && (!context.ThresholdsCount || conflict[row] >= context.ConflictThreshold || cost[row] >= context.CostThreshold);
            utilities[row] = eligible ? (cost[row] * scale) + conflict[row] : double.NegativeInfinity;
        }
    }
}
