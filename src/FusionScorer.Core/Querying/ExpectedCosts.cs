using FusionScorer.Core.Levels;

namespace FusionScorer.Core.Querying;

/// <summary>What the level shown costs in expectation, clip by clip, where the level of least expected cost is shown.</summary>
public static class ExpectedCosts
{
    /// <summary>Writes min over levels shown of Σ p(level) cost(level, shown), for each clip.</summary>
    /// <param name="costs">What a wrong level costs, K × K.</param>
    /// <param name="posterior">n × K probabilities, row by row.</param>
    /// <param name="result">n numbers, at least 0, overwritten.</param>
    /// <exception cref="ArgumentException">The probabilities do not fill n rows.</exception>
    public static void Compute(CostMatrix costs, ReadOnlySpan<float> posterior, Span<float> result)
    {
        var levels = costs.Levels;
        if (posterior.Length != (long)result.Length * levels)
            throw new ArgumentException($"{posterior.Length} probabilities do not fill {result.Length} rows of {levels}", nameof(posterior));
        var byShown = new float[levels * levels];
        for (var shown = 0; shown < levels; shown++)
        {
            for (var truth = 0; truth < levels; truth++)
                byShown[(shown * levels) + truth] = (float)costs[truth, shown];
        }

        for (var row = 0; row < result.Length; row++)
        {
            var p = posterior.Slice(row * levels, levels);
            var least = float.PositiveInfinity;
            for (var shown = 0; shown < levels; shown++)
            {
                var cost = byShown.AsSpan(shown * levels, levels);
                var sum = 0f;
                for (var truth = 0; truth < p.Length; truth++)
                    sum += p[truth] * cost[truth];
                least = sum < least ? sum : least;
            }

            result[row] = least;
        }
    }
}
