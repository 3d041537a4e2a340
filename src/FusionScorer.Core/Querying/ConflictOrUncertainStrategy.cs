using FusionScorer.Core.Randomness;

namespace FusionScorer.Core.Querying;

/// <summary>The default: asks only about clips whose signals contradict each other or whose level may cost much if it is wrong, and among these for what teaches most.</summary>
/// <remarks>
/// Eligible: conflict ≥ its threshold or expected cost ≥ its threshold; all available clips while too few decisions exist for thresholds to count.
/// Utility = expected cost ÷ the largest among available clips + conflict: both lie in 0 to 1 and count alike. With a classifier the batch is
/// chosen by <see cref="PredictiveGain"/> from the more uncertain half of the eligible clips; the very first decisions are drawn at random, in
/// proportion to their utility and save near-duplicates, since nothing is known yet of what the classifier does not know.
/// </remarks>
public sealed class ConflictOrUncertainStrategy : IBatchStrategy
{
    private const int RandomUntil = 50;
    private const double Share = 0.5;
    private const int Bins = 1 << 14;
    private const ulong Stream = 4;
    private const ulong CandidateStream = 12;

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
            most = available[row] && cost[row] > most ? cost[row] : most;
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
        if (context.DecisionCount < RandomUntil)
        {
            var keys = RandomRows.WeightedKeys(utilities, new CounterRandom(context.Seed, Stream));
            var scores = utilities.ToArray();
            return [.. DiverseSelection.Select(context.Classifier!, context.Posterior.Span, keys, count).Select(row => (row, scores[row]))];
        }

        var margin = new double[utilities.Length];
        new SmallestMarginStrategy().Score(context, margin);
        for (var row = 0; row < margin.Length; row++)
            margin[row] = utilities[row] > double.NegativeInfinity ? margin[row] : double.NegativeInfinity;
        var candidates = RandomRows.Draw(
            margin, LeastOfHalf(margin, 4L * count), PredictiveGain.Candidates(count), new CounterRandom(context.Seed, CandidateStream));
        return PredictiveGain.Select(context.Classifier!, context.Posterior.Span, candidates, count, context.Seed);
    }

    /// <summary>The margin from which on half of the eligible clips lie, and no fewer than <paramref name="least"/>: to one of many bins, without sorting.</summary>
    private static double LeastOfHalf(ReadOnlySpan<double> margin, long least)
    {
        var counts = new int[Bins + 1];
        var eligible = 0;
        foreach (var value in margin)
        {
            if (value > double.NegativeInfinity)
            {
                counts[Bin(value)]++;
                eligible++;
            }
        }

        var wanted = Math.Max(least, (long)(eligible * Share));
        var bin = Bins;
        for (long found = counts[bin]; found < wanted && bin > 0; found += counts[bin])
            bin--;
        return bin == 0 ? double.NegativeInfinity : bin / (double)Bins;
    }

    private static int Bin(double margin) => (int)(Math.Clamp(margin, 0, 1) * Bins);
}
