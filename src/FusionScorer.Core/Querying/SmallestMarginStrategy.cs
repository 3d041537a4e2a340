namespace FusionScorer.Core.Querying;

/// <summary>Utility 1 − (p(most probable) − p(second)) (Scheffer, Decomain and Wrobel 2001, "Active hidden Markov models for information extraction").</summary>
public sealed class SmallestMarginStrategy : IQueryStrategy
{
    /// <inheritdoc/>
    public string Name => "smallest-margin";

    /// <inheritdoc/>
    public void Score(QueryContext context, Span<double> utilities)
    {
        var available = context.Available.Span;
        var posterior = context.Posterior.Span;
        for (var row = 0; row < utilities.Length; row++)
        {
            float first = 0, second = 0;
            foreach (var p in posterior.Slice(row * context.Levels, context.Levels))
            {
                second = Math.Max(second, Math.Min(first, p));
                first = Math.Max(first, p);
            }

            utilities[row] = available[row] ? 1 - ((double)first - second) : double.NegativeInfinity;
        }
    }
}
