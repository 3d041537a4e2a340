using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Querying;

/// <summary>The default: asks only about clips whose signals contradict each other or whose level may cost much if it is wrong, and among these for what teaches most.</summary>
/// <remarks>
/// Eligible: conflict ≥ its threshold or expected cost ≥ its threshold; all available clips while too few decisions exist for thresholds to count.
/// Utility = expected cost ÷ the largest among available clips + conflict: both lie in 0 to 1 and count alike. With a classifier the batch is
/// chosen by <see cref="PredictiveGain"/> from the more uncertain half of the eligible clips; the very first decisions are drawn at random among the
/// eligible ones, since nothing is known yet of what the classifier does not know.
/// </remarks>
public sealed class ConflictOrUncertainStrategy : IBatchStrategy
{
    private const int RandomUntil = 25;
    private const double Share = 0.5;
    private const ulong Stream = 4;

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

    /// <inheritdoc/>
    public IReadOnlyList<(int Row, double Score)> Choose(QueryContext context, ReadOnlySpan<double> utilities, int count)
    {
        var eligible = new List<int>();
        for (var row = 0; row < utilities.Length; row++)
        {
            if (utilities[row] > double.NegativeInfinity)
                eligible.Add(row);
        }

        var random = new CounterRandom(context.Seed, Stream);
        if (context.DecisionCount < RandomUntil)
            return [.. eligible.OrderBy(row => random.At((ulong)row)).Take(count).Select(row => (row, 0.0))];
        var margin = new double[utilities.Length];
        new SmallestMarginStrategy().Score(context, margin);
        int[] half = [.. eligible.OrderByDescending(row => margin[row]).ThenBy(row => row).Take(Math.Max(4 * count, (int)(eligible.Count * Share)))];
        return PredictiveGain.Select(context.Classifier!, context.Posterior.Span, half, count, context.Seed);
    }
}
