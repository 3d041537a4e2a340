namespace FusionScorer.Core.Querying;

/// <summary>Utility −Σ p ln p, in nats (Shannon 1948).</summary>
public sealed class EntropyStrategy : IQueryStrategy
{
    /// <inheritdoc/>
    public string Name => "entropy";

    /// <inheritdoc/>
    public void Score(QueryContext context, Span<double> utilities)
    {
        var available = context.Available.Span;
        var posterior = context.Posterior.Span;
        for (var row = 0; row < utilities.Length; row++)
        {
            utilities[row] = double.NegativeInfinity;
            if (!available[row])
                continue;
            var entropy = 0.0;
            foreach (var p in posterior.Slice(row * context.Levels, context.Levels))
                entropy -= p > 0 ? p * Math.Log(p) : 0;
            utilities[row] = entropy;
        }
    }
}
